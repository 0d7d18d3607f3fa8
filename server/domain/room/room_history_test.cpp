// Random histories of one room: whatever people ask, the invariants of contract 2 hold.
#include <random>

#include <gtest/gtest.h>

#include "server/domain/room/add_members.hpp"
#include "server/domain/room/create_room.hpp"
#include "server/domain/room/join_room.hpp"
#include "server/domain/room/leave_room.hpp"
#include "server/domain/room/modify_room.hpp"
#include "server/domain/room/post_message.hpp"
#include "server/domain/room/read_room.hpp"
#include "server/domain/room/room_fixture.hpp"
#include "server/domain/room/standing.hpp"

namespace foyer::domain {
namespace {

class RoomHistory : public testing::TestWithParam<unsigned>, public RoomFixture {
protected:
    std::mt19937 random{GetParam()};
    Room room;
    Seq newest;
    std::map<ContactId, Seq> seen;

    [[nodiscard]] unsigned pick(unsigned below) { return random() % below; }
    [[nodiscard]] ContactId anyone() {
        static constexpr std::array all{ann, bob, cat, eve, dan, gus, geo, sue, xia, ian};
        return all[pick(all.size())];
    }

    Result<RoomChange> decide(const Person& by) {
        switch (pick(9)) {
            case 0:
                return add_members(room, newest, by, invitees(by.id, {anyone(), anyone()}), directory, limits);
            case 1:
                return add_members(room, newest, by, invitees(by.id, {anyone()}), directory, limits);
            case 2:
                return leave_room(room, by, directory);
            case 3:
                return remove_member(room, by, anyone(), directory, now);
            case 4:
                return take_up_room(room, by, directory);
            case 5:
                return join_room(room, newest, by, directory, limits);
            case 6:
                return modify_room(room, by, modification(), directory, now, limits);
            default:
                return post(by);
        }
    }

    RoomModification modification() {
        RoomModification asked;
        asked.go_multi = pick(4) == 0;
        if (pick(2)) asked.name = pick(5) ? "name" : "";
        if (pick(3) == 0) asked.archive = pick(2) == 0;
        if (pick(3) == 0) asked.is_public = pick(2) == 0;
        return asked;
    }

    Result<RoomChange> post(const Person& by) {
        auto posted = post_message(room, by, {.text = pick(9) ? "hi" : "", .idempotency_key = ""}, pick(3) > 0,
                                   directory, now, limits);
        if (!posted) return refuse(posted.error());
        return RoomChange{.next = posted->next.value_or(room), .messages = {std::move(posted->draft)}};
    }

    void apply(RoomChange change) {
        check_step(change);
        newest = Seq{newest.value() + static_cast<std::uint32_t>(change.messages.size())};
        room = std::move(change.next);
        for (auto& [person, stands] : seen) {
            const auto target = see(room, newest, who(person), Seq{pick(newest.value() + 3)}, directory);
            if (!target) continue;
            stands = std::max(stands, *target);
            ASSERT_LE(stands, newest);
        }
    }

    void check_step(const RoomChange& change) {
        const auto& next = change.next;
        ASSERT_FALSE(room.ended) << "an ended room changes no more";
        ASSERT_EQ(next.id, room.id);
        ASSERT_EQ(next.version, room.version) << "the store counts versions";
        ASSERT_TRUE(next.multi || !room.multi) << "multi never turns false";
        if (!next.multi) {
            ASSERT_EQ(next.members.size(), 2U);
            ASSERT_EQ(ids_of(next), ids_of(room)) << "the parties of a pair stay the same";
            ASSERT_FALSE(next.persistent());
        }
        ASSERT_TRUE(std::ranges::is_sorted(next.members, std::ranges::less_equal{}, &Member::id) ||
                    std::ranges::adjacent_find(next.members, {}, &Member::id) == next.members.end());
        ASSERT_EQ(next.ended, !next.has_members() && !next.persistent());
        if (next.multi && !next.ended) {
            for (const auto& member : next.members) ASSERT_NE(member.state, MemberState::left);
        }
        for (const auto& member : next.members) {
            ASSERT_NE(member.state == MemberState::invited && was_joined(member.id), true)
                << "nobody is invited who has joined";
            if (const auto* const before = room.find(member.id))
                ASSERT_EQ(member.first_seq, before->first_seq);
            else
                ASSERT_TRUE(member.first_seq == foyer::next(newest) || room.archive);
        }
    }

    [[nodiscard]] bool was_joined(ContactId id) const {
        const auto* const before = room.find(id);
        return before && before->state == MemberState::joined;
    }
};

TEST_P(RoomHistory, KeepsTheInvariants) {
    for (int life = 0; life < 20; ++life) {
        room = life % 2 ? multi_of({ann, bob}) : pair_of(ann, bob);
        newest = Seq{};
        seen = {{ann, Seq{}}, {bob, Seq{}}, {cat, Seq{}}, {sue, Seq{}}};
        for (int step = 0; step < 60; ++step) {
            const auto& by = who(anyone());
            const auto before = room;
            auto change = decide(by);
            if (!change) {
                ASSERT_EQ(room, before);
                continue;
            }
            ASSERT_NE(standing(before, by, directory) == Standing::none && !before.is_public, true)
                << "for outsiders there is nothing to change";
            apply(std::move(*change));
            if (HasFatalFailure()) return;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RoomHistory, testing::Range(1U, 51U));

}  // namespace
}  // namespace foyer::domain
