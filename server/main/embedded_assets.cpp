#include "server/main/embedded_assets.hpp"

#include <fstream>
#include <iterator>

// The assembler copies the file as it is: no compiler has to read a megabyte of array.
// clang-format off
asm(".section .rodata\n"
    ".balign 16\n"
    ".global foyer_assets_begin\n"
    "foyer_assets_begin:\n"
    ".incbin \"" FOYER_ASSETS_PACK "\"\n"
    ".global foyer_assets_end\n"
    "foyer_assets_end:\n"
    ".byte 0\n"
    ".previous\n");
// clang-format on
extern "C" const char foyer_assets_begin[];  // NOLINT
extern "C" const char foyer_assets_end[];    // NOLINT

namespace foyer::main {

std::string_view embedded_pack() {
    return {foyer_assets_begin, static_cast<std::size_t>(foyer_assets_end - foyer_assets_begin)};
}

gateway::Assets read_assets(const std::vector<std::filesystem::path>& folders) {
    gateway::Assets assets;
    for (const auto& folder : folders) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
            if (!entry.is_regular_file()) continue;
            std::ifstream stream(entry.path(), std::ios::binary);
            std::string content(std::istreambuf_iterator<char>(stream), {});
            auto path = "/" + entry.path().lexically_relative(folder).generic_string();
            auto asset = gateway::make_asset(path, std::move(content));
            assets.emplace(std::move(path), std::move(asset));
        }
    }
    return assets;
}

}  // namespace foyer::main
