#pragma once
#include "server/storage/memory/memory_tables.hpp"

namespace foyer::storage {

/// ports::FileStore over MemoryTables.
class MemoryFileStore final : public ports::FileStore {
public:
    explicit MemoryFileStore(MemoryTables& tables) : tables_(tables) {}

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
    [[nodiscard]] domain::FileUse use_of(ContactId sender) const;
    Result<ports::FileCreated> create_now(domain::FileTransfer file, const std::string& idempotency_key,
                                          const domain::FileLimits& limits);
    Result<std::uint32_t> commit_now(const domain::FileTransfer& file);

    MemoryTables& tables_;
};

}  // namespace foyer::storage
