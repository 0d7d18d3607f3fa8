#include "server/storage/sqlite/sqlite_store.hpp"

#include <algorithm>
#include <mutex>
#include <utility>

#include <sodium.h>

#include "server/storage/sqlite/migrations.hpp"

namespace foyer::storage {

namespace {

constexpr std::uint32_t writer_cache_kib = 64 * 1024;

std::filesystem::path file_of(const SqliteSettings& settings) {
    return settings.folder / "foyer.db";
}

Connection connect(const SqliteSettings& settings, Connection::Access access) {
    const auto cache = access == Connection::Access::read_write ? writer_cache_kib : Connection::Settings{}.cache_kib;
    return Connection(file_of(settings), access, {settings.vfs, settings.busy_timeout, cache});
}

/// A connection that may write: every commit durable, no checkpoint inside a commit.
Connection connect_writer(const SqliteSettings& settings) {
    auto db = connect(settings, Connection::Access::read_write);
    db.script("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;");
    const auto bound = settings.checkpoints.bound_pages * 4096;
    db.script("PRAGMA journal_size_limit = " + std::to_string(bound));
    return db;
}

std::vector<Connection> connect_readers(const SqliteSettings& settings) {
    std::vector<Connection> readers;
    for (std::uint32_t i = 0; i < std::max(settings.reader_threads, 1U); ++i) {
        readers.push_back(connect(settings, Connection::Access::read_only));
    }
    return readers;
}

std::unique_ptr<IntegrityCheck> start_check(const SqliteSettings& settings) {
    return std::make_unique<IntegrityCheck>(connect(settings, Connection::Access::read_only), settings.report);
}

/// The database's epoch, drawn when it is new.
std::uint32_t epoch_of(Connection& db) {
    const std::uint32_t drawn = 1 + randombytes_uniform(0x7FFFFFFF);
    db.run("INSERT OR IGNORE INTO meta (name, value) VALUES ('epoch', ?)", drawn);
    return static_cast<std::uint32_t>(db.number("SELECT value FROM meta WHERE name = 'epoch'"));
}

/// Whether the latest server stopped cleanly; from now on one is running.
bool take_clean_mark(Connection& db) {
    const bool clean = db.number("SELECT value FROM meta WHERE name = 'clean'") != 0;
    db.run("UPDATE meta SET value = 0 WHERE name = 'clean'");
    return clean;
}

Result<FolderLock> claim(const SqliteSettings& settings) {
    if (settings.role == SqliteSettings::Role::tool) return FolderLock{};
    return lock_folder(settings.folder);
}

Result<void> migrate_as(const SqliteSettings& settings, Connection& db) {
    return migrate(db, compiled_migrations(), [&]() -> Result<void> {
        if (settings.role == SqliteSettings::Role::server) return {};
        // A tool must not change the schema under a running server.
        const auto lock = lock_folder(settings.folder);
        return lock ? Result<void>{} : refuse(lock.error());
    });
}

Result<std::unique_ptr<SqliteStore>> open_prepared(const SqliteSettings& settings, FolderLock lock) {
    auto db = connect_writer(settings);
    if (auto migrated = migrate_as(settings, db); !migrated) return refuse(migrated.error());
    const auto epoch = epoch_of(db);
    const bool is_server = settings.role == SqliteSettings::Role::server;
    const bool crashed = is_server && !take_clean_mark(db);
    if (crashed) {
        const auto damage = find_damage_in_small_tables(db);
        if (!damage.empty()) {
            return refuse(ErrorCode::store_failed, "The database is damaged; restore a backup. SQLite says: " + damage);
        }
    }
    const bool check = crashed && std::filesystem::file_size(file_of(settings)) <= settings.longest_check_bytes;
    return std::make_unique<SqliteStore>(settings, std::move(lock), epoch, check);
}

}  // namespace

SqliteStore::SqliteStore(const SqliteSettings& settings, FolderLock lock, std::uint32_t epoch, bool check)
    : settings_(settings),
      lock_(std::move(lock)),
      epoch_(epoch),
      check_(check ? start_check(settings) : nullptr),
      checkpointer_(std::make_unique<Checkpointer>(connect_writer(settings), settings.checkpoints, gate_, counters_)),
      writer_(std::make_unique<Writer>(connect_writer(settings), settings.writer, gate_, *checkpointer_, counters_,
                                       settings.report)),
      readers_(std::make_unique<Readers>(connect_readers(settings), settings.read_queue, counters_, settings.report)),
      rooms_(*writer_, *readers_),
      accounts_(*writer_, *readers_),
      sessions_(*writer_, *readers_),
      roster_(*writer_, *readers_),
      guests_(*writer_, *readers_),
      deliveries_(*writer_, *readers_),
      api_keys_(*writer_, *readers_),
      webhooks_(*writer_, *readers_),
      second_factors_(*writer_, *readers_),
      files_(*writer_, *readers_),
      audit_(*writer_, *readers_) {}

SqliteStore::~SqliteStore() {
    readers_.reset();
    writer_.reset();
    checkpointer_.reset();
    check_.reset();
    if (settings_.role != SqliteSettings::Role::server) return;
    try {
        connect_writer(settings_).run("UPDATE meta SET value = 1 WHERE name = 'clean'");
    } catch (const SqliteError& error) {
        settings_.report(std::string("could not note the clean stop: ") + error.what());
    }
}

StoreMetrics SqliteStore::metrics() const {
    StoreMetrics metrics{
        .groups = counters_.groups,
        .writes = counters_.writes,
        .largest_group = counters_.largest_group,
        .failed_groups = counters_.failed_groups,
        .messages = counters_.messages,
        .commit_time = std::chrono::nanoseconds(counters_.commit_ns),
        .commit_times = {},
        .longest_commit = std::chrono::nanoseconds(counters_.longest_commit_ns),
        .write_queue = writer_->queue_length(),
        .reads = counters_.reads,
        .failed_reads = counters_.failed_reads,
        .read_queue = readers_->queue_length(),
        .checkpoints = counters_.checkpoints,
        .wal_pages = counters_.wal_pages,
    };
    std::ranges::copy(counters_.commit_times, metrics.commit_times.begin());
    return metrics;
}

Result<std::unique_ptr<SqliteStore>> open_sqlite(SqliteSettings settings) {
    // Fewer shared counters inside SQLite's allocator. Must come before its first use in the process.
    static std::once_flag configured;
    std::call_once(configured, [] { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); });
    try {
        if (auto prepared = prepare_folder(settings.folder, file_of(settings)); !prepared)
            return refuse(prepared.error());
        auto lock = claim(settings);
        if (!lock) return refuse(lock.error());
        return open_prepared(settings, std::move(*lock));
    } catch (const std::exception& failure) {
        return refuse(ErrorCode::store_failed,
                      fmt::format("Cannot open the database {}: {}.", file_of(settings).string(), failure.what()));
    }
}

}  // namespace foyer::storage
