#include "server/config/value.hpp"

#include <charconv>

#include "server/config/format.hpp"

namespace foyer::config {
namespace {

using Assigned = std::expected<void, std::string>;

bool is_number(Type type) {
    return type == Type::count || type == Type::bytes || type == Type::milliseconds || type == Type::seconds;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto comma = std::min(text.find(','), text.size());
        if (const auto part = trimmed(text.substr(0, comma)); !part.empty()) parts.emplace_back(part);
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return parts;
}

std::string expected_type(const Key& key) {
    switch (key.type) {
        case Type::list:
            return "must be a list of texts";
        case Type::boolean:
            return "must be true or false";
        case Type::text:
            return "must be a text in quotes";
        case Type::choice:
            return fmt::format("must be one of {}", fmt::join(key.choices, ", "));
        default:
            return fmt::format("must be a whole number ({})", key.unit);
    }
}

Assigned assign_number(const Key& key, std::int64_t number, Config& config) {
    const auto magnitude = static_cast<std::uint64_t>(number);
    if (number < 0 || magnitude < key.min || magnitude > key.max) {
        return std::unexpected(fmt::format("must be from {} to {} ({}), not {}", key.min, key.max, key.unit, number));
    }
    std::visit(
        [&](auto* target) {
            using Target = std::remove_pointer_t<decltype(target)>;
            if constexpr (std::is_same_v<Target, Millis> || std::is_same_v<Target, std::chrono::seconds>) {
                *target = Target{number};
            } else if constexpr (std::is_same_v<Target, std::uint32_t> || std::is_same_v<Target, std::uint64_t>) {
                *target = static_cast<Target>(number);
            }
        },
        key.ref(config));
    return {};
}

Assigned assign_text(const Key& key, const std::string& text, Config& config) {
    if (key.type == Type::choice && std::ranges::find(key.choices, text) == key.choices.end()) {
        return std::unexpected(expected_type(key));
    }
    const auto wrong = text.empty() ? std::nullopt : misfit(key.format, text);
    if (wrong) return std::unexpected(fmt::format("must be {}", *wrong));
    *std::get<std::string*>(key.ref(config)) = text;
    return {};
}

Assigned assign_list(const Key& key, const std::vector<std::string>& list, Config& config) {
    for (const auto& text : list) {
        if (const auto wrong = misfit(key.format, text)) {
            return std::unexpected(fmt::format("holds {}; each must be {}", quoted(text), *wrong));
        }
    }
    *std::get<std::vector<std::string>*>(key.ref(config)) = list;
    return {};
}

}  // namespace

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20 || byte == 0x7f) {
            out += fmt::format("\\u{:04x}", byte);
        } else {
            out += c;
        }
    }
    return out + '"';
}

std::expected<Value, std::string> parse(const Key& key, std::string_view text) {
    if (key.type == Type::list) return split(text);
    if (key.type == Type::boolean && (text == "true" || text == "false")) return text == "true";
    if (key.type == Type::boolean) return std::unexpected(expected_type(key));
    if (!is_number(key.type)) return std::string(text);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::unexpected(expected_type(key));
    return number;
}

Assigned assign(const Key& key, const Value& value, Config& config) {
    if (is_number(key.type)) {
        if (const auto* number = std::get_if<std::int64_t>(&value)) return assign_number(key, *number, config);
    } else if (key.type == Type::boolean) {
        if (const auto* truth = std::get_if<bool>(&value)) {
            *std::get<bool*>(key.ref(config)) = *truth;
            return {};
        }
    } else if (key.type == Type::list) {
        if (const auto* list = std::get_if<std::vector<std::string>>(&value)) return assign_list(key, *list, config);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
        return assign_text(key, *text, config);
    }
    return std::unexpected(expected_type(key));
}

std::string render(const Key& key, const Config& config) {
    auto copy = config;
    struct Renderer {
        bool secret;
        std::string operator()(const std::string* text) const {
            return secret && !text->empty() ? "\"…\"" : quoted(*text);
        }
        std::string operator()(const std::vector<std::string>* list) const {
            std::string out;
            for (const auto& text : *list) out += (out.empty() ? "" : ", ") + (*this)(&text);
            return "[" + out + "]";
        }
        std::string operator()(const bool* truth) const { return *truth ? "true" : "false"; }
        std::string operator()(const Millis* time) const { return std::to_string(time->count()); }
        std::string operator()(const std::chrono::seconds* time) const { return std::to_string(time->count()); }
        std::string operator()(const std::uint32_t* number) const { return std::to_string(*number); }
        std::string operator()(const std::uint64_t* number) const { return std::to_string(*number); }
    };
    return std::visit(Renderer{key.secret}, key.ref(copy));
}

std::uint64_t number_of(const Key& key, const Config& config) {
    auto copy = config;
    struct Reader {
        std::uint64_t operator()(const Millis* time) const { return static_cast<std::uint64_t>(time->count()); }
        std::uint64_t operator()(const std::chrono::seconds* time) const {
            return static_cast<std::uint64_t>(time->count());
        }
        std::uint64_t operator()(const std::uint32_t* number) const { return *number; }
        std::uint64_t operator()(const std::uint64_t* number) const { return *number; }
        std::uint64_t operator()(const bool*) const { return 0; }
        std::uint64_t operator()(const std::string*) const { return 0; }
        std::uint64_t operator()(const std::vector<std::string>*) const { return 0; }
    };
    return std::visit(Reader{}, key.ref(copy));
}

}  // namespace foyer::config
