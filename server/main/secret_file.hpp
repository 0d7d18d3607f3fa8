#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <string>

#include "lib/base/result.hpp"

namespace foyer::main {

using SecretKey = std::array<std::uint8_t, 32>;

/// A key of this server, in DATA/secrets/NAME.key: drawn at random when it is not there, readable by the owner alone.
/// Errors are sentences for the administrator.
[[nodiscard]] Result<SecretKey> secret_key(const std::filesystem::path& data, const std::string& name);

}  // namespace foyer::main
