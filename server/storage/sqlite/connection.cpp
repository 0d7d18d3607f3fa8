#include "server/storage/sqlite/connection.hpp"

#include <utility>

namespace foyer::storage {

namespace {

[[noreturn]] void fail(sqlite3* db, int code) {
    throw SqliteError(db ? sqlite3_extended_errcode(db) : code, db ? sqlite3_errmsg(db) : sqlite3_errstr(code));
}

}  // namespace

bool Query::step() {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) fail(db_, code);
    return false;
}

void Query::bind(int position, std::int64_t value) {
    if (const int code = sqlite3_bind_int64(statement_, position, value)) fail(db_, code);
}

void Query::bind(int position, std::string_view value) {
    // A null pointer would bind NULL instead of the empty text.
    const char* data = value.data() ? value.data() : "";
    const int code = sqlite3_bind_text64(statement_, position, data, value.size(), SQLITE_STATIC, SQLITE_UTF8);
    if (code) fail(db_, code);
}

void Query::bind(int position, std::span<const std::uint8_t> value) {
    // A null pointer would bind NULL instead of no bytes.
    const void* data = value.data() ? static_cast<const void*>(value.data()) : "";
    if (const int code = sqlite3_bind_blob64(statement_, position, data, value.size(), SQLITE_STATIC)) fail(db_, code);
}

void Query::bind(int position, std::nullptr_t) {
    if (const int code = sqlite3_bind_null(statement_, position)) fail(db_, code);
}

std::string_view Query::text(int column) const {
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    if (!data) return {};
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::span<const std::uint8_t> Query::blob(int column) const {
    const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
    if (!data) return {};
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

Connection::Connection(const std::filesystem::path& file, Access access, const Settings& settings) {
    const int mode = access == Access::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    sqlite3* db = nullptr;
    const int code = sqlite3_open_v2(file.c_str(), &db, mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                                     settings.vfs.empty() ? nullptr : settings.vfs.c_str());
    db_.reset(db);
    if (code != SQLITE_OK) fail(db, code);
    sqlite3_busy_timeout(db, static_cast<int>(settings.busy_timeout.count()));
    script("PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;");
    script("PRAGMA cache_size = -" + std::to_string(settings.cache_kib));
}

void Connection::script(const std::string& sql) {
    if (const int code = sqlite3_exec(db_.get(), sql.c_str(), nullptr, nullptr, nullptr)) fail(db_.get(), code);
}

std::int64_t Connection::number(const char* sql) {
    auto row = query(sql);
    return row.step() ? row.integer(0) : 0;
}

sqlite3_stmt* Connection::prepared(const char* sql) {
    auto& statement = statements_[sql];
    if (!statement) {
        sqlite3_stmt* made = nullptr;
        const int code = sqlite3_prepare_v3(db_.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &made, nullptr);
        if (code != SQLITE_OK) fail(db_.get(), code);
        statement.reset(made);
    }
    return statement.get();
}

}  // namespace foyer::storage
