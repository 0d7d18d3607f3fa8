#include "server/storage/sqlite/database_copy.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include "server/storage/sqlite/connection.hpp"

namespace foyer::storage {

namespace {

struct Finish {
    void operator()(sqlite3_backup* backup) const { sqlite3_backup_finish(backup); }
};

Result<void> told(const std::filesystem::path& file, const auto& work) {
    try {
        work();
        return {};
    } catch (const SqliteError& error) {
        return refuse(ErrorCode::store_failed, fmt::format("The database {}: {}.", file.string(), error.what()));
    }
}

/// The whole copy is one read transaction: a server that writes does not make it start anew.
void copy(Connection& from, Connection& to, const CopyProgress& progress) {
    constexpr int pages_at_once = 1024;
    from.script("BEGIN");
    static_cast<void>(from.number("SELECT count(*) FROM meta"));  // The moment that is copied begins here.
    const std::unique_ptr<sqlite3_backup, Finish> backup(
        sqlite3_backup_init(to.handle(), "main", from.handle(), "main"));
    if (!backup) throw SqliteError(sqlite3_extended_errcode(to.handle()), sqlite3_errmsg(to.handle()));
    for (;;) {
        const int code = sqlite3_backup_step(backup.get(), pages_at_once);
        const auto all = static_cast<std::uint64_t>(sqlite3_backup_pagecount(backup.get()));
        progress(all - static_cast<std::uint64_t>(sqlite3_backup_remaining(backup.get())), all);
        if (code == SQLITE_DONE) return;
        if (code != SQLITE_OK) throw SqliteError(code, sqlite3_errstr(code));
    }
}

}  // namespace

Result<void> copy_database(const std::filesystem::path& from, const std::filesystem::path& to,
                           const CopyProgress& progress) {
    return told(from, [&] {
        Connection source(from, Connection::Access::read_only, {});
        Connection target(to, Connection::Access::read_write, {});
        copy(source, target, progress);
        // One file without company, good to be checked and moved.
        target.script("PRAGMA journal_mode = DELETE");
    });
}

Result<void> check_database(const std::filesystem::path& file) {
    std::string damage;
    auto checked = told(file, [&] {
        Connection db(file, Connection::Access::read_only, {});
        auto query = db.query("PRAGMA integrity_check(1)");
        if (query.step()) damage = query.string(0);
    });
    if (checked && damage != "ok") {
        return refuse(ErrorCode::store_failed, fmt::format("The database {} is damaged: {}.", file.string(), damage));
    }
    return checked;
}

Result<void> renew_epoch(const std::filesystem::path& file) {
    return told(file, [&] {
        Connection db(file, Connection::Access::read_write, {});
        const auto old = static_cast<std::uint32_t>(db.number("SELECT value FROM meta WHERE name = 'epoch'"));
        std::uint32_t drawn = old;
        while (drawn == old) drawn = 1 + randombytes_uniform(0x7FFFFFFF);
        db.run("UPDATE meta SET value = ? WHERE name = 'epoch'", drawn);
    });
}

}  // namespace foyer::storage
