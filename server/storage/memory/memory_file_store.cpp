#include "server/storage/memory/memory_file_store.hpp"

#include <algorithm>
#include <ranges>
#include <utility>

namespace foyer::storage {

using domain::FileTransfer;

domain::FileUse MemoryFileStore::use_of(ContactId sender) const {
    domain::FileUse use;
    for (const auto& file : tables_.files | std::views::values) {
        if (!file.is_open()) continue;
        use.all_bytes += file.size;
        if (file.sender != sender) continue;
        ++use.sender_files;
        use.sender_bytes += file.size;
    }
    return use;
}

Result<ports::FileCreated> MemoryFileStore::create_now(FileTransfer file, const std::string& key,
                                                       const domain::FileLimits& limits) {
    const std::pair named{file.sender, key};
    if (!key.empty() && tables_.file_keys.contains(named)) {
        return ports::FileCreated{.file = tables_.files.at(tables_.file_keys.at(named)), .existed = true};
    }
    if (auto fits = domain::check_room_for(file, use_of(file.sender), limits); !fits) return refuse(fits.error());
    const auto is_known = [this](ContactId id) { return tables_.people.contains(id); };
    const bool all_known = std::ranges::all_of(file.receivers, is_known, &domain::FileReceiver::id);
    if (!tables_.rooms.contains(file.room) || !is_known(file.sender) || !all_known) {
        return refuse(ErrorCode::not_found);
    }
    file.id = FileId{++tables_.last_file};
    file.version = 1;
    if (!key.empty()) tables_.file_keys.emplace(named, file.id);
    tables_.files.emplace(file.id, file);
    return ports::FileCreated{.file = std::move(file)};
}

Result<std::uint32_t> MemoryFileStore::commit_now(const FileTransfer& file) {
    const auto found = tables_.files.find(file.id);
    if (found == tables_.files.end()) return refuse(ErrorCode::not_found);
    auto& stored = found->second;
    if (stored.version != file.version) return refuse(ErrorCode::conflict);
    stored.chunks = file.chunks;
    stored.state = file.state;
    for (auto& receiver : stored.receivers) {
        if (const auto* const next = file.find(receiver.id)) receiver = *next;
    }
    return ++stored.version;
}

Task<Result<ports::FileCreated>> MemoryFileStore::create(FileTransfer file, std::string key,
                                                         domain::FileLimits limits) {
    co_return co_await tables_.write<ports::FileCreated>([&] { return create_now(std::move(file), key, limits); });
}

Task<Result<std::uint32_t>> MemoryFileStore::commit(FileTransfer file) {
    co_return co_await tables_.write<std::uint32_t>([&] { return commit_now(file); });
}

Task<Result<FileTransfer>> MemoryFileStore::load(FileId id) {
    co_return co_await tables_.read<FileTransfer>([&]() -> Result<FileTransfer> {
        const auto found = tables_.files.find(id);
        if (found == tables_.files.end()) return refuse(ErrorCode::not_found);
        return found->second;
    });
}

Task<Result<std::vector<FileTransfer>>> MemoryFileStore::open_in_room(RoomId room) {
    using Files = std::vector<FileTransfer>;
    co_return co_await tables_.read<Files>([&]() -> Result<Files> {
        Files files;
        for (const auto& file : tables_.files | std::views::values) {
            if (file.is_open() && file.room == room) files.push_back(file);
        }
        return files;
    });
}

Task<Result<std::vector<FileTransfer>>> MemoryFileStore::open_of(ContactId person, std::uint32_t limit) {
    using Files = std::vector<FileTransfer>;
    co_return co_await tables_.read<Files>([&]() -> Result<Files> {
        Files files;
        for (const auto& file : tables_.files | std::views::values | std::views::reverse) {
            if (files.size() >= limit) break;
            const auto* const receiver = file.find(person);
            const bool is_his = file.sender == person || (receiver && receiver->is_open());
            if (file.is_open() && is_his) files.push_back(file);
        }
        return files;
    });
}

Task<Result<std::vector<FileId>>> MemoryFileStore::expired(Instant now, std::uint32_t limit) {
    using Ids = std::vector<FileId>;
    co_return co_await tables_.read<Ids>([&]() -> Result<Ids> {
        std::vector<std::pair<Instant, FileId>> due;
        for (const auto& file : tables_.files | std::views::values) {
            if (file.is_open() && file.expires <= now) due.emplace_back(file.expires, file.id);
        }
        std::ranges::sort(due);
        Ids ids;
        for (const auto& [expires, id] : due | std::views::take(limit)) ids.push_back(id);
        return ids;
    });
}

Task<Result<std::vector<ports::FilePlace>>> MemoryFileStore::all_open() {
    using Places = std::vector<ports::FilePlace>;
    co_return co_await tables_.read<Places>([&]() -> Result<Places> {
        Places places;
        for (const auto& file : tables_.files | std::views::values) {
            if (file.is_open()) places.push_back({file.id, file.room});
        }
        return places;
    });
}

Task<Result<void>> MemoryFileStore::remove_ended(Instant now) {
    co_return co_await tables_.write<void>([&]() -> Result<void> {
        const auto is_past = [now](const FileTransfer& file) { return !file.is_open() && file.expires <= now; };
        std::erase_if(tables_.file_keys, [&](const auto& key) { return is_past(tables_.files.at(key.second)); });
        std::erase_if(tables_.files, [&](const auto& entry) { return is_past(entry.second); });
        return {};
    });
}

}  // namespace foyer::storage
