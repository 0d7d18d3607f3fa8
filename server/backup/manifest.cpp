#include "server/backup/manifest.hpp"

#include <filesystem>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace foyer::backup {

namespace json = boost::json;

namespace {

constexpr std::int64_t format = 1;

/// A path that stays in its folder.
bool is_inside(const std::string& path) {
    const std::filesystem::path parsed(path);
    if (path.empty() || parsed.is_absolute()) return false;
    return std::ranges::none_of(parsed, [](const auto& part) { return part == ".." || part == "."; });
}

std::unexpected<Error> refuse_manifest(std::string why) {
    return refuse(ErrorCode::bad_request, fmt::format("This is no backup of Foyer: its manifest.json {}.", why));
}

Result<FileEntry> entry_from(const json::value& value) {
    const auto& object = value.as_object();
    FileEntry entry;
    entry.path = std::string(object.at("path").as_string());
    entry.bytes = object.at("bytes").to_number<std::uint64_t>();
    entry.sha256 = std::string(object.at("sha256").as_string());
    if (!is_inside(entry.path)) return refuse_manifest("names a file outside of the backup");
    return entry;
}

Result<Manifest> read(const json::value& value) {
    const auto& object = value.as_object();
    if (object.at("format").to_number<std::int64_t>() > format) {
        return refuse(ErrorCode::bad_request, "This backup was made by a newer Foyer; use that one.");
    }
    Manifest manifest;
    manifest.version = std::string(object.at("foyer").as_string());
    manifest.created = Instant{Millis{object.at("created_ms").to_number<std::int64_t>()}};
    for (const auto& file : object.at("files").as_array()) {
        auto entry = entry_from(file);
        if (!entry) return refuse(entry.error());
        manifest.files.push_back(std::move(*entry));
    }
    return manifest;
}

}  // namespace

std::string to_json(const Manifest& manifest) {
    json::array files;
    for (const auto& entry : manifest.files) {
        files.push_back(json::object{{"path", entry.path}, {"bytes", entry.bytes}, {"sha256", entry.sha256}});
    }
    return json::serialize(json::object{{"format", format},
                                        {"foyer", manifest.version},
                                        {"created_ms", manifest.created.time_since_epoch().count()},
                                        {"files", std::move(files)}}) +
           "\n";
}

Result<Manifest> manifest_from_json(std::string_view text) {
    try {
        return read(json::parse(text));
    } catch (const std::exception&) {  // Boost.JSON tells by exceptions what is missing or of another type.
        return refuse_manifest("cannot be read");
    }
}

}  // namespace foyer::backup
