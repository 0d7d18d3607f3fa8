#include "server/config/toml_file.hpp"

#include <algorithm>

#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

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

}  // namespace

std::expected<std::vector<FileSetting>, std::string> read_toml(std::string_view text, std::string_view file_name) {
    const auto parsed = toml::parse(text, file_name);
    if (!parsed) {
        return std::unexpected(fmt::format("{} line {}: {}.", file_name, parsed.error().source().begin.line,
                                           parsed.error().description()));
    }
    std::vector<FileSetting> settings;
    for (const auto& [section, node] : parsed.table()) {
        const std::string name(section.str());
        const auto* table = node.as_table();
        if (!table) {
            settings.push_back(setting(name, node));
            continue;
        }
        for (const auto& [key, value] : *table) settings.push_back(setting(name + "." + std::string(key.str()), value));
    }
    std::ranges::stable_sort(settings, {}, &FileSetting::line);
    return settings;
}

}  // namespace foyer::config
