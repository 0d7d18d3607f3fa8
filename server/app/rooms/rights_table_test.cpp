// The rights of contract 1.1 once more, through the use cases: a refusal changes nothing and tells nobody.
#include "server/domain/room/rights_table.hpp"

#include <gtest/gtest.h>

#include "server/app/app_fixture.hpp"

namespace foyer::app {
namespace {

using domain::Member;
using domain::MemberState;
using domain::RightsCase;

class RightsThroughUseCases : public testing::TestWithParam<RightsCase>, public AppFixture {
protected:
    ContactId ann = person("ann", acme);
    ContactId bob = person("bob", acme);
    ContactId cat = person("cat", acme);
    ContactId eve = person("eve", acme);
    ContactId dan = person("dan", borg);
    ContactId gus = person("gus", acme, domain::PersonKind::guest);
    ContactId sue = person("sue", acme, domain::PersonKind::user, {acme});

    RightsThroughUseCases() { refresh(); }

    [[nodiscard]] ContactId actor_of(const std::string& kind) const {
        if (kind == "guest") return gus;
        return kind == "supervisor" ? sue : eve;
    }

    static domain::Room room_of(std::vector<ContactId> members, CompanyId company, bool multi) {
        domain::Room room;
        room.multi = multi;
        room.owner = members.front();
        room.company = company;
        for (const auto id : members) room.members.push_back({id, MemberState::joined, Seq{1}, {}});
        std::ranges::sort(room.members, {}, &Member::id);
        return room;
    }

    RoomId given(const std::string& name, ContactId actor, bool owns) {
        if (name == "absent") return RoomId{4711};
        if (name == "pair")
            return given_room(room_of(owns ? std::vector{actor, ann} : std::vector{ann, actor}, acme, false));
        if (name == "company") return given_room(room_of({ann, bob, cat}, acme, true));
        if (name == "company_pair") return given_room(room_of({ann, bob}, acme, false));
        if (name == "other") return given_room(room_of({dan}, borg, true));
        if (name == "public") {
            auto room = room_of({ann, bob}, acme, true);
            room.is_public = true;
            return given_room(std::move(room));
        }
        if (name == "ended") {
            const auto id = given_room(room_of({actor}, acme, true));
            EXPECT_TRUE(run(app.leave_room.run(caller(actor), id)));
            return id;
        }
        return given_room(room_of(owns ? std::vector{actor, ann, bob} : std::vector{ann, bob, actor}, acme, true));
    }

    Task<Result<void>> bring_into_memory(RoomId room) {
        auto entered = co_await app.rooms.enter(room);
        if (!entered) co_return refuse(entered.error());
        co_return Result<void>{};
    }

    static std::string answer(const auto& result) { return result ? "ok" : name_of(result.error().code); }

    std::string perform(const std::string& operation, ContactId actor, RoomId room) {
        const auto by = caller(actor);
        if (operation == "post") return answer(run(app.post_message.run(by, room, "hi", "")));
        if (operation == "add") return answer(run(app.add_members.run(by, room, {cat})));
        if (operation == "leave") return answer(run(app.leave_room.run(by, room)));
        if (operation == "remove") return answer(run(app.remove_member.run(by, room, ann)));
        if (operation == "set_seen") return answer(run(app.set_seen.run(by, room, Seq{1})));
        if (operation == "take_up") return answer(run(app.take_up_room.run(by, room)));
        if (operation == "join") return answer(run(app.join_room.run(by, room)));
        if (operation == "read")
            return answer(run(app.read_history.run(by, {.room = room, .before = {}, .after = {}})));
        if (operation == "send_file") return answer(run(app.offer_file.run(by, room, some_file(), "")));
        if (operation == "move_file") return answer(run(app.accept_file.run(by, file)));
        if (operation == "drop_file") return answer(run(app.reject_file.run(by, file, false)));
        if (operation == "chat") return answer(run(app.invite_to_chat.run(by, {ann}, "")));
        if (operation == "create") return answer(run(app.create_room.run(by, new_room())));
        if (is_about_calls(operation)) return perform_in_call(operation, {.caller = by, .connection = client}, room);
        return answer(run(app.modify_room.run(by, room, modification(operation))));
    }

    static domain::FileOffer some_file() { return {.name = "x", .size = 1, .type = ""}; }
    /// Somebody else in the room has offered one to all others.
    void given_file(RoomId room, ContactId actor) {
        for (const auto& member : stored(room).room.members) {
            if (member.id == actor || member.state == MemberState::left) continue;
            const auto offered = run(app.offer_file.run(caller(member.id), room, some_file(), ""));
            if (offered) file = (*offered)->file.id;
            return;
        }
    }
    /// From now on Acme's guests may do less.
    void restrict_guests(const std::string& how) {
        CompanyModification wish;
        if (how == "no_chat" || how == "nothing") wish.guests_may_chat = false;
        if (how == "no_files" || how == "nothing") wish.guests_may_share_files = false;
        if (how == "no_calls" || how == "nothing") wish.guests_may_call = false;
        EXPECT_TRUE(run(app.modify_company.run(Local{}, acme, std::move(wish))));
        pump();
    }
    FileId file{4711};

