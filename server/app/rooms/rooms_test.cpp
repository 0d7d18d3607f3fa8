// The use cases of rooms, one behaviour each, on memory stores.
#include <gtest/gtest.h>

#include "server/app/app_fixture.hpp"

namespace foyer::app {
namespace {

using domain::MemberState;
using ports::MessagesPosted;
using ports::RoomChanged;
using ports::RoomLost;
using ports::SeenMoved;

class Rooms : public testing::Test, public AppFixture {
protected:
    explicit Rooms(AppSettings settings = {}) : AppFixture(settings) { refresh(); }

    ContactId ann = person("ann", acme);
    ContactId bob = person("bob", acme);
    ContactId cat = person("cat", acme);
    ContactId dan = person("dan", borg);
    ContactId sue = person("sue", acme, domain::PersonKind::user, {acme});

    RoomId chat(ContactId by, ContactId with, std::string key = "") {
        return run(app.invite_to_chat.run(caller(by), {with}, std::move(key))).value();
    }
    /// A multi room of ann, bob and cat, all joined.
    RoomId three() {
        const auto room = run(app.invite_to_chat.run(caller(ann), {bob, cat}, "")).value();
        EXPECT_TRUE(run(app.take_up_room.run(caller(bob), room)));
        EXPECT_TRUE(run(app.take_up_room.run(caller(cat), room)));
        publisher.published.clear();
        return room;
    }
    Result<Seq> post(ContactId by, RoomId room, std::string text, std::string key = "") {
        return run(app.post_message.run(caller(by), room, std::move(text), std::move(key)));
    }
    std::vector<Seq> history(ContactId by, RoomId room) {
        const auto page = run(app.read_history.run(caller(by), {.room = room, .before = {}, .after = {}}));
        std::vector<Seq> seqs;
        for (const auto& message : page.value().messages) seqs.push_back(message.seq);
        return seqs;
    }
    static MemberState state_of(const RoomChanged& event, ContactId member) {
        return event.view->room.find(member)->state;
    }
};

TEST_F(Rooms, OpeningAChatTellsBothAndTheSupervisor) {
    const auto room = chat(ann, bob);
    for (const auto person : {ann, bob, sue}) {
        const auto told = publisher.told<RoomChanged>(person);
        ASSERT_EQ(told.size(), 1U);
        EXPECT_EQ(told[0].view->room.id, room);
        EXPECT_EQ(told[0].view->faces[0].name, "ann");
        EXPECT_EQ(told[0].view->faces[0].company_name, "Acme");
        EXPECT_EQ(state_of(told[0], bob), MemberState::invited);
    }
    EXPECT_TRUE(publisher.told<RoomChanged>(cat).empty());
}

TEST_F(Rooms, AskingAgainGivesTheSameRoomAndTellsNobody) {
    const auto room = chat(ann, bob);
    EXPECT_TRUE(run(app.take_up_room.run(caller(bob), room)));
    publisher.published.clear();
    EXPECT_EQ(chat(ann, bob, "key"), room);
    EXPECT_EQ(chat(bob, ann), room);
    EXPECT_TRUE(publisher.published.empty());
}

TEST_F(Rooms, AskingAgainBringsBackWhoeverLeft) {
    const auto room = chat(ann, bob);
    ASSERT_TRUE(run(app.leave_room.run(caller(ann), room)));
    publisher.published.clear();
    EXPECT_EQ(chat(ann, bob), room);
    ASSERT_EQ(publisher.told<RoomChanged>(ann).size(), 1U);
    EXPECT_EQ(state_of(publisher.told<RoomChanged>(ann)[0], ann), MemberState::joined);
}

TEST_F(Rooms, ARepeatedRequestGivesTheSameRoomAndTellsItAgainWhileItIsNew) {
    memory.faults().lose_next_answer();
    EXPECT_EQ(run(app.invite_to_chat.run(caller(ann), {bob, cat}, "k")).error().code, ErrorCode::store_failed);
    EXPECT_TRUE(publisher.published.empty());
    const auto room = run(app.invite_to_chat.run(caller(ann), {bob, cat}, "k")).value();
    EXPECT_EQ(publisher.told<RoomChanged>(cat).size(), 1U);
    EXPECT_EQ(run(app.invite_to_chat.run(caller(ann), {bob, cat}, "k")).value(), room);
    EXPECT_NE(run(app.invite_to_chat.run(caller(ann), {bob, cat}, "other")).value(), room);
}

TEST_F(Rooms, CreatingMakesAMultiRoomUnlessItIsJustAPair) {
    const auto create = [&](ContactId by, std::vector<Party> parties, std::string name) {
        NewRoom request;
        request.parties = std::move(parties);
        request.name = std::move(name);
        return stored(run(app.create_room.run(caller(by), std::move(request))).value()).room;
    };
    EXPECT_FALSE(create(ann, {bob}, "").multi);
    EXPECT_TRUE(create(ann, {bob}, "Named").multi);
    EXPECT_TRUE(create(ann, {}, "Mine").multi);
    EXPECT_TRUE(create(sue, {bob}, "").multi);
    EXPECT_FALSE(create(sue, {bob}, "").has_member(sue));
    EXPECT_TRUE(create(sue, {bob, sue}, "").has_member(sue));
}

TEST_F(Rooms, StrangersAndNobodyAnswerAlike) {
    const auto stranger = run(app.invite_to_chat.run(caller(ann), {dan}, ""));
    const auto nobody = run(app.invite_to_chat.run(caller(ann), {ContactId{4711}}, ""));
    EXPECT_EQ(stranger.error().code, ErrorCode::not_in_roster);
    EXPECT_EQ(stranger.error(), nobody.error());
    const auto room = three();
    EXPECT_EQ(run(app.add_members.run(caller(ann), room, {dan})).error(),
              run(app.add_members.run(caller(ann), room, {ContactId{4711}})).error());
    EXPECT_EQ(post(dan, room, "hi").error(), post(dan, RoomId{4711}, "hi").error());
}

TEST_F(Rooms, APostReachesEverybodyAfterItIsStored) {
    const auto room = three();
    memory.faults().hold();
    const auto posting = start(app.post_message.run(caller(ann), room, "hi", ""));
    pump();
    EXPECT_FALSE(posting->has_value());
    EXPECT_TRUE(publisher.published.empty());
    memory.faults().release();
    pump();
    EXPECT_EQ(**posting, Seq{1});
    for (const auto person : {ann, bob, cat, sue}) {
        const auto told = publisher.told<MessagesPosted>(person);
        ASSERT_EQ(told.size(), 1U);
        EXPECT_EQ(told[0].messages, messages(room));
    }
}

TEST_F(Rooms, PostsAreUnderWayTogetherAndKeepTheirOrder) {
    const auto room = three();
    memory.faults().hold();
    std::vector<Pending<Result<Seq>>> posting;
    for (int i = 1; i <= 5; ++i)
        posting.push_back(start(app.post_message.run(caller(ann), room, std::to_string(i), "")));
    pump();
    EXPECT_EQ(memory.faults().held(), 5U);
    memory.faults().release();
    pump();
    for (std::uint32_t i = 1; i <= 5; ++i) {
        EXPECT_EQ(**posting[i - 1], Seq{i});
        EXPECT_EQ(publisher.told<MessagesPosted>(bob)[i - 1].messages[0].text, std::to_string(i));
    }
}

TEST_F(Rooms, PostsKeepTheirOrderWhileTheRoomIsLoadedAndTheAuthorJoins) {
    domain::Room room;
    room.multi = true;
    room.owner = bob;
    room.company = acme;
    room.members = {{ann, MemberState::invited, Seq{1}, bob}, {bob, MemberState::joined, Seq{1}, {}}};
    const auto id = given_room(std::move(room));
    std::vector<Pending<Result<Seq>>> posting;
    for (int i = 1; i <= 4; ++i) posting.push_back(start(app.post_message.run(caller(ann), id, std::to_string(i), "")));
    pump();
    for (std::uint32_t i = 1; i <= 4; ++i) EXPECT_EQ(**posting[i - 1], Seq{i});
    EXPECT_EQ(state_of(publisher.told<RoomChanged>(bob).back(), ann), MemberState::joined);
    EXPECT_TRUE(std::holds_alternative<RoomChanged>(publisher.published[1].event))
        << "before the message that needs it";
}

TEST_F(Rooms, ThoseAddedWhilePostsAreUnderWayReadFromAfterThem) {
    const auto room = three();
    const auto eve = person("eve", acme);
    refresh();
    publisher.published.clear();
    memory.faults().hold();
    const auto first = start(app.post_message.run(caller(ann), room, "before", ""));
    pump();
    const auto adding = start(app.add_members.run(caller(bob), room, {eve}));
    pump();
    memory.faults().release();
    pump();
    ASSERT_TRUE(**adding);
    EXPECT_EQ(stored(room).room.find(eve)->first_seq, Seq{2});
    EXPECT_TRUE(publisher.told<MessagesPosted>(eve).empty());
    ASSERT_TRUE(post(ann, room, "after"));
    EXPECT_EQ(history(eve, room), (std::vector{Seq{2}}));
    EXPECT_EQ(publisher.told<MessagesPosted>(eve).size(), 1U);
}

TEST_F(Rooms, SentTwiceIsStoredAndToldOnce) {
    const auto room = three();
    EXPECT_EQ(post(ann, room, "once", "k"), Seq{1});
    EXPECT_EQ(post(ann, room, "once", "k"), Seq{1});
    EXPECT_EQ(post(bob, room, "mine", "k"), Seq{2});
    EXPECT_EQ(publisher.told<MessagesPosted>(cat).size(), 2U);
    EXPECT_EQ(post(ann, room, "x", std::string(65, 'k')).error().code, ErrorCode::bad_request);
}

TEST_F(Rooms, AFailedStoreTellsNobodyAndHarmsNothing) {
    const auto room = three();
    memory.faults().fail_next_write();
    EXPECT_EQ(post(ann, room, "lost").error().code, ErrorCode::store_failed);
    memory.faults().fail_next_write();
    EXPECT_EQ(run(app.leave_room.run(caller(bob), room)).error().code, ErrorCode::store_failed);
    EXPECT_TRUE(publisher.published.empty());
    EXPECT_EQ(post(bob, room, "here"), Seq{1});
    EXPECT_EQ(publisher.told<MessagesPosted>(ann).size(), 1U);
}

TEST_F(Rooms, WhatWasStoredWithoutAnAnswerIsToldBeforeWhatFollows) {
    const auto room = three();
    memory.faults().lose_next_answer();
    EXPECT_EQ(post(ann, room, "one", "k").error().code, ErrorCode::store_failed);
    EXPECT_EQ(publisher.told<MessagesPosted>(bob).size(), 1U);
    EXPECT_EQ(post(ann, room, "one", "k"), Seq{1});
    EXPECT_EQ(post(bob, room, "two"), Seq{2});
    EXPECT_EQ(publisher.told<MessagesPosted>(bob).size(), 2U);
    memory.faults().lose_next_answer();
    EXPECT_FALSE(run(app.leave_room.run(caller(cat), room)));
    EXPECT_EQ(publisher.told<RoomLost>(cat).size(), 1U);
}

TEST_F(Rooms, WhatAnotherProcessStoredIsFound) {
    const auto room = three();
    ASSERT_TRUE(post(ann, room, "one"));
    auto next = stored(room).room;
    next.name = "Elsewhere";
    ports::RoomWrite write{.room = room, .expected_version = next.version, .next = next, .messages = {}};
    write.messages.push_back({.author = bob, .author_name = "bob", .text = "two", .time = {}, .idempotency_key = {}});
    ASSERT_TRUE(run(memory.store().rooms.commit(write)));
    publisher.published.clear();

    EXPECT_EQ(post(ann, room, "three"), Seq{3});
    std::vector<std::string> texts;
    for (const auto& event : publisher.told<MessagesPosted>(cat)) {
        for (const auto& message : event.messages) texts.push_back(message.text);
    }
    EXPECT_EQ(texts, (std::vector<std::string>{"two", "three"}));
    ASSERT_EQ(publisher.told<RoomChanged>(cat).size(), 1U);
    EXPECT_EQ(publisher.told<RoomChanged>(cat)[0].view->room.name, "Elsewhere");
}

TEST_F(Rooms, WhoLeavesLosesTheRoomOnce) {
    const auto room = three();
    ASSERT_TRUE(run(app.leave_room.run(caller(bob), room)));
    const auto lost = publisher.told<RoomLost>(bob);
    ASSERT_EQ(lost.size(), 1U);
    EXPECT_EQ(lost[0].view->room.find(bob)->state, MemberState::left) << "he is still in its last form";
    EXPECT_TRUE(publisher.told<RoomChanged>(bob).empty());
    EXPECT_EQ(publisher.told<RoomChanged>(ann)[0].view->room.find(bob), nullptr);
    EXPECT_EQ(post(bob, room, "hi").error().code, ErrorCode::not_found);
    EXPECT_EQ(run(app.leave_room.run(caller(bob), room)).error().code, ErrorCode::not_found);
}

TEST_F(Rooms, ARemovedMemberDoesNotReadTheNotice) {
    const auto room = three();
    ASSERT_TRUE(run(app.remove_member.run(caller(sue), room, bob)));
    EXPECT_EQ(publisher.told<RoomLost>(bob).size(), 1U);
    EXPECT_TRUE(publisher.told<MessagesPosted>(bob).empty());
    ASSERT_EQ(publisher.told<MessagesPosted>(ann).size(), 1U);
    EXPECT_EQ(publisher.told<MessagesPosted>(ann)[0].messages[0].author_name, "SYSTEM");
}

TEST_F(Rooms, ARoomEndsForEverybodyWhoSawIt) {
    const auto room = chat(ann, bob);
    ASSERT_TRUE(run(app.leave_room.run(caller(ann), room)));
    publisher.published.clear();
    ASSERT_TRUE(run(app.leave_room.run(caller(bob), room)));
    EXPECT_EQ(publisher.told<RoomLost>(bob).size(), 1U);
    EXPECT_EQ(publisher.told<RoomLost>(sue).size(), 1U);
    EXPECT_TRUE(publisher.told<RoomLost>(ann).empty()) << "he had lost it before";
    EXPECT_TRUE(publisher.told<RoomChanged>(sue).empty());
    EXPECT_NE(chat(ann, bob), room);
}

TEST_F(Rooms, APostBringsBackTheAbsentPartyAsLongAsTheyAreContacts) {
    const auto room = chat(ann, bob);
    ASSERT_TRUE(run(app.leave_room.run(caller(bob), room)));
    publisher.published.clear();
    ASSERT_TRUE(post(ann, room, "come back"));
    EXPECT_EQ(publisher.told<RoomChanged>(bob).size(), 1U);
    EXPECT_EQ(publisher.told<MessagesPosted>(bob).size(), 1U);

    ASSERT_TRUE(run(app.leave_room.run(caller(bob), room)));
    ASSERT_TRUE(run(app.end_contact.run(caller(bob), ann)));
    EXPECT_EQ(post(ann, room, "again").error().code, ErrorCode::not_in_roster);
}

TEST_F(Rooms, SeenMovesForwardOnlyAndTellsOwnConnectionsOnly) {
    const auto room = three();
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(post(ann, room, "hi"));
    const auto see = [&](std::uint32_t seq) { return run(app.set_seen.run(caller(bob), room, Seq{seq})); };
    EXPECT_EQ(see(0), Seq{0});
    EXPECT_EQ(see(2), Seq{2});
    EXPECT_EQ(see(1), Seq{2});
    EXPECT_EQ(see(99), Seq{3});
    ASSERT_EQ(publisher.told<SeenMoved>(bob).size(), 2U);
    EXPECT_EQ(publisher.told<SeenMoved>(bob)[1].seq, Seq{3});
    EXPECT_TRUE(publisher.told<SeenMoved>(ann).empty());
}

TEST_F(Rooms, HistoryPagesBothWaysAboveTheBoundary) {
    const auto room = three();
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(post(ann, room, "hi"));
    const auto page = [&](std::uint32_t before, std::uint32_t after, std::uint32_t limit) {
        return run(app.read_history.run(caller(bob),
                                        {.room = room, .before = Seq{before}, .after = Seq{after}, .limit = limit}));
    };
    EXPECT_EQ(page(0, 0, 2)->messages.front().seq, Seq{4});
    EXPECT_TRUE(page(0, 0, 2)->more);
    EXPECT_EQ(page(0, 0, 2)->newest, Seq{5});
    EXPECT_EQ(page(3, 0, 0)->messages.back().seq, Seq{2});
    EXPECT_FALSE(page(3, 0, 0)->more);
    EXPECT_EQ(page(0, 3, 0)->messages.front().seq, Seq{4});
    EXPECT_EQ(page(3, 3, 0).error().code, ErrorCode::bad_request);
}

TEST_F(Rooms, PublicRoomsAreListedToTheirCompany) {
    NewRoom lounge;
    lounge.name = "Lounge";
    lounge.is_public = true;
    const auto room = run(app.create_room.run(caller(ann), lounge)).value();
    ASSERT_EQ(run(app.list_public_rooms.run(caller(bob), {}))->rooms.size(), 1U);
    EXPECT_EQ(run(app.list_public_rooms.run(caller(bob), {}))->rooms[0].member_count, 1U);
    EXPECT_TRUE(run(app.list_public_rooms.run(caller(dan), {}))->rooms.empty());
    EXPECT_TRUE(run(app.join_room.run(caller(bob), room)));
    EXPECT_TRUE(run(app.join_room.run(caller(bob), room)));
    EXPECT_EQ(run(app.list_public_rooms.run(caller(bob), {}))->rooms[0].member_count, 2U);
}

TEST_F(Rooms, WhoGainsOrLosesApiChatGainsOrLosesTheRooms) {
    const auto live = three();
    domain::Room asleep;
    asleep.multi = true;
    asleep.owner = ann;
    asleep.members = {{ann, MemberState::joined, Seq{1}, {}}};
    const auto cold = given_room(std::move(asleep));
    const auto rooms_in = [](const auto& events) {
        std::set<RoomId> ids;
        for (const auto& event : events) ids.insert(event.view->room.id);
        return ids;
    };
    change_person(dan, [&](domain::Person& p) { p.supervises = {acme}; });
    EXPECT_EQ(rooms_in(publisher.told<RoomChanged>(dan)), (std::set{live, cold}));
    EXPECT_TRUE(publisher.told<RoomChanged>(bob).empty()) << "nothing has changed for the others";

    publisher.published.clear();
    change_person(dan, [&](domain::Person& p) { p.supervises.clear(); });
    EXPECT_EQ(rooms_in(publisher.told<RoomLost>(dan)), (std::set{live, cold}));
    EXPECT_EQ(run(app.read_history.run(caller(dan), {.room = live, .before = {}, .after = {}})).error().code,
              ErrorCode::not_found);
}

TEST_F(Rooms, WhatAConnectedSupervisorSeesFromNowOnIsEntered) {
    three();
    const auto begun = [&] {
        ports::AuditFilter filter{
            .before = {}, .actor = dan, .action = domain::AuditAction::supervision_begun, .limit = 9};
        return run(memory.store().audit.entries(filter))->size();
    };
    const auto supervise = [&](std::vector<CompanyId> companies) {
        change_person(dan, [&](domain::Person& p) { p.supervises = std::move(companies); });
    };
    supervise({acme});
    EXPECT_EQ(begun(), 0U) << "he is not connected";
    supervise({});
    app.presence.connect(ConnectionId{1}, dan, {"web", ports::Show::online, {}});
    supervise({acme});
    EXPECT_EQ(begun(), 1U);
    supervise({});
    EXPECT_EQ(begun(), 1U) << "an end is no look";
}

TEST_F(Rooms, WhoIsDisabledIsOutAtOnce) {
    const auto room = three();
    change_person(bob, [](domain::Person& p) { p.disabled = true; });
    publisher.published.clear();
    ASSERT_TRUE(post(ann, room, "secret"));
    EXPECT_TRUE(publisher.told<MessagesPosted>(bob).empty());
    EXPECT_EQ(post(bob, room, "hi").error().code, ErrorCode::not_found);
}

TEST_F(Rooms, ANewNameIsShown) {
    const auto room = three();
    change_person(bob, [](domain::Person& p) { p.name = "Robert"; });
    ASSERT_EQ(publisher.told<RoomChanged>(ann).size(), 1U);
    EXPECT_EQ(publisher.told<RoomChanged>(ann)[0].view->faces[1].name, "Robert");
    ASSERT_TRUE(post(bob, room, "hi"));
    EXPECT_EQ(messages(room)[0].author_name, "Robert");
}

struct FewRooms : Rooms {
    FewRooms()
        : Rooms([] {
              AppSettings settings;
              settings.rooms.live_max = 4;
              return settings;
          }()) {}
};

TEST_F(FewRooms, TheLeastUsedMakeWayAndComeBack) {
    std::vector<RoomId> rooms;
    for (int i = 0; i < 20; ++i) rooms.push_back(run(app.invite_to_chat.run(caller(ann), {bob, cat}, "")).value());
    for (const auto room : rooms) {
        EXPECT_LE(app.rooms.live_beside(room), 2U);
        EXPECT_TRUE(post(bob, room, "hi"));
    }
    for (const auto room : rooms) EXPECT_EQ(post(cat, room, "hi"), Seq{2});
    EXPECT_LE(app.rooms.live(), 4U);
}

TEST_F(FewRooms, RoomsThatDoNotExistTakeNoPlace) {
    const auto room = three();
    for (std::uint32_t id = 1000; id < 1100; ++id) EXPECT_FALSE(post(ann, RoomId{id}, "hi"));
    EXPECT_LE(app.rooms.live_beside(room), 1U);
    EXPECT_EQ(app.rooms.live(), 1U);
}

}  // namespace
}  // namespace foyer::app
