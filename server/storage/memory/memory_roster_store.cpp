#include "server/storage/memory/memory_roster_store.hpp"

#include <ranges>
#include <utility>

namespace foyer::storage {

using domain::Relation;

Task<Result<Relation>> MemoryRosterStore::relation(ContactId one, ContactId other) {
    co_return co_await tables_.read<Relation>([&]() -> Result<Relation> {
        const auto pair = pair_of(one, other);
        const auto found = tables_.relations.find(pair);
        return found == tables_.relations.end() ? Relation{.low = pair.low, .high = pair.high} : found->second;
    });
}

Task<Result<std::vector<Relation>>> MemoryRosterStore::relations_of(ContactId person) {
    using Relations = std::vector<Relation>;
    co_return co_await tables_.read<Relations>([&]() -> Result<Relations> {
        Relations relations;
        for (const auto& relation : tables_.relations | std::views::values) {
            if (relation.low == person || relation.high == person) relations.push_back(relation);
        }
        return relations;
    });
}

Task<Result<std::uint32_t>> MemoryRosterStore::commit(Relation relation) {
    co_return co_await tables_.write<std::uint32_t>([&]() -> Result<std::uint32_t> {
        auto checked = storable(relation);
        if (!checked) return refuse(checked.error());
        if (!tables_.people.contains(checked->low) || !tables_.people.contains(checked->high)) {
            return refuse(ErrorCode::not_found);
        }
        const Pair pair{checked->low, checked->high};
        const auto found = tables_.relations.find(pair);
        const auto version = found == tables_.relations.end() ? 0 : found->second.version;
        if (version != checked->version) return refuse(ErrorCode::conflict);
        checked->version = version + 1;
        tables_.relations.insert_or_assign(pair, *checked);
        return checked->version;
    });
}

}  // namespace foyer::storage
