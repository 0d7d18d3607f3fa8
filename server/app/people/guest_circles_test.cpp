#include "server/app/people/guest_circles.hpp"

#include "server/app/people/people_fixture.hpp"

namespace foyer::app {
namespace {

using ports::Show;

class GuestCirclesTest : public PeopleTest {
protected:
    CompanyId acme = company("Acme");
    ContactId ann = user("ann", acme);
    ContactId bob = user("bob", acme);
    ContactId cat = user("cat", acme);
    ContactId gus = guest("gus", acme);

    RoomId room_of(const std::vector<ContactId>& members) {
        domain::Room room;
        room.multi = true;
        room.owner = members.front();
        room.company = acme;
        for (const auto id : members) room.insert({id, domain::MemberState::joined, Seq{1}, {}});
        return run(store.store().rooms.create(room, ""))->stored.room.id;
    }
    /// The guest's connection opens its feed.
    FeedSnapshot enter(ContactId who) {
        online(who);
        auto snapshot = run(app.open_feed.run(caller(who), {}));
        EXPECT_TRUE(snapshot);
        transcript.clear();
        return std::move(*snapshot);
    }
    void add(RoomId room, ContactId who) { EXPECT_TRUE(run(app.add_members.run(caller(ann), room, {who}))); }
    void leave(RoomId room, ContactId who) { EXPECT_TRUE(run(app.leave_room.run(caller(who), room))); }
    static std::string names_in(const FeedSnapshot& snapshot) {
        std::string all;
        for (const auto& view : snapshot.contacts) all += view.person.name + ':' + view.person.uname + ' ';
        return all;
    }
    std::string present_in(const FeedSnapshot& snapshot) {
        std::string all;
        for (const auto& presence : snapshot.presence)
            all += app.directory.current()->find(presence.person)->name + ' ';
        return all;
    }
};

TEST_F(GuestCirclesTest, AGuestFindsTheMembersOfHisRoomsByNameAloneAndNobodyElse) {
    room_of({ann, gus});
    online(ann);
    online(bob);
    const auto snapshot = enter(gus);
    EXPECT_EQ(names_in(snapshot), "ann: gus:gus ");
    EXPECT_EQ(present_in(snapshot), "ann gus ");
    EXPECT_EQ(snapshot.contacts.front().company_name, "Acme");
}

TEST_F(GuestCirclesTest, AGuestWithoutRoomsSeesHimselfAlone) {
    online(ann);
    const auto snapshot = enter(gus);
    EXPECT_EQ(names_in(snapshot), "gus:gus ");
    EXPECT_EQ(present_in(snapshot), "gus ");
}

TEST_F(GuestCirclesTest, HeIsToldHowTheMembersOfHisRoomsComeAndGo) {
    room_of({ann, gus});
    const auto anns = online(ann);
    const auto bobs = online(bob);
    enter(gus);
    app.presence.set(anns, Show::away, "lunch");
    app.presence.set(bobs, Show::away, {});
    pass(Millis{400});
    EXPECT_EQ(told(gus), Lines{"ann web:away(lunch)"});
    app.presence.disconnect(anns, true);
    pass(Millis{400});
    EXPECT_EQ(told(gus), Lines{"ann offline"});
}

TEST_F(GuestCirclesTest, GuestsOfOneRoomSeeEachOther) {
    const auto gil = guest("gil", acme);
    const auto out = guest("out", acme);
    room_of({ann, gus, gil});
    enter(gus);
    enter(out);
    EXPECT_EQ(names_in(enter(gil)), "ann: gus: gil:gil ");
    app.presence.connect(ConnectionId{70}, gil, {"phone", Show::online, {}});
    pass(Millis{400});
    EXPECT_EQ(told(gus), Lines{"gil phone:online web:online"});
    EXPECT_TRUE(told(out).empty());
}

TEST_F(GuestCirclesTest, WhoIsAddedAppearsAndWhoLeavesVanishes) {
    const auto room = room_of({ann, gus});
    online(ann);
    online(bob);
    enter(gus);
    add(room, bob);
    EXPECT_EQ(told(gus), (Lines{"face bob", "bob web:online"}));
    add(room, cat);
    EXPECT_EQ(told(gus), Lines{"face cat"}) << "who is offline has no presence to tell";
    leave(room, bob);
    EXPECT_EQ(told(gus), Lines{"lost bob"});
    transcript.clear();
    app.presence.connect(ConnectionId{70}, bob, {"phone", Show::online, {}});
    pass(Millis{400});
    EXPECT_TRUE(told(gus).empty());
}

TEST_F(GuestCirclesTest, WhoStaysInAnotherRoomStaysInSight) {
    const auto room = room_of({ann, bob, gus});
    room_of({bob, gus});
    enter(gus);
    leave(room, bob);
    EXPECT_TRUE(told(gus).empty());
    EXPECT_TRUE(app.guest_circles.has(gus, bob));
}

TEST_F(GuestCirclesTest, AGuestWhoComesIntoARoomSeesItAndWhoLeavesItSeesNobody) {
    const auto room = room_of({ann, bob});
    online(ann);
    enter(gus);
    add(room, gus);
    EXPECT_EQ(told(gus), (Lines{"face ann", "face bob", "ann web:online"}));
    leave(room, gus);
    EXPECT_EQ(told(gus), (Lines{"lost ann", "lost bob"}));
    EXPECT_TRUE(app.guest_circles.circle_of(gus).empty());
    EXPECT_TRUE(app.guest_circles.guests_around(ann).empty());
}

TEST_F(GuestCirclesTest, ANewNameIsShownAndADisabledMemberVanishes) {
    room_of({ann, bob, gus});
    enter(gus);
    ASSERT_TRUE(run(app.rename_user.run(Local{}, bob, "Robert")));
    EXPECT_EQ(told(gus), Lines{"face Robert"});
    ASSERT_TRUE(run(app.rename_user.run(Local{}, cat, "Catherine")));
    EXPECT_TRUE(told(gus).empty());
    ASSERT_TRUE(run(app.disable_user.run(Local{}, bob)));
    EXPECT_EQ(told(gus), Lines{"lost bob"});
}

TEST_F(GuestCirclesTest, AFailingStoreOpensNoFeed) {
    online(gus);
    store.faults().fail_reads(true);
    EXPECT_EQ(code(run(app.guest_circles.follow(gus))), ErrorCode::store_failed);
}

TEST_F(GuestCirclesTest, OlderNewsOfARoomChangeNothing) {
    const auto id = room_of({ann, gus});
    enter(gus);
    auto room = run(store.store().rooms.load(id))->room;
    auto without_him = room;
    std::erase_if(without_him.members, [&](const domain::Member& member) { return member.id == gus; });
    ++without_him.version;
    EXPECT_EQ(app.guest_circles.room_changed(without_him).size(), 1U);
    EXPECT_TRUE(app.guest_circles.room_changed(room).empty());
    EXPECT_TRUE(run(app.guest_circles.follow(gus))) << "what a slow store still says counts neither";
    EXPECT_TRUE(app.guest_circles.circle_of(gus).empty());
}

TEST_F(GuestCirclesTest, WhoHasGoneIsForgottenByAndBy) {
    bool here = true;
    GuestCircles circles(store.store().rooms, [&](ContactId) { return here; }, 100);
    room_of({ann, gus});
    EXPECT_TRUE(run(circles.follow(gus)));
    EXPECT_EQ(circles.guests_around(ann), std::vector{gus});
    for (std::uint32_t id = 100; id < 115; ++id) EXPECT_TRUE(run(circles.follow(ContactId{id})));
    EXPECT_EQ(circles.followed(), 16U);
    here = false;
    EXPECT_TRUE(run(circles.follow(ContactId{115})));
    EXPECT_EQ(circles.followed(), 1U);
    EXPECT_TRUE(circles.guests_around(ann).empty());
}

}  // namespace
}  // namespace foyer::app
