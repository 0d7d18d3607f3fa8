#include "server/storage/rules/room_rules.hpp"

#include <algorithm>
#include <utility>

namespace foyer::storage {

Pair pair_of(ContactId one, ContactId other) {
    return {std::min(one, other), std::max(one, other)};
}

std::optional<Pair> occupied_pair(const domain::Room& room) {
    if (room.multi || room.ended || room.members.size() != 2) return std::nullopt;
    return pair_of(room.members[0].id, room.members[1].id);
}

Result<domain::Room> storable(domain::Room room) {
    std::ranges::sort(room.members, {}, &domain::Member::id);
    const auto& members = room.members;
    if (!members.empty() && !members.front().id) return refuse(ErrorCode::bad_request, "A member has no id.");
    const auto twice = std::ranges::adjacent_find(members, {}, &domain::Member::id);
    if (twice != members.end()) return refuse(ErrorCode::bad_request, "A member stands twice in the room.");
    if (!room.multi && members.size() != 2) {
        return refuse(ErrorCode::bad_request, "A one-to-one room has exactly two members.");
    }
    return room;
}

Result<void> check_drafts(std::span<const domain::Draft> drafts) {
    for (auto one = drafts.begin(); one != drafts.end(); ++one) {
        if (one->idempotency_key.empty()) continue;
        const bool twice = std::any_of(std::next(one), drafts.end(), [&](const domain::Draft& other) {
            return other.author == one->author && other.idempotency_key == one->idempotency_key;
        });
        if (twice) return refuse(ErrorCode::bad_request, "Two messages of one write share an idempotency key.");
    }
    return {};
}

Result<domain::Relation> storable(domain::Relation relation) {
    if (!relation.low || !relation.high || relation.low == relation.high) {
        return refuse(ErrorCode::bad_request, "A relation needs two people.");
    }
    if (relation.high < relation.low) {
        std::swap(relation.low, relation.high);
        std::swap(relation.low_acknowledged, relation.high_acknowledged);
    }
    return relation;
}

}  // namespace foyer::storage
