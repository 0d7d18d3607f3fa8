#include "server/config/load.hpp"

#include <algorithm>
#include <regex>

#include "server/config/suggest.hpp"
#include "server/config/toml_file.hpp"
#include "server/config/value.hpp"

namespace foyer::config {
namespace {

bool is_regular_expression(const std::string& text) {
    try {
        const std::regex tried(text, std::regex::ECMAScript);
        return true;
    } catch (const std::regex_error&) {
        return false;
    }
}

/// "Name: value", on one line.
bool is_header_line(const std::string& line) {
    const auto colon = line.find(':');
    return colon != std::string::npos && colon > 0 && line.find_first_of(" \t") > colon &&
           line.find_first_of("\r\n") == std::string::npos;
}

bool is_country(const std::string& country) {
    return country.size() == 2 && std::ranges::all_of(country, [](char c) { return c >= 'A' && c <= 'Z'; });
}

class Loader {
public:
    void read_file(const Sources::File& file) {
        const auto settings = read_toml(file.text, file.name);
        if (!settings) return problems_.push_back(settings.error());
        for (const auto& setting : *settings) {
            const auto where = fmt::format("{} line {}", file.name, setting.line);
            const auto* key = find_key(setting.name);
            if (!key) {
                problem(where, fmt::format("there is no key {}.{}", setting.name, suggest_key(setting.name)));
            } else if (!setting.usable) {
                // A table or a date suits no key: let assign say what does, as for any other wrong type.
                set(*key, key->type == Type::boolean ? Value{std::int64_t{0}} : Value{false}, where);
            } else {
                set(*key, setting.value, where);
            }
        }
    }

    void read_environment(const Settings& environment) {
        for (const auto& [name, text] : environment) {
            if (!name.starts_with("FOYER_") || std::ranges::count(reserved_environment(), name) > 0) continue;
            if (const auto* key = find_key_by_environment(name)) {
                set_text(*key, text, name);
            } else {
                problem(name, fmt::format("there is no such setting.{}", suggest_environment(name)));
            }
        }
    }

    void read_flags(const Settings& flags) {
        for (const auto& [name, text] : flags) {
            const auto where = "--" + name;
            if (const auto* key = find_key(name)) {
                set_text(*key, text, where);
            } else {
                problem(where, fmt::format("there is no such key.{}", suggest_key(name)));
            }
        }
    }

    /// What no single value tells.
    void check_together() {
        const auto& c = loaded_.config;
        require(c.http.tls_certificate.empty() == c.http.tls_key.empty(),
                "http.tls_certificate and http.tls_key must be set together.");
        require(!c.http.listen.empty(), "http.listen must not be empty.");
        require(!c.data.dir.empty(), "data.dir must not be empty.");
        require(c.mail.server.empty() || c.mail.server.starts_with("smtp://") || c.mail.server.starts_with("smtps://"),
                "mail.server must begin with smtp:// or smtps://.");
        require(c.mail.server.empty() || c.mail.from.find('@') != std::string::npos,
                "mail.from must be set, with an @ in it, where mail.server is.");
        require(c.sms.url.empty() || c.sms.url.starts_with("http://") || c.sms.url.starts_with("https://"),
                "sms.url must begin with http:// or https://.");
        require(is_regular_expression(c.sms.success), "sms.success must be a regular expression.");
        require(std::ranges::all_of(c.sms.headers, is_header_line),
                "sms.headers must hold lines such as \"Authorization: Bearer …\".");
        require(is_country(c.guests.country), "guests.country must be two letters, such as DE.");
        const auto longest_text = 6 * c.rooms.message_bytes + 4096;
        require(c.feed.frame_bytes >= longest_text,
                fmt::format("feed.frame_bytes must be at least {}, six times rooms.message_bytes and 4096 more.",
                            longest_text));
        require(c.feed.queue_bytes >= 2 * longest_text,
                fmt::format("feed.queue_bytes must be at least {}, twice what feed.frame_bytes must be.",
                            2 * longest_text));
        require(c.rooms.history_page_default <= c.rooms.history_page,
                "rooms.history_page_default must not be above rooms.history_page.");
        require(c.feed.requests_burst >= c.feed.requests_per_second,
                "feed.requests_burst must not be below feed.requests_per_second.");
        require(c.rest.requests_burst >= c.rest.requests_per_second,
                "rest.requests_burst must not be below rest.requests_per_second.");
        require(c.feed.frame_bytes >= 2 * std::uint64_t{c.calls.sdp_bytes} + 4096,
                fmt::format("feed.frame_bytes must be at least {}, twice calls.sdp_bytes and 4096 more.",
                            2 * std::uint64_t{c.calls.sdp_bytes} + 4096));
        require(!c.calls.relay_only || !c.calls.turn_servers.empty(), "calls.relay_only needs calls.turn_servers.");
    }

    std::expected<Loaded, Problems> result() && {
        if (!problems_.empty()) return std::unexpected(std::move(problems_));
        return std::move(loaded_);
    }

private:
    void set_text(const Key& key, std::string_view text, const std::string& where) {
        const auto value = parse(key, text);
        if (!value) return problem(where, fmt::format("{} {}.", key.name, value.error()));
        set(key, *value, where);
    }

    void set(const Key& key, const Value& value, const std::string& where) {
        const auto assigned = assign(key, value, loaded_.config);
        if (!assigned) return problem(where, fmt::format("{} {}.", key.name, assigned.error()));
        loaded_.origins[key.name] = where;
    }

    void problem(const std::string& where, const std::string& what) { problems_.push_back(where + ": " + what); }

    void require(bool fulfilled, std::string sentence) {
        if (!fulfilled) problems_.push_back(std::move(sentence));
    }

    Loaded loaded_;
    Problems problems_;
};

}  // namespace

std::expected<Loaded, Problems> load(const Sources& sources) {
    Loader loader;
    if (sources.file) loader.read_file(*sources.file);
    loader.read_environment(sources.environment);
    loader.read_flags(sources.flags);
    loader.check_together();
    return std::move(loader).result();
}

std::vector<const Key*> differing(const Config& before, const Config& after) {
    auto left = before;
    auto right = after;
    std::vector<const Key*> result;
    for (const auto& key : keys()) {
        const bool same = std::visit(
            [&](const auto* old) {
                return *old == *std::get<std::remove_cv_t<std::remove_pointer_t<decltype(old)>>*>(key.ref(right));
            },
            key.ref(left));
        if (!same) result.push_back(&key);
    }
    return result;
}

}  // namespace foyer::config
