#include "server/storage/sqlite/sqlite_file_store.hpp"

#include <utility>

#include "server/storage/rules/room_rules.hpp"

namespace foyer::storage {

namespace {

using domain::FileReceiver;
using domain::FileTransfer;

constexpr std::size_t bytes_of_request = 1024;
constexpr std::size_t bytes_of_receiver = 16;

std::size_t bytes_of(const FileTransfer& file) {
    return bytes_of_request + file.receivers.size() * bytes_of_receiver;
}

std::vector<FileReceiver> read_receivers(Connection& db, FileId id) {
    std::vector<FileReceiver> receivers;
    auto row = db.query("SELECT person, state, chunks FROM file_receivers WHERE file = ? ORDER BY person", id);
    while (row.step()) {
        receivers.push_back({.id = ContactId{row.number(0)},
                             .state = static_cast<domain::ReceiverState>(row.number(1)),
                             .chunks = row.number(2)});
    }
    return receivers;
}

std::optional<FileTransfer> read_file(Connection& db, FileId id) {
    auto row = db.query(
        "SELECT version, room, sender, name, size, type, chunk_bytes, chunks, state, created, expires FROM files"
        " WHERE id = ?",
        id);
    if (!row.step()) return std::nullopt;
    return FileTransfer{
        .id = id,
        .version = row.number(0),
        .room = RoomId{row.number(1)},
        .sender = ContactId{row.number(2)},
        .name = row.string(3),
        .size = static_cast<std::uint64_t>(row.integer(4)),
        .type = row.string(5),
        .chunk_bytes = row.number(6),
        .chunks = row.number(7),
        .state = static_cast<domain::FileState>(row.number(8)),
        .receivers = read_receivers(db, id),
        .created = row.instant(9),
        .expires = row.instant(10),
    };
}

std::vector<FileTransfer> read_files(Connection& db, Query ids) {
    std::vector<FileTransfer> files;
    while (ids.step()) {
        if (auto file = read_file(db, FileId{ids.number(0)})) files.push_back(std::move(*file));
    }
    return files;
}

domain::FileUse read_use(Connection& db, ContactId sender) {
    domain::FileUse use;
    {
        auto row = db.query("SELECT count(*), total(size) FROM files WHERE state = 0 AND sender = ?", sender);
        row.step();
        use.sender_files = row.number(0);
        use.sender_bytes = static_cast<std::uint64_t>(row.integer(1));
    }
    auto row = db.query("SELECT total(size) FROM files WHERE state = 0");
    row.step();
    use.all_bytes = static_cast<std::uint64_t>(row.integer(0));
    return use;
}

void put_receiver(Connection& db, FileId file, const FileReceiver& receiver) {
    db.run("INSERT OR REPLACE INTO file_receivers (file, person, state, chunks, open) VALUES (?, ?, ?, ?, ?)", file,
           receiver.id, receiver.state, receiver.chunks, receiver.is_open());
}

Result<ports::FileCreated> insert_file(Connection& db, FileTransfer& file, const std::string& key) {
    try {
        {
            auto insert = db.query(
                "INSERT INTO files (version, room, sender, name, size, type, chunk_bytes, chunks, state, created,"
                " expires, idempotency_key) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                file.room, file.sender, file.name, static_cast<std::int64_t>(file.size), file.type, file.chunk_bytes,
                file.chunks, file.state, file.created, file.expires);
            if (key.empty()) {
                insert.bind(11, nullptr);
            } else {
                insert.bind(11, key);
            }
            insert.step();
        }
        if (db.last_id() > largest_id) return refuse(ErrorCode::limit_reached, "There are no file numbers left.");
        file.id = FileId{static_cast<std::uint32_t>(db.last_id())};
        file.version = 1;
        for (const auto& receiver : file.receivers) put_receiver(db, file.id, receiver);
    } catch (const SqliteError& error) {
        if (error.is_foreign_key_violation()) return refuse(ErrorCode::not_found);
        throw;
    }
    return ports::FileCreated{.file = std::move(file)};
}

Result<std::uint32_t> replace_file(Connection& db, const FileTransfer& file) {
    const auto before = read_file(db, file.id);
    if (!before) return refuse(ErrorCode::not_found);
    if (before->version != file.version) return refuse(ErrorCode::conflict);
    db.run("UPDATE files SET version = ?, chunks = ?, state = ? WHERE id = ?", file.version + 1, file.chunks,
           file.state, file.id);
    for (const auto& receiver : file.receivers) {
        const auto* const was = before->find(receiver.id);
        if (was && *was != receiver) put_receiver(db, file.id, receiver);
    }
    return file.version + 1;
}

}  // namespace

Task<Result<ports::FileCreated>> SqliteFileStore::create(FileTransfer file, std::string key,
                                                         domain::FileLimits limits) {
    using Created = ports::FileCreated;
    co_return co_await writer_.write<Created>(bytes_of(file), [&](WriteContext& context) -> Result<Created> {
        auto& db = context.db;
        if (!key.empty()) {
            auto known = db.query("SELECT id FROM files WHERE sender = ? AND idempotency_key = ?", file.sender, key);
            if (known.step()) return Created{.file = read_file(db, FileId{known.number(0)}).value(), .existed = true};
        }
        if (auto fits = domain::check_room_for(file, read_use(db, file.sender), limits); !fits) {
            return refuse(fits.error());
        }
        return atomically(db, [&] { return insert_file(db, file, key); });
    });
}

Task<Result<std::uint32_t>> SqliteFileStore::commit(FileTransfer file) {
    co_return co_await writer_.write<std::uint32_t>(
        bytes_of(file), [&](WriteContext& context) -> Result<std::uint32_t> {
            return atomically(context.db, [&] { return replace_file(context.db, file); });
        });
}

Task<Result<FileTransfer>> SqliteFileStore::load(FileId id) {
    co_return co_await readers_.read<FileTransfer>([&](Connection& db) -> Result<FileTransfer> {
        auto file = read_file(db, id);
        if (!file) return refuse(ErrorCode::not_found);
        return std::move(*file);
    });
}

Task<Result<std::vector<FileTransfer>>> SqliteFileStore::open_in_room(RoomId room) {
    using Files = std::vector<FileTransfer>;
    co_return co_await readers_.read<Files>([&](Connection& db) -> Result<Files> {
        return read_files(db, db.query("SELECT id FROM files WHERE state = 0 AND room = ? ORDER BY id", room));
    });
}

Task<Result<std::vector<FileTransfer>>> SqliteFileStore::open_of(ContactId person, std::uint32_t limit) {
    using Files = std::vector<FileTransfer>;
    co_return co_await readers_.read<Files>([&](Connection& db) -> Result<Files> {
        return read_files(db, db.query("SELECT id FROM files WHERE state = 0 AND sender = ?1"
                                       " UNION SELECT file FROM file_receivers WHERE open AND person = ?1"
                                       " ORDER BY 1 DESC LIMIT ?2",
                                       person, limit));
    });
}

Task<Result<std::vector<FileId>>> SqliteFileStore::expired(Instant now, std::uint32_t limit) {
    using Ids = std::vector<FileId>;
    co_return co_await readers_.read<Ids>([&](Connection& db) -> Result<Ids> {
        Ids ids;
        auto row = db.query("SELECT id FROM files WHERE state = 0 AND expires <= ? ORDER BY expires LIMIT ?", now, limit);
        while (row.step()) ids.push_back(FileId{row.number(0)});
        return ids;
    });
}

Task<Result<std::vector<ports::FilePlace>>> SqliteFileStore::all_open() {
    using Places = std::vector<ports::FilePlace>;
    co_return co_await readers_.read<Places>([&](Connection& db) -> Result<Places> {
        Places places;
        auto row = db.query("SELECT id, room FROM files WHERE state = 0 ORDER BY id");
        while (row.step()) places.push_back({FileId{row.number(0)}, RoomId{row.number(1)}});
        return places;
    });
}

Task<Result<void>> SqliteFileStore::remove_ended(Instant now) {
    co_return co_await writer_.write<void>(bytes_of_request, [&](WriteContext& context) -> Result<void> {
        return atomically(context.db, [&]() -> Result<void> {
            context.db.run(
                "DELETE FROM file_receivers WHERE file IN (SELECT id FROM files WHERE state <> 0 AND expires <= ?)",
                now);
            context.db.run("DELETE FROM files WHERE state <> 0 AND expires <= ?", now);
            return {};
        });
    });
}

}  // namespace foyer::storage