    static bool is_about_calls(const std::string& operation) {
        return operation.find("_call") != std::string::npos || operation == "signal" || operation == "set_media";
    }

    std::string perform_in_call(const std::string& operation, CallCaller by, RoomId room) {
        if (operation == "start_call") return answer(run(app.start_call.run(by, room, "call-anew", own_peer)));
        if (operation == "join_call") return answer(run(app.join_call.run(by, room, running, own_peer)));
        if (operation == "reject_call") return answer(run(app.reject_call.run(by, room, running)));
        if (operation == "leave_call") return answer(run(app.leave_call.run(by, room, running, own_peer)));
        if (operation == "set_media") {
            return answer(run(app.set_call_media.run(by, room, running, own_peer, domain::CallMedia{})));
        }
        if (operation == "merge_calls") return answer(run(app.merge_calls.run(by, room, other_running, room, running)));
        NewSignal wish{.room = room, .call = running, .from = own_peer, .to = other_peer, .signal = {}};
        wish.signal.kind = domain::SignalKind::restart;
        return answer(run(app.send_signal.run(by, std::move(wish))));
    }

    /// Two calls of the first member run in the room, and the actor is in them if he can be.
    void given_calls(RoomId room, ContactId actor) {
        const ConnectionId theirs{2};
        app.presence.connect(client, actor, {.name = "r", .show = ports::Show::online, .text = {}});
        for (const auto& member : stored(room).room.members) {
            if (member.id == actor || member.state == MemberState::left) continue;
            app.presence.connect(theirs, member.id, {.name = "r", .show = ports::Show::online, .text = {}});
            const CallCaller other{.caller = caller(member.id), .connection = theirs};
            for (const auto* call : {running, other_running}) {
                ASSERT_TRUE(run(app.start_call.run(other, room, call, other_peer)));
                const CallCaller own{.caller = caller(actor), .connection = client};
                [[maybe_unused]] const auto joined = run(app.join_call.run(own, room, call, own_peer));
            }
            return;
        }
    }

    static constexpr ConnectionId client{1};
    static constexpr const char* running = "call-that-runs";
    static constexpr const char* other_running = "call-beside-it";
    static constexpr const char* own_peer = "peer-of-actor";
    static constexpr const char* other_peer = "peer-of-other";

    [[nodiscard]] NewRoom new_room() const {
        NewRoom request;
        request.parties = {ann, bob};
        return request;
    }

    static domain::RoomModification modification(const std::string& operation) {
        domain::RoomModification asked;
        if (operation == "rename") asked.name = "x";
        if (operation == "set_flags") asked.archive = true;
        asked.go_multi = operation == "go_multi";
        return asked;
    }
};

TEST_P(RightsThroughUseCases, Hold) {
    const auto& tested = GetParam();
    const auto actor = actor_of(tested.actor);
    const auto room = given(tested.room, actor, tested.actor == "owner");
    const bool exists = tested.room != "absent";
    if (exists && is_about_calls(tested.operation)) given_calls(room, actor);
    if (exists && tested.operation.ends_with("_file")) given_file(room, actor);
    restrict_guests(tested.room);
    const auto before = exists ? stored(room) : ports::StoredRoom{};
    if (exists) run(app.rooms.on_strand(room, bring_into_memory(room)));
    publisher.published.clear();

    EXPECT_EQ(perform(tested.operation, actor, room), tested.answer);

    if (tested.answer == "ok") return;
    EXPECT_TRUE(publisher.published.empty());
    if (!exists) return;
    EXPECT_EQ(stored(room).room, before.room);
    EXPECT_EQ(stored(room).newest, before.newest);
}

std::string name_of_case(const testing::TestParamInfo<RightsCase>& tested) {
    const auto& c = tested.param;
    return c.operation + "_" + c.actor + "_" + c.room;
}
INSTANTIATE_TEST_SUITE_P(Contract, RightsThroughUseCases, testing::ValuesIn(domain::rights_cases()), name_of_case);
INSTANTIATE_TEST_SUITE_P(GuestsOfCompany, RightsThroughUseCases,
                         testing::ValuesIn(domain::rights_cases(domain::guest_rights_table)), name_of_case);

}  // namespace
}  // namespace foyer::app
