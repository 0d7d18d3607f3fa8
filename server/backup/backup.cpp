#include "server/backup/backup.hpp"

#include <fstream>
#include <set>

#include <fmt/format.h>

#include "server/backup/stored_file.hpp"
#include "server/storage/sqlite/database_copy.hpp"

namespace foyer::backup {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view database = "foyer.db";
constexpr std::string_view manifest_name = "manifest.json";
constexpr std::uintmax_t longest_manifest = 256U << 20U;

/// What a copy has no use for: the database goes by itself, the rest belongs to the running server.
bool is_left_out(const std::string& path) {
    return path.starts_with(database) || path == "lock" || path.ends_with(".sock");
}

/// The regular files below a folder, by path.
Result<std::set<std::string>> files_below(const fs::path& folder) {
    std::set<std::string> paths;
    std::error_code error;
    fs::recursive_directory_iterator at(folder, error);
    for (const fs::recursive_directory_iterator end; !error && at != end; at.increment(error)) {
        std::error_code gone;  // A file may go while we look.
        if (at->is_regular_file(gone)) paths.insert(at->path().lexically_relative(folder).generic_string());
    }
    if (error) {
        return refuse(ErrorCode::store_failed, fmt::format("Cannot read {}: {}.", folder.string(), error.message()));
    }
    return paths;
}

/// A folder in the making beside the place it shall have: renamed at the end, or removed.
class InTheMaking {
public:
    InTheMaking(fs::path target, const char* ending) : target_(std::move(target)), folder_(target_.string() + ending) {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);  // Of an earlier run that was interrupted.
    }
    InTheMaking(const InTheMaking&) = delete;
    InTheMaking& operator=(const InTheMaking&) = delete;
    ~InTheMaking() {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }
    [[nodiscard]] const fs::path& folder() const { return folder_; }

    Result<void> finish() {
        if (auto durable = make_durable(folder_); !durable) return durable;
        std::error_code error;
        fs::rename(folder_, target_, error);
        if (error) {
            return refuse(ErrorCode::store_failed,
                          fmt::format("Cannot make {}: {}.", target_.string(), error.message()));
        }
        return make_durable(fs::absolute(target_).parent_path());
    }

private:
    fs::path target_;
    fs::path folder_;
};

fs::path without_trailing_slash(const fs::path& path) {
    return path.has_filename() ? path : path.parent_path();
}

Result<FileEntry> copy_entry(const fs::path& from, const fs::path& to, const std::string& path) {
    if (auto made = make_folder((to / path).parent_path()); !made) return refuse(made.error());
    auto digest = copy_durably(from / path, to / path);
    if (!digest) return refuse(digest.error());
    return FileEntry{path, digest->bytes, std::move(digest->sha256)};
}

Result<FileEntry> copy_live_database(const fs::path& data, const fs::path& copies, const Progress& progress) {
    const auto copy = copies / database;
    auto copied =
        storage::copy_database(data / database, copy, [&](auto done, auto all) { progress("database", done, all); });
    if (!copied) return refuse(copied.error());
    std::error_code ignored;
    fs::permissions(copy, fs::perms::owner_read | fs::perms::owner_write, ignored);
    if (auto durable = make_durable(copy); !durable) return refuse(durable.error());
    auto digest = digest_of(copy);
    if (!digest) return refuse(digest.error());
    return FileEntry{std::string(database), digest->bytes, std::move(digest->sha256)};
}

Result<Manifest> read_manifest(const fs::path& backup) {
    std::error_code error;
    const auto file = backup / manifest_name;
    const auto bytes = fs::file_size(file, error);
    if (error || bytes > longest_manifest) {
        return refuse(ErrorCode::bad_request,
                      fmt::format("{} is no backup: it has no manifest.json.", backup.string()));
    }
    std::ifstream stream(file, std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(stream), {});
    return manifest_from_json(text);
}

std::unexpected<Error> damaged(const std::string& path, const char* how) {
    return refuse(ErrorCode::store_failed, fmt::format("The backup is damaged: {} {}.", path, how));
}

