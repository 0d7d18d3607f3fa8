// The use cases of calls, one behaviour each, in virtual time.
#include <gtest/gtest.h>

#include "server/app/calls/calls_fixture.hpp"

namespace foyer::app {
namespace {

using domain::CallEndReason;
using ports::CallChanged;
using ports::CallGone;

class Calls : public testing::Test, public CallsFixture {
protected:
    explicit Calls(AppSettings settings = {}) : CallsFixture(settings) {}

    std::vector<std::string> notices(RoomId room) {
        std::vector<std::string> texts;
        for (const auto& message : messages(room)) {
            if (!message.author) texts.push_back(message.text);
        }
        return texts;
    }
};

TEST_F(Calls, IsOfferedToMembersAndNotToWhoWatches) {
    const auto room = room_of(ann, {bob, cat});
    const auto view = start_call(ann, room).value();
    EXPECT_EQ(view->call.version, 1U);
    EXPECT_EQ(words(*view), "ann* bob? cat?");
    for (const auto id : {ann, bob, cat}) EXPECT_EQ(call_of(id), "ann* bob? cat?");
    EXPECT_EQ(call_of(sue), "");
    EXPECT_EQ(call_of(dan), "");
    EXPECT_EQ(app.calls.counters().running.load(), 1U);
}

TEST_F(Calls, AnAnswerIsToldToAll) {
    const auto room = room_of(ann, {bob, cat});
    ASSERT_TRUE(start_call(ann, room));
    const auto view = join(bob, room).value();
    EXPECT_EQ(view->call.version, 2U);
    EXPECT_EQ(view->call.connected, clock.now());
    for (const auto id : {ann, bob, cat}) EXPECT_EQ(call_of(id), "ann* bob* cat?");
    EXPECT_EQ(app.calls.counters().peers.load(), 2U);
}

TEST_F(Calls, SaidAgainItHasNoEffect) {
    const auto room = room_of(ann, {bob});
    ASSERT_TRUE(start_call(ann, room));
    publisher.published.clear();
    EXPECT_EQ(start_call(ann, room).value()->call.version, 1U);
    EXPECT_TRUE(publisher.published.empty());
    ASSERT_TRUE(join(bob, room));
    publisher.published.clear();
    EXPECT_EQ(join(bob, room).value()->call.version, 2U);
    EXPECT_TRUE(publisher.published.empty());
}

TEST_F(Calls, AnIdIsUsedOnce) {
    const auto room = room_of(ann, {bob});
    const auto other = room_of(ann, {bob, cat});
    ASSERT_TRUE(start_call(ann, room));
    EXPECT_EQ(start_call(bob, room).error().code, ErrorCode::already_exists);
    EXPECT_EQ(start_call(ann, other).error().code, ErrorCode::already_exists);
    EXPECT_EQ(start_call(dan, room).error().code, ErrorCode::not_found);
    EXPECT_EQ(start_call(ann, room, "short").error().code, ErrorCode::bad_request);
}

TEST_F(Calls, OneRefusalIsNotTheEndButAllAre) {
    const auto room = room_of(ann, {bob, cat});
    ASSERT_TRUE(start_call(ann, room));
    ASSERT_TRUE(reject(bob, room));
    EXPECT_EQ(call_of(ann), "ann* bob! cat?");
    ASSERT_TRUE(reject(cat, room));
    for (const auto id : {ann, bob, cat}) EXPECT_EQ(call_of(id), "refused");
    EXPECT_EQ(app.calls.counters().running.load(), 0U);
    EXPECT_EQ(app.calls.counters().peers.load(), 0U);
    EXPECT_TRUE(notices(room).empty());
}

TEST_F(Calls, AnUnansweredOfferTimesOut) {
    const auto room = room_of(ann, {bob});
    ASSERT_TRUE(start_call(ann, room));
    pass(app.calls.settings().limits.offer_timeout - Millis{1});
    EXPECT_EQ(call_of(bob), "ann* bob?");
    pass(Millis{1});
    EXPECT_EQ(call_of(bob), "unanswered");
    EXPECT_EQ(join(bob, room).error().code, ErrorCode::not_found);
}

TEST_F(Calls, EndsWithItsLastParticipantAndLeavesANotice) {
    const auto room = room_of(ann, {bob});
    talk(room, {bob});
    clock.advance(Millis{192'000});
    ASSERT_TRUE(hang_up(bob, room));
    EXPECT_EQ(call_of(ann), "ann* bob-");
    EXPECT_TRUE(notices(room).empty());
    ASSERT_TRUE(hang_up(ann, room));
    EXPECT_EQ(call_of(bob), "hung up");
    EXPECT_EQ(notices(room), std::vector<std::string>{"Call by ann, 3 min 12 s."});
    EXPECT_EQ(publisher.told<ports::MessagesPosted>(sue).size(), 1U);
}

TEST_F(Calls, ANoticeThatCannotBeStoredIsLostAndNothingElse) {
    const auto room = room_of(ann, {bob});
    talk(room, {bob});
    ASSERT_TRUE(hang_up(bob, room));
    memory.faults().fail_next_write();
    ASSERT_TRUE(hang_up(ann, room));
    EXPECT_EQ(call_of(ann), "hung up");
    EXPECT_TRUE(notices(room).empty());
    EXPECT_TRUE(start_call(ann, room));
}

TEST_F(Calls, AStoreThatCannotReadTheRoomRefusesTheCall) {
    const auto room = given_room([&] {
        domain::Room made;
        made.multi = true;
        made.owner = ann;
        made.company = acme;
        for (const auto id : {ann, bob}) made.members.push_back({id, domain::MemberState::joined, Seq{1}, {}});
        return made;
    }());
    memory.faults().fail_reads(true);
    EXPECT_EQ(start_call(ann, room).error().code, ErrorCode::store_failed);
    memory.faults().fail_reads(false);
    EXPECT_TRUE(start_call(ann, room));
}

TEST_F(Calls, WhoIsAddedIsOfferedItAfterTheRoom) {
    const auto room = room_of(ann, {bob, cat});
    talk(room, {bob});
    const auto eve = person("eve", acme);
    refresh();
    ASSERT_TRUE(run(app.add_members.run(caller(ann), room, {eve})));
    EXPECT_EQ(call_of(eve), "ann* bob* cat? eve?");
    bool knows_room = false;
    for (const auto& one : publisher.published) {
        if (!one.is_for(eve)) continue;
        if (std::holds_alternative<ports::RoomChanged>(one.event)) knows_room = true;
        EXPECT_TRUE(knows_room || !std::holds_alternative<CallChanged>(one.event));
    }
    pass(app.calls.settings().limits.offer_timeout);
    EXPECT_EQ(call_of(eve), "ann* bob* cat~ eve~");
    EXPECT_TRUE(run(app.join_call.run(client_of(ann), room, "call-one", peer_of(ann))));
}

TEST_F(Calls, WhoIsRemovedInTheMiddleIsOutAtOnce) {
    const auto room = room_of(ann, {bob, cat});
    talk(room, {bob, cat});
    ASSERT_TRUE(run(app.remove_member.run(caller(sue), room, bob)));
    EXPECT_EQ(call_of(bob), "not member");
    EXPECT_EQ(call_of(ann), "ann* cat*");
    EXPECT_EQ(signal(bob, to(bob, ann, room)).error().code, ErrorCode::not_found);
    EXPECT_EQ(signal(ann, to(ann, bob, room)).error().code, ErrorCode::not_found);
    EXPECT_EQ(join(bob, room).error().code, ErrorCode::not_found);
}

TEST_F(Calls, WhoLeavesTheRoomLeavesItsCall) {
    const auto room = room_of(ann, {bob, cat});
    talk(room, {bob, cat});
    ASSERT_TRUE(run(app.leave_room.run(caller(cat), room)));
    EXPECT_EQ(call_of(ann), "ann* bob*");
}

TEST_F(Calls, ASupervisorWhoIsNoMemberAnyMoreOnlyWatches) {
    const auto room = room_of(ann, {bob, sue});
    talk(room, {sue});
    ASSERT_TRUE(run(app.leave_room.run(caller(sue), room)));
    EXPECT_EQ(call_of(sue), "not member");
    EXPECT_EQ(join(sue, room).error().code, ErrorCode::watching_only);
    EXPECT_EQ(signal(sue, to(sue, ann, room)).error().code, ErrorCode::watching_only);
}

TEST_F(Calls, EndsWithItsRoom) {
    const auto room = room_of(ann, {bob, cat});
    talk(room, {bob});
    for (const auto id : {cat, bob, ann}) ASSERT_TRUE(run(app.leave_room.run(caller(id), room)));
    EXPECT_EQ(call_of(ann), "not member");
    EXPECT_EQ(app.calls.counters().running.load(), 0U);
    EXPECT_TRUE(notices(room).empty());
}

TEST_F(Calls, EndsWithARoomThatTheAdministratorCloses) {
    const auto room = room_of(ann, {bob, cat});
    talk(room, {bob});
    ASSERT_TRUE(run(app.close_room.run(Local{}, room)));
    EXPECT_EQ(call_of(ann), "not member");
    EXPECT_EQ(app.calls.counters().running.load(), 0U);
    EXPECT_FALSE(signal(bob, to(bob, ann, room)));
}

TEST_F(Calls, WhoIsDisabledIsOutAtOnce) {
    const auto room = room_of(ann, {bob, cat});
    talk(room, {bob});
    change_person(bob, [](domain::Person& person) { person.disabled = true; });
    EXPECT_EQ(call_of(ann), "ann* cat?");
    EXPECT_EQ(signal(bob, to(bob, ann, room)).error().code, ErrorCode::not_found);
}

TEST_F(Calls, ALostClientReturnsWithinTheGrace) {
    const auto room = room_of(ann, {bob});
    talk(room, {bob});
    disconnect(connection_of(bob));
    EXPECT_EQ(call_of(ann), "ann* bob* (bob)");
    EXPECT_EQ(signal(ann, to(ann, bob, room)).error().code, ErrorCode::unavailable);
    pass(app.calls.settings().limits.reconnect_grace - Millis{1});
    const ConnectionId anew{99};
    connect(bob, anew);
    ASSERT_TRUE(run(app.join_call.run(client_of(bob, anew), room, "call-one", peer_of(bob))));
    EXPECT_EQ(call_of(ann), "ann* bob*");
    pass(app.calls.settings().limits.reconnect_grace);
    EXPECT_EQ(call_of(ann), "ann* bob*");
    ASSERT_TRUE(signal(ann, to(ann, bob, room)));
    EXPECT_EQ(publisher.told<ports::SignalSent>(bob).back().connection, anew);
    // What belongs to the old connection is nobody's any more.
    EXPECT_EQ(signal(bob, to(bob, ann, room)).error().code, ErrorCode::not_found);
    app.calls.connection_gone(connection_of(bob), false);
    pump();
    EXPECT_EQ(call_of(ann), "ann* bob*");
}

TEST_F(Calls, ALostClientIsOutAfterTheGrace) {
    const auto room = room_of(ann, {bob});
    talk(room, {bob});
    disconnect(connection_of(bob));
    pass(app.calls.settings().limits.reconnect_grace);
    EXPECT_EQ(call_of(ann), "ann* bob-");
}

TEST_F(Calls, WhoSaysGoodByeIsOutAtOnce) {
    const auto room = room_of(ann, {bob});
    talk(room, {bob});
    disconnect(connection_of(bob), true);
    EXPECT_EQ(call_of(ann), "ann* bob-");
    disconnect(connection_of(ann), true);
    EXPECT_EQ(call_of(bob), "hung up");
}

TEST_F(Calls, AConnectionThatIsGoneBeginsAndEntersNothing) {
    const auto room = room_of(ann, {bob});
    disconnect(connection_of(bob));
    EXPECT_EQ(start_call(bob, room).error().code, ErrorCode::unavailable);
    ASSERT_TRUE(start_call(ann, room));
    EXPECT_EQ(join(bob, room).error().code, ErrorCode::unavailable);
}

TEST_F(Calls, ASnapshotHoldsTheRunningCallsOfItsReader) {
    const auto room = room_of(ann, {bob, cat});
    EXPECT_TRUE(running(bob).empty());
    talk(room, {bob});
    ASSERT_EQ(running(cat).size(), 1U);
    EXPECT_EQ(running(cat)[0].room, room);
    EXPECT_EQ(words(*running(cat)[0].view), "ann* bob* cat?");
    EXPECT_TRUE(running(sue).empty());
    EXPECT_TRUE(running(dan).empty());
}

TEST_F(Calls, AMergedCallSpansBothRooms) {
    const auto first = room_of(bob, {ann});
    const auto second = room_of(ann, {cat, sue});
    ASSERT_TRUE(start_call(bob, first, "call-bob"));
    talk(second, {cat}, "call-ann");
    const auto merged = run(app.merge_calls.run(client_of(ann), first, "call-bob", second, "call-ann"));
    EXPECT_EQ(words(**merged), "ann* bob* cat* sue?");
    EXPECT_EQ(call_of(cat), "ann* bob* cat* sue?");
    // bob shares no room with sue; he is told of the call that remains before his own one ends.
    const auto told = publisher.told<CallChanged>(bob);
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(words(*told[0].view), "ann* bob* cat*");
    EXPECT_EQ(told[0].room, first);
    const auto gone = publisher.told<CallGone>(bob);
    ASSERT_EQ(gone.size(), 1U);
    EXPECT_EQ(gone[0].reason, CallEndReason::merged);
    EXPECT_EQ(gone[0].into.value, "call-ann");
    EXPECT_EQ(gone[0].into_room, first);
    EXPECT_EQ(app.calls.counters().running.load(), 1U);

    // Each names the call by a room of his own, and bob may still use the old name.
    ASSERT_TRUE(signal(bob, to(bob, cat, first, "call-bob")));
    EXPECT_EQ(publisher.told<ports::SignalSent>(cat).back().room, second);
    ASSERT_TRUE(signal(cat, to(cat, bob, second, "call-ann")));
    EXPECT_EQ(publisher.told<ports::SignalSent>(bob).back().room, first);
    EXPECT_EQ(join(bob, second, "call-ann").error().code, ErrorCode::not_found);

    ASSERT_TRUE(run(app.leave_room.run(caller(bob), first)));
    EXPECT_EQ(call_of(cat), "ann* cat* sue?");
    ASSERT_TRUE(hang_up(ann, second, "call-ann"));
    ASSERT_TRUE(hang_up(cat, second, "call-ann"));
    EXPECT_EQ(notices(second).size(), 1U);
    EXPECT_EQ(app.calls.counters().running.load(), 0U);
    EXPECT_TRUE(start_call(ann, second, "call-bob"));
}

TEST_F(Calls, AMergedCallIsToldAnewToWhoEntersOrLeavesOneOfItsRooms) {
    const auto first = room_of(bob, {ann});
    const auto second = room_of(ann, {cat, sue});
    ASSERT_TRUE(start_call(bob, first, "call-bob"));
    talk(second, {cat}, "call-ann");
    ASSERT_TRUE(run(app.merge_calls.run(client_of(ann), first, "call-bob", second, "call-ann")));
    publisher.published.clear();
    // bob is in the call already; now he also sees whom it is offered to in the second room.
    ASSERT_TRUE(run(app.add_members.run(caller(ann), second, {bob})));
    EXPECT_EQ(call_of(bob), "ann* bob* cat* sue?");
    EXPECT_EQ(publisher.told<CallChanged>(bob).size(), 2U);
    publisher.published.clear();
    ASSERT_TRUE(run(app.leave_room.run(caller(bob), second)));
    EXPECT_EQ(words(*publisher.told<CallChanged>(bob).at(0).view), "ann* bob* cat*");
    EXPECT_EQ(publisher.told<CallGone>(bob).at(0).room, second);
    EXPECT_EQ(words(*running(bob).at(0).view), "ann* bob* cat*");
}

TEST_F(Calls, MediaAreToldToTheOthers) {
    const auto room = room_of(ann, {bob});
    talk(room, {bob});
    const domain::CallMedia media{.audio = true, .video = true, .screen = false};
    ASSERT_TRUE(run(app.set_call_media.run(client_of(bob), room, "call-one", peer_of(bob), media)));
    const auto told = publisher.told<CallChanged>(ann);
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].view->call.peers[1].media, media);
    ASSERT_TRUE(run(app.set_call_media.run(client_of(bob), room, "call-one", peer_of(bob), media)));
    EXPECT_EQ(publisher.told<CallChanged>(ann).size(), 1U);
}

class FewCalls : public Calls {
protected:
    FewCalls() : Calls(settings()) {}
    static AppSettings settings() {
        AppSettings few;
        few.calls.limits.calls_per_room = 2;
        few.calls.limits.calls_per_user = 3;
        few.calls.limits.calls_max = 4;
        few.calls.limits.peers_max = 2;
        few.calls.signals_per_second = 10;
        return few;
    }
};

TEST_F(FewCalls, OfARoomOfAPersonAndOnTheServer) {
    const auto one = room_of(ann, {bob});
    const auto two = room_of(ann, {bob, cat});
    EXPECT_TRUE(start_call(ann, one, "call-011"));
    EXPECT_TRUE(start_call(ann, one, "call-012"));
    EXPECT_EQ(start_call(ann, one, "call-013").error().code, ErrorCode::limit_reached);
    EXPECT_TRUE(start_call(ann, two, "call-021"));
    EXPECT_EQ(start_call(ann, two, "call-022").error().code, ErrorCode::limit_reached);
    EXPECT_TRUE(start_call(bob, two, "call-022"));
    const auto three = room_of(bob, {cat});
    EXPECT_EQ(start_call(bob, three, "call-031").error().code, ErrorCode::limit_reached);
    ASSERT_TRUE(hang_up(ann, one, "call-011"));
    EXPECT_TRUE(start_call(bob, three, "call-031"));
}

TEST_F(FewCalls, OfAPersonWhoJoins) {
    const auto one = room_of(ann, {bob});
    const auto two = room_of(cat, {bob});
    for (const auto* id : {"call-011", "call-012"}) {
        ASSERT_TRUE(start_call(ann, one, id));
        ASSERT_TRUE(join(bob, one, id));
    }
    for (const auto* id : {"call-021", "call-022"}) ASSERT_TRUE(start_call(cat, two, id));
    EXPECT_TRUE(join(bob, two, "call-021"));
    EXPECT_EQ(join(bob, two, "call-022").error().code, ErrorCode::limit_reached);
}

TEST_F(FewCalls, TakeNoMorePeersThanTheBound) {
    const auto room = room_of(ann, {bob, cat});
    talk(room, {bob});
    EXPECT_EQ(join(cat, room).error().code, ErrorCode::limit_reached);
    ASSERT_TRUE(hang_up(bob, room));
    EXPECT_TRUE(join(cat, room));
}

TEST_F(FewCalls, SignalsOfAPeerAreBoundedInTime) {
    const auto room = room_of(ann, {bob});
    talk(room, {bob});
    for (int i = 0; i < 40; ++i) ASSERT_TRUE(signal(ann, to(ann, bob, room))) << i;
    const auto refused = signal(ann, to(ann, bob, room));
    EXPECT_EQ(refused.error().code, ErrorCode::rate_limited);
    EXPECT_GT(refused.error().retry_after, Millis{0});
    EXPECT_TRUE(signal(bob, to(bob, ann, room)));  // The others are not concerned.
    clock.advance(Millis{101});
    EXPECT_TRUE(signal(ann, to(ann, bob, room)));
    EXPECT_FALSE(signal(ann, to(ann, bob, room)));
}

}  // namespace
}  // namespace foyer::app
