#pragma once
#include <filesystem>
#include <memory>

#include "server/ports/store.hpp"
#include "server/storage/sqlite/data_folder.hpp"
#include "server/storage/sqlite/integrity_check.hpp"
#include "server/storage/sqlite/readers.hpp"
#include "server/storage/sqlite/sqlite_account_store.hpp"
#include "server/storage/sqlite/sqlite_api_key_store.hpp"
#include "server/storage/sqlite/sqlite_audit_store.hpp"
#include "server/storage/sqlite/sqlite_delivery_store.hpp"
#include "server/storage/sqlite/sqlite_file_store.hpp"
#include "server/storage/sqlite/sqlite_guest_store.hpp"
#include "server/storage/sqlite/sqlite_room_store.hpp"
#include "server/storage/sqlite/sqlite_roster_store.hpp"
#include "server/storage/sqlite/sqlite_second_factor_store.hpp"
#include "server/storage/sqlite/sqlite_session_store.hpp"
#include "server/storage/sqlite/sqlite_webhook_store.hpp"
#include "server/storage/sqlite/store_metrics.hpp"
#include "server/storage/sqlite/writer.hpp"

namespace foyer::storage {

struct SqliteSettings {
    /// Who opens it: the server claims the folder for itself; a tool (`foyer user add`) works beside it.
    enum class Role { server, tool };

    std::filesystem::path folder;
    Role role = Role::server;
    std::uint32_t reader_threads = 2;
    Writer::Settings writer;
    QueueBounds read_queue;
    Checkpointer::Settings checkpoints;
    Millis busy_timeout{5'000};                         ///< How long another process may hold the database.
    std::uint64_t longest_check_bytes = 2'000'000'000;  ///< After a crash, larger databases are not checked through.
    std::string vfs;                                    ///< SQLite's own where empty; tests bring one that fails.
    Report report = [](const std::string&) {};          ///< For the administrator's log.
};

/// Foyer's store in one SQLite file, `foyer.db` in the data folder. Any thread.
/// Its destructor finishes what has queued up; the io_contexts of its callers must outlive it.
class SqliteStore {
public:
    SqliteStore(const SqliteSettings& settings, FolderLock lock, std::uint32_t epoch, bool check);
    ~SqliteStore();
    SqliteStore(const SqliteStore&) = delete;
    SqliteStore& operator=(const SqliteStore&) = delete;

    [[nodiscard]] ports::Store store() {
        return {rooms_,    accounts_, sessions_,       roster_, guests_, deliveries_,
                api_keys_, webhooks_, second_factors_, files_,  audit_,  epoch_};
    }
    [[nodiscard]] StoreMetrics metrics() const;

private:
    // In the order in which they are made; gone in the opposite one.
    const SqliteSettings settings_;
    FolderLock lock_;
    const std::uint32_t epoch_;
    StoreCounters counters_;
    WriteGate gate_;
    std::unique_ptr<IntegrityCheck> check_;
    std::unique_ptr<Checkpointer> checkpointer_;
    std::unique_ptr<Writer> writer_;
    std::unique_ptr<Readers> readers_;
    SqliteRoomStore rooms_;
    SqliteAccountStore accounts_;
    SqliteSessionStore sessions_;
    SqliteRosterStore roster_;
    SqliteGuestStore guests_;
    SqliteDeliveryStore deliveries_;
    SqliteApiKeyStore api_keys_;
    SqliteWebhookStore webhooks_;
    SqliteSecondFactorStore second_factors_;
    SqliteFileStore files_;
    SqliteAuditStore audit_;
};

/// Opens the store, making the folder, the database and its newest schema where they are missing.
/// Errors are for the administrator: the sentence says what is wrong and what to do.
[[nodiscard]] Result<std::unique_ptr<SqliteStore>> open_sqlite(SqliteSettings settings);

}  // namespace foyer::storage