Result<void> compare(const fs::path& copies, const FileEntry& entry) {
    const auto digest = digest_of(copies / entry.path);
    if (!digest) return refuse(digest.error());
    if (digest->bytes != entry.bytes) return damaged(entry.path, "has another length");
    if (digest->sha256 != entry.sha256) return damaged(entry.path, "has another content");
    return {};
}

Result<void> refuse_what_is_there(const fs::path& data) {
    std::error_code error;
    if (!fs::exists(data, error) || (fs::is_directory(data, error) && fs::is_empty(data, error))) return {};
    return refuse(ErrorCode::already_exists,
                  fmt::format("{} is there and not empty. Stop its server and move it away first.", data.string()));
}

}  // namespace

Result<Manifest> create(const fs::path& data, const fs::path& target, Instant now, const Progress& progress) {
    std::error_code error;
    if (!fs::exists(data / database, error)) {
        return refuse(ErrorCode::bad_request, fmt::format("{} is no data folder of Foyer.", data.string()));
    }
    if (fs::exists(target, error)) {
        return refuse(ErrorCode::already_exists, fmt::format("{} is there already.", target.string()));
    }
    InTheMaking making(without_trailing_slash(target), ".partial");
    const auto copies = making.folder() / "data";
    for (const auto& folder : {making.folder(), copies}) {
        if (auto made = make_folder(folder); !made) return refuse(made.error());
    }
    Manifest manifest{FOYER_VERSION, now, {}};
    auto entry = copy_live_database(data, copies, progress);
    if (!entry) return refuse(entry.error());
    manifest.files.push_back(std::move(*entry));

    const auto others = files_below(data);
    if (!others) return refuse(others.error());
    std::uint64_t done = 0;
    for (const auto& path : *others) {
        progress("files", ++done, others->size());
        if (is_left_out(path)) continue;
        entry = copy_entry(data, copies, path);
        if (!entry && !fs::exists(data / path, error)) continue;  // It ended meanwhile.
        if (!entry) return refuse(entry.error());
        manifest.files.push_back(std::move(*entry));
    }
    if (auto written = write_file(making.folder() / manifest_name, to_json(manifest)); !written) {
        return refuse(written.error());
    }
    if (auto finished = making.finish(); !finished) return refuse(finished.error());
    return manifest;
}

Result<Manifest> verify(const fs::path& backup, const Progress& progress) {
    auto manifest = read_manifest(backup);
    if (!manifest) return manifest;
    const auto copies = backup / "data";
    auto found = files_below(copies);
    if (!found) return refuse(found.error());
    std::uint64_t done = 0;
    for (const auto& entry : manifest->files) {
        progress("checking", ++done, manifest->files.size());
        if (found->erase(entry.path) == 0) return damaged(entry.path, "is missing");
        if (auto compared = compare(copies, entry); !compared) return refuse(compared.error());
    }
    if (!found->empty()) return damaged(*found->begin(), "does not belong to it");
    if (auto checked = storage::check_database(copies / database); !checked) return refuse(checked.error());
    return manifest;
}

Result<Manifest> restore(const fs::path& backup, const fs::path& target, const Progress& progress) {
    const auto data = without_trailing_slash(target);
    if (auto free = refuse_what_is_there(data); !free) return refuse(free.error());
    auto manifest = verify(backup, progress);
    if (!manifest) return manifest;
    InTheMaking making(data, ".restoring");
    if (auto made = make_folder(making.folder()); !made) return refuse(made.error());
    std::uint64_t done = 0;
    for (const auto& entry : manifest->files) {
        progress("restoring", ++done, manifest->files.size());
        const auto copied = copy_entry(backup / "data", making.folder(), entry.path);
        if (!copied) return refuse(copied.error());
        if (*copied != entry) return damaged(entry.path, "has changed meanwhile");
    }
    if (auto renewed = storage::renew_epoch(making.folder() / database); !renewed) return refuse(renewed.error());
    std::error_code ignored;
    fs::remove(data, ignored);  // Empty, as was looked at above.
    if (auto finished = making.finish(); !finished) return refuse(finished.error());
    return manifest;
}

}  // namespace foyer::backup
