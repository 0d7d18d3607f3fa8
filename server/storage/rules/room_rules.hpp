#pragma once
#include <cstdint>
#include <optional>
#include <span>

#include "lib/base/result.hpp"
#include "server/domain/room/room.hpp"
#include "server/domain/roster/relation.hpp"

namespace foyer::storage {

/// Ids and seqs stay below this, so that they are exact JavaScript numbers (contract 2.1).
inline constexpr std::uint32_t largest_id = 0x7FFFFFFF;

/// The two parties of a one-to-one room, the smaller id first.
struct Pair {
    ContactId low;
    ContactId high;
    auto operator<=>(const Pair&) const = default;
};

[[nodiscard]] Pair pair_of(ContactId one, ContactId other);

/// The pair that a room occupies: nothing else may have it. nullopt for multi rooms and rooms that have ended.
[[nodiscard]] std::optional<Pair> occupied_pair(const domain::Room& room);

/// Brings a room into the form in which it is stored (members by id), or refuses it with `bad_request`: a member twice
/// or without id, a one-to-one room that does not have exactly two members.
[[nodiscard]] Result<domain::Room> storable(domain::Room room);

/// Refuses with `bad_request` drafts of one write that share author and idempotency key.
[[nodiscard]] Result<void> check_drafts(std::span<const domain::Draft> drafts);

/// Brings a relation into the form in which it is stored (`low` below `high`, each with his own flag), or refuses it
/// with `bad_request`: nobody, or a person with himself.
[[nodiscard]] Result<domain::Relation> storable(domain::Relation relation);

}  // namespace foyer::storage
