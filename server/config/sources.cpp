#include "server/config/sources.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <unistd.h>

namespace foyer::config {
namespace {

constexpr const char* default_file = "foyer.toml";
constexpr std::size_t longest_file = std::size_t{1024} * 1024;

Settings environment_of_process() {
    Settings environment;
    for (char** entry = environ; *entry; ++entry) {
        const std::string_view text(*entry);
        const auto equals = text.find('=');
        if (!text.starts_with("FOYER_") || equals == std::string_view::npos) continue;
        environment.emplace_back(text.substr(0, equals), text.substr(equals + 1));
    }
    return environment;
}

std::expected<std::string, std::string> read_file(const std::string& path) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) return std::unexpected(path + ": there is no such file.");
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!file)
        return std::unexpected(fmt::format("{}: cannot be read: {}.", path, std::generic_category().message(errno)));
    if (text.size() > longest_file) return std::unexpected(path + ": is longer than 1 MiB.");
    return text;
}

}  // namespace

std::expected<Sources, Problems> sources_of_process(std::optional<std::string> path, Settings flags) {
    Sources sources{std::nullopt, environment_of_process(), std::move(flags)};
    for (const auto& [name, value] : sources.environment) {
        if (!path && name == "FOYER_CONFIG" && !value.empty()) path = value;
    }
    if (!path && std::filesystem::exists(default_file)) path = default_file;
    if (!path) return sources;
    auto text = read_file(*path);
    if (!text) return std::unexpected(Problems{std::move(text.error())});
    sources.file = Sources::File{std::move(*path), std::move(*text)};
    return sources;
}

}  // namespace foyer::config
