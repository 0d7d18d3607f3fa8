#pragma once
#include "lib/base/result.hpp"
#include "server/domain/audit/audit_entry.hpp"
#include "server/storage/sqlite/connection.hpp"

/// Rows of the audit log, inside the transaction of what they tell.
namespace foyer::storage {

/// Errors: `limit_reached`. Throws SqliteError.
Result<AuditId> put_audit(Connection& db, const domain::AuditEntry& entry);
/// Enters a change, `new_id` being what is new; nothing for null. Errors: `limit_reached`. Throws SqliteError.
Result<void> put_audited(Connection& db, const domain::Audited& audited, std::uint32_t new_id = 0);

/// Does `apply` (-> Result<T>) and enters it, all or nothing. `id_of` gives the id of what is new, of a T.
template <class Apply, class IdOf>
auto audited_write(Connection& db, const domain::Audited& audited, Apply apply, IdOf id_of) -> decltype(apply()) {
    return atomically(db, [&]() -> decltype(apply()) {
        auto result = apply();
        if (!result) return result;
        if (auto put = put_audited(db, audited, id_of(result)); !put) return refuse(put.error());
        return result;
    });
}
template <class Apply>
auto audited_write(Connection& db, const domain::Audited& audited, Apply apply) -> decltype(apply()) {
    return audited_write(db, audited, std::move(apply), [](const auto&) { return std::uint32_t{0}; });
}

/// Removes a row, and enters it if there was one.
template <class Id>
Result<bool> audited_removal(Connection& db, const domain::Audited& audited, const char* sql, Id id) {
    return atomically(db, [&]() -> Result<bool> {
        if (db.run(sql, id) == 0) return false;
        if (auto put = put_audited(db, audited); !put) return refuse(put.error());
        return true;
    });
}

}  // namespace foyer::storage
