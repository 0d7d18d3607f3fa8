#pragma once
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"
#include "server/app/people/people_settings.hpp"
#include "server/ports/roster_store.hpp"

namespace foyer::app {

/// Of one person, sorted by the other's id.
using Relations = std::shared_ptr<const std::vector<domain::Relation>>;

/// The relation of `person`, whose relations these are, with `other`; no_relation() if there is none.
[[nodiscard]] domain::Relation relation_in(const Relations& relations, ContactId person, ContactId other);

/// The explicit relations of people, read once and kept while they are used. Any thread; bounded.
/// Every change must come through here: nobody else tells it of one.
class RelationBook {
public:
    RelationBook(ports::RosterStore& store, RosterSettings settings);

    /// Sorted by the other person's id. Error: `store_failed`.
    Task<Result<Relations>> of(ContactId person);
    /// The same where it is in memory, without waiting; nullptr where it is not.
    [[nodiscard]] Relations known(ContactId person);
    /// Stores and makes it known. Errors: `conflict`, `store_failed`.
    Task<Result<domain::Relation>> commit(domain::Relation relation);
    /// The relation of two people, from memory or the store.
    Task<Result<domain::Relation>> between(ContactId one, ContactId other);

private:
    struct Entry {
        Relations relations;
        std::list<ContactId>::iterator use;
    };
    void forget(const domain::Relation& relation);
    [[nodiscard]] std::uint64_t changes();
    void keep(ContactId person, Relations relations, std::uint64_t read_at);

    ports::RosterStore& store_;
    RosterSettings settings_;
    std::mutex mutex_;  ///< Guards what follows: presence and every connect read it, on all I/O threads.
    std::unordered_map<ContactId, Entry> entries_;
    std::list<ContactId> used_;  ///< Most recently used first.
    std::uint64_t changes_ = 0;  ///< Counts forget(): what was read before a change is not kept after it.
};

}  // namespace foyer::app
