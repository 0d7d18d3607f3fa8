#include "server/domain/room/rights_table.hpp"

#include <gtest/gtest.h>

#include "server/domain/call/merge_calls.hpp"
#include "server/domain/call/start_call.hpp"
#include "server/domain/file/offer_file.hpp"
#include "server/domain/room/add_members.hpp"
#include "server/domain/room/create_room.hpp"
#include "server/domain/room/join_room.hpp"
#include "server/domain/room/leave_room.hpp"
#include "server/domain/room/modify_room.hpp"
#include "server/domain/room/post_message.hpp"
#include "server/domain/room/read_room.hpp"
#include "server/domain/room/rights.hpp"
#include "server/domain/room/room_fixture.hpp"

namespace foyer::domain {
namespace {

class RightsTable : public testing::TestWithParam<RightsCase>, public RoomFixture {
protected:
    static ContactId actor_of(const std::string& kind) {
        if (kind == "guest") return gus;
        return kind == "supervisor" ? sue : eve;
    }

    [[nodiscard]] Room room_for(const std::string& name, ContactId actor, bool owns) const {
        auto room = owns ? multi_of({actor, ann, bob}) : multi_of({ann, bob, actor});
        if (name == "pair") room = owns ? pair_of(actor, ann) : pair_of(ann, actor);
        if (name == "company") room = multi_of({ann, bob, cat});
        if (name == "company_pair") room = pair_of(ann, bob);
        if (name == "other") room = multi_of({dan, geo});
        if (name == "public") {
            room = multi_of({ann, bob});
            room.is_public = true;
        }
        if (name == "ended") {
            room = multi_of({actor});
            room.ended = true;
            room.members.front().state = MemberState::left;
        }
        return room;
    }

    static std::string answer(const auto& result) { return result ? "ok" : name_of(result.error().code); }

    [[nodiscard]] std::string run(const std::string& operation, const Person& by, const Room& room) const {
        if (operation == "post") return answer(post_message(room, by, {"hi", ""}, true, directory, now, limits));
        if (operation == "add") return answer(add_members(room, Seq{5}, by, invitees(by.id, {cat}), directory, limits));
        if (operation == "leave") return answer(leave_room(room, by, directory));
        if (operation == "remove") return answer(remove_member(room, by, ann, directory, now));
        if (operation == "rename")
            return answer(modify_room(room, by, {.name = "x", .is_public = {}, .archive = {}}, directory, now, limits));
        if (operation == "set_flags")
            return answer(
                modify_room(room, by, {.name = {}, .is_public = {}, .archive = true}, directory, now, limits));
        if (operation == "go_multi")
            return answer(modify_room(room, by, {.name = {}, .is_public = {}, .archive = {}, .go_multi = true},
                                      directory, now, limits));
        if (operation == "set_seen") return answer(see(room, Seq{5}, by, Seq{4}, directory));
        if (operation == "take_up") return answer(take_up_room(room, by, directory));
        if (operation == "join") return answer(join_room(room, Seq{5}, by, directory, limits));
        if (operation == "read") return answer(history_floor(room, by, directory));
        if (operation == "send_file") {
            return answer(offer_file(room, by, {.name = "x", .size = 1, .type = ""}, directory, now, FileLimits{}));
        }
        if (operation == "move_file") return answer(permit(RoomOperation::move_file, room, by, directory));
        if (operation == "drop_file") return answer(permit(RoomOperation::drop_file, room, by, directory));
        if (operation == "chat") return answer(open_chat(by, invitee(by.id, ann), now));
        if (operation == "create")
            return answer(create_room(by, {.invitees = invitees(by.id, {ann, bob}), .name = "x"}, now, limits));
        return run_in_call(operation, by, room);
    }

    /// A call of somebody else's runs, in which the actor has a peer if he could have joined.
    [[nodiscard]] std::string run_in_call(const std::string& operation, const Person& by, const Room& room) const {
        const CallLimits call_limits;
        const PeerId own{"peer-of-actor"};
        const PeerId other{"peer-of-other"};
        const CallActor actor{.person = by, .room = room, .directory = directory, .connection = ConnectionId{1}};
        if (operation == "start_call") {
            NewCall wish{.id = CallId{"call-in-room"}, .peer = own, .connection = ConnectionId{1}};
            return answer(start_call(room, by, std::move(wish), {}, directory, now, call_limits));
        }
        Call call;
        call.id = CallId{"call-in-room"};
        call.rooms = {room.id};
        call.peers.push_back(
            {.id = other, .person = zoe, .connection = ConnectionId{2}, .media = {}, .lost_until = {}});
        if (operation == "join_call") return answer(join_call(call, actor, own, 0, now, call_limits));
        if (operation == "reject_call") return answer(reject_call(call, actor, now));
        call.make_party(by.id).state = CallPartyState::joined;
        call.peers.push_back(
            {.id = own, .person = by.id, .connection = ConnectionId{1}, .media = {}, .lost_until = {}});
        if (operation == "leave_call") return answer(leave_call(call, actor, own, now));
        if (operation == "signal") return answer(signal_target(call, actor, own, other));
        if (operation == "set_media") return answer(set_call_media(call, actor, own, {}));
        if (operation == "merge_calls") {
            auto into = call;
            into.id = CallId{"call-that-stays"};
            return answer(merge_calls(call, actor, into, actor, now, call_limits));
        }
        return "no such operation";
    }

    static constexpr ContactId zoe{99};
};

TEST_P(RightsTable, HoldsForEveryDecision) {
    const auto& c = GetParam();
    // What does not exist is refused before there is anything to decide on.
    if (c.room == "absent" && c.operation != "chat" && c.operation != "create") return;
    const auto is = [&c](const char* restricted) { return c.room == restricted || c.room == "nothing"; };
    given_guests_may({.chat = !is("no_chat"), .share_files = !is("no_files"), .call = !is("no_calls")});
    const auto& actor = who(actor_of(c.actor));
    EXPECT_EQ(run(c.operation, actor, room_for(c.room, actor.id, c.actor == "owner")), c.answer);
}

std::string name_of_case(const testing::TestParamInfo<RightsCase>& tested) {
    const auto& c = tested.param;
    return c.operation + "_" + c.actor + "_" + c.room;
}
INSTANTIATE_TEST_SUITE_P(Contract, RightsTable, testing::ValuesIn(rights_cases()), name_of_case);
INSTANTIATE_TEST_SUITE_P(GuestsOfCompany, RightsTable, testing::ValuesIn(rights_cases(guest_rights_table)),
                         name_of_case);

}  // namespace
}  // namespace foyer::domain
