#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lib/base/instant.hpp"
#include "server/config/config.gen.hpp"

namespace foyer::config {

enum class Type { text, list, boolean, count, bytes, milliseconds, seconds, choice };

/// What a text, or each text of a list, must look like (format.hpp).
enum class Format { any, address, origin, network, level, stun, turn };

/// Where in a Config a key's value stands.
using Ref = std::variant<std::string*, std::vector<std::string>*, bool*, std::uint32_t*, std::uint64_t*, Millis*,
                         std::chrono::seconds*>;

/// One key as schema/config.toml describes it.
struct Key {
    std::string_view name{};         ///< "http.listen"
    std::string_view environment{};  ///< "FOYER_HTTP_LISTEN"
    std::string_view doc{};
    Type type = Type::text;
    std::string_view unit{};
    std::uint64_t min = 0;
    std::uint64_t max = 0;
    std::span<const std::string_view> choices{};
    Format format = Format::any;
    bool bound = false;       ///< A named bound, shown at /limits.
    bool secret = false;      ///< Never shown, never logged.
    bool reloadable = false;  ///< Takes effect on reload.
    std::string_view flag{};  ///< A short flag of `foyer serve`; every key has --section.key besides.
    Ref (*ref)(Config&) = nullptr;

    [[nodiscard]] std::string_view section() const { return name.substr(0, name.find('.')); }
    [[nodiscard]] std::string_view leaf() const { return name.substr(name.find('.') + 1); }
};

struct Section {
    std::string_view name;
    std::string_view doc;
};

/// All keys, grouped by section.
[[nodiscard]] std::span<const Key> keys();
[[nodiscard]] std::span<const Section> sections();
/// Names that begin with FOYER_ and are no keys.
[[nodiscard]] std::span<const std::string_view> reserved_environment();

[[nodiscard]] const Key* find_key(std::string_view name);
[[nodiscard]] const Key* find_key_by_environment(std::string_view variable);

}  // namespace foyer::config
