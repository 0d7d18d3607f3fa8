#pragma once
#include "server/ports/file_store.hpp"
#include "server/storage/sqlite/readers.hpp"
#include "server/storage/sqlite/writer.hpp"

namespace foyer::storage {

/// ports::FileStore over one SQLite file.
class SqliteFileStore final : public ports::FileStore {
public:
    SqliteFileStore(Writer& writer, Readers& readers) : writer_(writer), readers_(readers) {}

    Task<Result<ports::FileCreated>> create(domain::FileTransfer file, std::string idempotency_key,
                                            domain::FileLimits limits) override;
    Task<Result<std::uint32_t>> commit(domain::FileTransfer file) override;
    Task<Result<domain::FileTransfer>> load(FileId id) override;
    Task<Result<std::vector<domain::FileTransfer>>> open_in_room(RoomId room) override;
    Task<Result<std::vector<domain::FileTransfer>>> open_of(ContactId person, std::uint32_t limit) override;
    Task<Result<std::vector<FileId>>> expired(Instant now, std::uint32_t limit) override;
    Task<Result<std::vector<ports::FilePlace>>> all_open() override;
    Task<Result<void>> remove_ended(Instant now) override;

private:
    Writer& writer_;
    Readers& readers_;
};

}  // namespace foyer::storage
