#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>

#include <sqlite3.h>

#include "lib/base/instant.hpp"
#include "lib/base/strong_id.hpp"

namespace foyer::storage {

/// SQLite refused or failed. Stays inside this folder: writer and readers turn it into an Error.
class SqliteError : public std::runtime_error {
public:
    SqliteError(int code, const std::string& what) : std::runtime_error(what), code_(code) {}
    /// The extended result code.
    [[nodiscard]] int code() const { return code_; }
    [[nodiscard]] bool is_unique_violation() const {
        return code_ == SQLITE_CONSTRAINT_UNIQUE || code_ == SQLITE_CONSTRAINT_PRIMARYKEY;
    }
    [[nodiscard]] bool is_foreign_key_violation() const { return code_ == SQLITE_CONSTRAINT_FOREIGNKEY; }

private:
    int code_;
};

/// One run of a prepared statement, from binding to reset. Bound text must live as long.
class Query {
public:
    Query(sqlite3* db, sqlite3_stmt* statement) : db_(db), statement_(statement) {}
    Query(Query&& other) noexcept : db_(other.db_), statement_(std::exchange(other.statement_, nullptr)) {}
    Query& operator=(Query&&) = delete;
    ~Query() {
        if (statement_) sqlite3_reset(statement_);
    }

    /// Goes to the next row; false after the last.
    bool step();

    void bind(int position, std::int64_t value);
    void bind(int position, std::string_view value);
    void bind(int position, std::span<const std::uint8_t> value);
    void bind(int position, std::nullptr_t);
    void bind(int position, Instant value) { bind(position, std::int64_t{value.time_since_epoch().count()}); }
    template <class Tag>
    void bind(int position, StrongId<Tag> value) {
        bind(position, std::int64_t{value.value()});
    }
    template <class Value>
        requires std::is_integral_v<Value> || std::is_enum_v<Value>
    void bind(int position, Value value) {
        bind(position, static_cast<std::int64_t>(value));
    }

    [[nodiscard]] std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
    [[nodiscard]] std::uint32_t number(int column) const { return static_cast<std::uint32_t>(integer(column)); }
    [[nodiscard]] bool flag(int column) const { return integer(column) != 0; }
    [[nodiscard]] Instant instant(int column) const { return Instant{Millis{integer(column)}}; }
    /// Valid until the next step.
    [[nodiscard]] std::string_view text(int column) const;
    [[nodiscard]] std::string string(int column) const { return std::string(text(column)); }
    [[nodiscard]] std::span<const std::uint8_t> blob(int column) const;

private:
    sqlite3* db_;
    sqlite3_stmt* statement_;
};

/// A connection to the database with its prepared statements. Used by one thread at a time.
class Connection {
public:
    enum class Access { read_only, read_write };
    struct Settings {
        std::string vfs;  ///< Empty: SQLite's own.
        Millis busy_timeout{5000};
        std::uint32_t cache_kib = 16 * 1024;
    };

    /// Throws SqliteError.
    Connection(const std::filesystem::path& file, Access access, const Settings& settings);

    /// Starts a query with its parameters bound. `sql` is a constant: statements are kept by its address.
    template <class... Values>
    [[nodiscard]] Query query(const char* sql, const Values&... values) {
        Query query(db_.get(), prepared(sql));
        int position = 0;
        (query.bind(++position, values), ...);
        return query;
    }
    /// Runs a statement to its end; the number of rows it changed.
    template <class... Values>
    int run(const char* sql, const Values&... values) {
        auto running = query(sql, values...);
        while (running.step()) {
        }
        return sqlite3_changes(db_.get());
    }
    /// Runs several statements that are not kept.
    void script(const std::string& sql);
    /// The first column of the first row; 0 if there is none.
    [[nodiscard]] std::int64_t number(const char* sql);

    [[nodiscard]] std::int64_t last_id() const { return sqlite3_last_insert_rowid(db_.get()); }
    [[nodiscard]] bool in_transaction() const { return sqlite3_get_autocommit(db_.get()) == 0; }
    [[nodiscard]] sqlite3* handle() const { return db_.get(); }

private:
    struct Close {
        void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
    };
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };

    sqlite3_stmt* prepared(const char* sql);

    std::unique_ptr<sqlite3, Close> db_;
    std::unordered_map<const char*, std::unique_ptr<sqlite3_stmt, Finalize>> statements_;  ///< Gone before `db_`.
};

/// Makes what `apply` does all or nothing inside the running transaction: undone if it throws or answers an error.
template <class Apply>
auto atomically(Connection& db, Apply apply) {
    db.run("SAVEPOINT step");
    const auto undo = [&db] {
        // After some failures SQLite has already rolled back the whole transaction.
        if (!db.in_transaction()) return;
        db.run("ROLLBACK TO step");
        db.run("RELEASE step");
    };
    try {
        auto result = apply();
        if (result) {
            db.run("RELEASE step");
        } else {
            undo();
        }
        return result;
    } catch (...) {
        undo();
        throw;
    }
}

}  // namespace foyer::storage
