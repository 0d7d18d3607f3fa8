#include "server/config/toml_file.hpp"

#include <algorithm>
#include <stdexcept>

// toml++ 3.3 runs into assertions of its own on some broken files, such as "[[[": here they are exceptions, in every
// build.
[[noreturn]] static void fail_toml_assertion() {
    throw std::logic_error("it is no TOML");
}
#undef NDEBUG
#define TOML_ASSERT(expr) ((expr) ? void() : fail_toml_assertion())
#define TOML_EXCEPTIONS 1
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include "server/config/toml_stray.hpp"

namespace foyer::config {
namespace {

FileSetting setting(std::string name, const toml::node& node) {
    FileSetting result{std::move(name), node.source().begin.line, false, true};
    if (const auto* truth = node.as_boolean()) {
        result.value = truth->get();
    } else if (const auto* number = node.as_integer()) {
        result.value = number->get();
    } else if (const auto* text = node.as_string()) {
        result.value = text->get();
    } else if (const auto* array = node.as_array()) {
        std::vector<std::string> list;
        for (const auto& element : *array) {
            if (const auto* entry = element.as_string()) list.push_back(entry->get());
        }
        result.usable = list.size() == array->size();
        result.value = std::move(list);
    } else {
        result.usable = false;
    }
    return result;
}

std::vector<FileSetting> settings_of(const toml::table& file) {
    std::vector<FileSetting> settings;
    for (const auto& [section, node] : file) {
        const std::string name(section.str());
        const auto* table = node.as_table();
        if (!table) {
            settings.push_back(setting(name, node));
            continue;
        }
        for (const auto& [key, value] : *table) settings.push_back(setting(name + "." + std::string(key.str()), value));
    }
    std::ranges::sort(settings, {}, [](const FileSetting& s) { return std::tie(s.line, s.name); });
    return settings;
}

}  // namespace

std::expected<std::vector<FileSetting>, std::string> read_toml(std::string_view text, std::string_view file_name) {
    if (const auto line = line_of_stray_character(text)) {
        return std::unexpected(fmt::format("{} line {}: a character that may stand in quotes only.", file_name, *line));
    }
    try {
        return settings_of(toml::parse(text, file_name));
    } catch (const toml::parse_error& error) {
        return std::unexpected(
            fmt::format("{} line {}: {}.", file_name, error.source().begin.line, error.description()));
    } catch (const std::logic_error& error) {
        return std::unexpected(fmt::format("{}: {}.", file_name, error.what()));
    }
}

}  // namespace foyer::config
