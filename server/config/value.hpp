#pragma once
#include <expected>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/config/key.hpp"

namespace foyer::config {

/// A value before it is known to suit its key: as TOML has it.
using Value = std::variant<bool, std::int64_t, std::string, std::vector<std::string>>;

/// Reads what an environment variable or a flag says, as the key's type wants it: lists are separated by commas.
/// The error is the rest of a sentence: "must be a whole number".
[[nodiscard]] std::expected<Value, std::string> parse(const Key& key, std::string_view text);

/// Puts the value into `config`. Errors as parse: wrong type, out of range, none of the choices, wrong form.
[[nodiscard]] std::expected<void, std::string> assign(const Key& key, const Value& value, Config& config);

/// In quotes, escaped: both TOML and JSON.
[[nodiscard]] std::string quoted(std::string_view text);

/// The key's value as it would stand in a TOML file; a secret that is set is masked.
[[nodiscard]] std::string render(const Key& key, const Config& config);

/// The value of a key that holds a number.
[[nodiscard]] std::uint64_t number_of(const Key& key, const Config& config);

}  // namespace foyer::config
