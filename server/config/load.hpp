#pragma once
#include <expected>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/config/key.hpp"

namespace foyer::config {

/// Names and texts as they were given.
using Settings = std::vector<std::pair<std::string, std::string>>;

/// Where settings come from; a later one rules over an earlier one.
struct Sources {
    struct File {
        std::string name;
        std::string text;
    };
    std::optional<File> file;  ///< TOML
    Settings environment;      ///< FOYER_SECTION_KEY; names that do not begin with FOYER_ are skipped.
    Settings flags;            ///< "section.key", without dashes
};

struct Loaded {
    Config config;
    /// For each key that was set, by name: "foyer.toml line 3", "FOYER_HTTP_LISTEN", "--http.listen".
    std::map<std::string_view, std::string> origins;
};

/// Sentences for the administrator, each naming the key and where it stands.
using Problems = std::vector<std::string>;

/// Reads all sources over the defaults. Refuses with every problem found: an unknown key (and which one may have been
/// meant), a wrong type, a value out of range, values that do not go together.
[[nodiscard]] std::expected<Loaded, Problems> load(const Sources& sources);

/// The keys in which two configurations differ; those without `reloadable` need a restart.
[[nodiscard]] std::vector<const Key*> differing(const Config& before, const Config& after);

}  // namespace foyer::config
