#pragma once
#include <functional>
#include <span>
#include <string_view>

#include "lib/base/result.hpp"
#include "server/storage/sqlite/connection.hpp"

namespace foyer::storage {

/// One step of the schema, from migrations/NNNN_name.sql.
struct Migration {
    std::string_view name;
    std::string_view sql;
};

/// Those compiled in, in their order.
std::span<const Migration> compiled_migrations();

/// Brings the database to the newest schema, each migration in a transaction of its own together with its record.
/// Refuses in plain words a file that is not Foyer's, one from a newer Foyer, and one whose migrations were not these.
/// `may_migrate` is asked once before anything is changed. Throws SqliteError.
Result<void> migrate(Connection& db, std::span<const Migration> migrations,
                     const std::function<Result<void>()>& may_migrate);

}  // namespace foyer::storage
