#include "server/config/describe.hpp"

#include "server/config/value.hpp"

namespace foyer::config {
namespace {

std::string range_of(const Key& key) {
    if (key.max > 0) return fmt::format("{}, from {} to {}", key.unit, key.min, key.max);
    if (!key.choices.empty()) return fmt::format("one of {}", fmt::join(key.choices, ", "));
    return {};
}

std::string commented(const Key& key) {
    const auto range = range_of(key);
    return fmt::format("# {}{}\n# {} = {}\n", key.doc, range.empty() ? "" : fmt::format(" ({})", range), key.leaf(),
                       render(key, Config{}));
}

}  // namespace

std::string print(const Loaded& loaded) {
    std::string out;
    for (const auto& section : sections()) {
        out += fmt::format("{}[{}]\n", out.empty() ? "" : "\n", section.name);
        for (const auto& key : keys()) {
            if (key.section() != section.name) continue;
            const auto origin = loaded.origins.find(key.name);
            out += fmt::format("{:<50} # {}\n", fmt::format("{} = {}", key.leaf(), render(key, loaded.config)),
                               origin == loaded.origins.end() ? "default" : origin->second);
        }
    }
    return out;
}

std::string doc() {
    std::string out = "# Every key of Foyer with its default. Remove the # before what you change.\n";
    for (const auto& section : sections()) {
        out += fmt::format("\n# {}\n[{}]\n", section.doc, section.name);
        for (const auto& key : keys()) {
            if (key.section() == section.name) out += "\n" + commented(key);
        }
    }
    return out;
}

std::string doc(std::string_view key_name) {
    const auto* key = find_key(key_name);
    if (!key) return {};
    return fmt::format("[{}]\n{}# environment: {}\n{}", key->section(), commented(*key), key->environment,
                       key->reloadable ? "# takes effect on reload\n" : "");
}

std::vector<Bound> bounds(const Config& config) {
    std::vector<Bound> result;
    for (const auto& key : keys()) {
        if (key.bound) result.push_back({key.name, number_of(key, config), key.unit, key.doc});
    }
    return result;
}

std::string limits_json(const Config& config) {
    std::string out;
    for (const auto& bound : bounds(config)) {
        out += fmt::format(R"({}{{"name":"{}","value":{},"unit":"{}","doc":{}}})", out.empty() ? "" : ",", bound.name,
                           bound.value, bound.unit, quoted(bound.doc));
    }
    return R"({"limits":[)" + out + "]}";
}

}  // namespace foyer::config
