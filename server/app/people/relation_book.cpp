#include "server/app/people/relation_book.hpp"

#include <algorithm>

namespace foyer::app {

domain::Relation relation_in(const Relations& relations, ContactId person, ContactId other) {
    const auto key = [&](const domain::Relation& relation) { return relation.other(person); };
    const auto found = std::ranges::lower_bound(*relations, other, {}, key);
    if (found == relations->end() || key(*found) != other) return domain::no_relation(person, other);
    return *found;
}

RelationBook::RelationBook(ports::RosterStore& store, RosterSettings settings) : store_(store), settings_(settings) {}

Task<Result<Relations>> RelationBook::of(ContactId person) {
    if (auto relations = known(person)) co_return relations;
    const auto read_at = changes();
    auto stored = co_await store_.relations_of(person);
    if (!stored) co_return refuse(stored.error());
    std::ranges::sort(*stored, {}, [&](const domain::Relation& relation) { return relation.other(person); });
    auto relations = std::make_shared<const std::vector<domain::Relation>>(std::move(*stored));
    keep(person, relations, read_at);
    co_return relations;
}

Task<Result<domain::Relation>> RelationBook::between(ContactId one, ContactId other) {
    if (const auto relations = known(one)) co_return relation_in(relations, one, other);
    co_return co_await store_.relation(one, other);
}

Task<Result<domain::Relation>> RelationBook::commit(domain::Relation relation) {
    const auto version = co_await store_.commit(relation);
    // Also where it failed: then what is stored is not known, or not what was thought.
    forget(relation);
    if (!version) co_return refuse(version.error());
    relation.version = *version;
    co_return relation;
}

Relations RelationBook::known(ContactId person) {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(person);
    if (found == entries_.end()) return nullptr;
    used_.splice(used_.begin(), used_, found->second.use);
    return found->second.relations;
}

void RelationBook::keep(ContactId person, Relations relations, std::uint64_t read_at) {
    const std::lock_guard lock(mutex_);
    if (changes_ != read_at || entries_.contains(person)) return;
    used_.push_front(person);
    entries_.emplace(person, Entry{std::move(relations), used_.begin()});
    if (entries_.size() > settings_.cached_people) {
        entries_.erase(used_.back());
        used_.pop_back();
    }
}

void RelationBook::forget(const domain::Relation& relation) {
    const std::lock_guard lock(mutex_);
    ++changes_;
    for (const auto person : {relation.low, relation.high}) {
        const auto found = entries_.find(person);
        if (found == entries_.end()) continue;
        used_.erase(found->second.use);
        entries_.erase(found);
    }
}

std::uint64_t RelationBook::changes() {
    const std::lock_guard lock(mutex_);
    return changes_;
}

}  // namespace foyer::app
