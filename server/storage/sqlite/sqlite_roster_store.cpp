#include "server/storage/sqlite/sqlite_roster_store.hpp"

#include <utility>

#include "server/storage/rules/room_rules.hpp"

namespace foyer::storage {

namespace {

using domain::Relation;

constexpr std::size_t bytes_of_request = 512;

Relation relation_of(const Query& row) {
    return {
        .low = ContactId{row.number(0)},
        .high = ContactId{row.number(1)},
        .low_acknowledged = row.flag(2),
        .high_acknowledged = row.flag(3),
        .ended = row.flag(4),
        .version = row.number(5),
    };
}

Relation read_relation(Connection& db, Pair pair) {
    auto row = db.query(
        "SELECT low, high, low_acknowledged, high_acknowledged, ended, version FROM relations"
        " WHERE low = ? AND high = ?",
        pair.low, pair.high);
    return row.step() ? relation_of(row) : Relation{.low = pair.low, .high = pair.high};
}

Result<std::uint32_t> put_relation(Connection& db, const Relation& relation) {
    const auto version = read_relation(db, {relation.low, relation.high}).version;
    if (version != relation.version) return refuse(ErrorCode::conflict);
    try {
        db.run(
            "INSERT OR REPLACE INTO relations (low, high, low_acknowledged, high_acknowledged, ended, version)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            relation.low, relation.high, relation.low_acknowledged, relation.high_acknowledged, relation.ended,
            version + 1);
    } catch (const SqliteError& error) {
        if (error.is_foreign_key_violation()) return refuse(ErrorCode::not_found);
        throw;
    }
    return version + 1;
}

}  // namespace

Task<Result<Relation>> SqliteRosterStore::relation(ContactId one, ContactId other) {
    co_return co_await readers_.read<Relation>(
        [&](Connection& db) -> Result<Relation> { return read_relation(db, pair_of(one, other)); });
}

Task<Result<std::vector<Relation>>> SqliteRosterStore::relations_of(ContactId person) {
    using Relations = std::vector<Relation>;
    co_return co_await readers_.read<Relations>([&](Connection& db) -> Result<Relations> {
        Relations relations;
        auto row = db.query(
            "SELECT low, high, low_acknowledged, high_acknowledged, ended, version FROM relations"
            " WHERE low = ?1 OR high = ?1 ORDER BY low, high",
            person);
        while (row.step()) relations.push_back(relation_of(row));
        return relations;
    });
}

Task<Result<std::uint32_t>> SqliteRosterStore::commit(Relation relation) {
    co_return co_await writer_.write<std::uint32_t>(bytes_of_request,
                                                    [&](WriteContext& context) -> Result<std::uint32_t> {
                                                        const auto checked = storable(relation);
                                                        if (!checked) return refuse(checked.error());
                                                        return put_relation(context.db, *checked);
                                                    });
}

}  // namespace foyer::storage
