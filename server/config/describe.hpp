#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "server/config/load.hpp"

namespace foyer::config {

/// The values in force as a TOML file, each with where it comes from. Secrets are masked. For `foyer config print`.
[[nodiscard]] std::string print(const Loaded& loaded);

/// A commented foyer.toml with every default, or what is known of one key; empty if there is no such key.
[[nodiscard]] std::string doc();
[[nodiscard]] std::string doc(std::string_view key_name);

/// A named bound in force, as GET /limits shows it.
struct Bound {
    std::string_view name;
    std::uint64_t value = 0;
    std::string_view unit;
    std::string_view doc;
};
[[nodiscard]] std::vector<Bound> bounds(const Config& config);

/// The same as JSON: {"limits":[{"name":…,"value":…,"unit":…,"doc":…}]}
[[nodiscard]] std::string limits_json(const Config& config);

}  // namespace foyer::config
