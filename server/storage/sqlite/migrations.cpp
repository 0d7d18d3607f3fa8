#include "server/storage/sqlite/migrations.hpp"

#include <array>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <sodium.h>

#include "lib/base/fault_point.hpp"

namespace foyer::storage {

namespace {

constexpr Migration compiled[] = {
#include "server/storage/sqlite/migrations.inc"
};

constexpr std::int64_t application_id = 0x466F7965;  // "Foye"

struct Applied {
    std::string name;
    std::string checksum;
};

std::string checksum_of(std::string_view sql) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(sql.data()), sql.size());
    std::string hex;
    for (const auto byte : hash) hex += fmt::format("{:02x}", byte);
    return hex;
}

Result<void> check_owner(Connection& db) {
    const auto owner = db.number("PRAGMA application_id");
    const bool fresh = db.number("SELECT count(*) FROM sqlite_master") == 0;
    if (owner == application_id || (owner == 0 && fresh)) return {};
    return refuse(ErrorCode::store_failed, "This database was not made by Foyer.");
}

std::vector<Applied> read_applied(Connection& db) {
    std::vector<Applied> applied;
    if (db.number("SELECT count(*) FROM sqlite_master WHERE name = 'migrations'") == 0) return applied;
    auto row = db.query("SELECT name, checksum FROM migrations ORDER BY number");
    while (row.step()) applied.push_back({row.string(0), row.string(1)});
    return applied;
}

Result<void> check_applied(const std::vector<Applied>& applied, std::span<const Migration> migrations) {
    if (applied.size() > migrations.size()) {
        return refuse(
            ErrorCode::store_failed,
            fmt::format("The data was written by a newer Foyer (schema {}; this one knows {}). Start the newer"
                        " version, or restore a backup made by this one.",
                        applied.size(), migrations.size()));
    }
    for (std::size_t i = 0; i < applied.size(); ++i) {
        if (applied[i].name == migrations[i].name && applied[i].checksum == checksum_of(migrations[i].sql)) continue;
        return refuse(ErrorCode::store_failed,
                      fmt::format("The data was made by another build of Foyer: its migration {} is not the one this"
                                  " Foyer has. Start the build that made it, or restore a backup.",
                                  applied[i].name));
    }
    return {};
}

void apply(Connection& db, std::size_t number, const Migration& migration) {
    db.script(std::string(migration.sql));
    db.run("INSERT INTO migrations (number, name, checksum) VALUES (?, ?, ?)", number, migration.name,
           checksum_of(migration.sql));
    FOYER_FAULT_POINT("during_migration");
}

Result<void> apply_missing(Connection& db, std::span<const Migration> migrations) {
    while (true) {
        db.script("BEGIN IMMEDIATE");
        // Another process may have been faster: what counts is what stands there now.
        const auto applied = read_applied(db);
        if (auto checked = check_applied(applied, migrations); !checked || applied.size() == migrations.size()) {
            db.script("ROLLBACK");
            return checked;
        }
        if (applied.empty()) {
            db.script(
                fmt::format("PRAGMA application_id = {};"
                            "CREATE TABLE migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL,"
                            " checksum TEXT NOT NULL) STRICT;",
                            application_id));
        }
        apply(db, applied.size() + 1, migrations[applied.size()]);
        db.script("COMMIT");
    }
}

}  // namespace

std::span<const Migration> compiled_migrations() {
    return compiled;
}

Result<void> migrate(Connection& db, std::span<const Migration> migrations,
                     const std::function<Result<void>()>& may_migrate) {
    if (auto owner = check_owner(db); !owner) return owner;
    const auto applied = read_applied(db);
    if (auto checked = check_applied(applied, migrations); !checked) return checked;
    if (applied.size() == migrations.size()) return {};
    if (auto may = may_migrate(); !may) return may;
    try {
        return apply_missing(db, migrations);
    } catch (...) {
        if (db.in_transaction()) db.script("ROLLBACK");
        throw;
    }
}

}  // namespace foyer::storage
