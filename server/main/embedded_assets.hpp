#pragma once
#include <filesystem>
#include <string_view>
#include <vector>

#include "server/gateway/http/asset.hpp"

namespace foyer::main {

/// The pack of SDK and web app that the build put into this program; without files if they were not built before it.
[[nodiscard]] std::string_view embedded_pack();

/// For development: the files of these folders instead (each served at "/"), as they are at this moment.
[[nodiscard]] gateway::Assets read_assets(const std::vector<std::filesystem::path>& folders);

}  // namespace foyer::main
