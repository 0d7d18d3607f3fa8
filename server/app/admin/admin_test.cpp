// What administrators do with all rooms, and what the audit log says of that and of supervisors.
#include <gmock/gmock.h>

#include "server/app/app_fixture.hpp"

namespace foyer::app {
namespace {

using ports::RoomChanged;
using ports::RoomLost;
using testing::ElementsAre;
using testing::IsEmpty;

class AllRooms : public testing::Test, public AppFixture {
protected:
    AllRooms() {
        refresh();
        change_person(root, [](domain::Person& person) { person.administrator = true; });
        publisher.published.clear();
    }

    RoomId room_of(ContactId by, std::vector<Party> parties, std::string name = "Plans", bool archive = false) {
        NewRoom wish;
        wish.parties = std::move(parties);
        wish.name = std::move(name);
        wish.archive = archive;
        return run(app.create_room.run(caller(by), std::move(wish))).value();
    }
    void post(ContactId by, RoomId room, std::string text) {
        ASSERT_TRUE(run(app.post_message.run(caller(by), room, std::move(text), "")));
    }
    Result<HistoryPage> history(Caller by, RoomId room, Seq before = {}) {
        return run(app.read_history.run(by, {.room = room, .before = before, .after = {}}));
    }
    Result<ExportPage> exported(Actor actor, RoomId room, Seq after = {}, std::uint32_t limit = 0) {
        return run(app.export_room.run(actor, room, after, limit));
    }
    /// "sue room.watched room 1 Plans" …, since this was asked last.
    std::vector<std::string> entered() {
        std::vector<std::string> lines;
        ports::AuditFilter all{.before = {}, .actor = {}, .action = {}, .limit = 99};
        const auto found = *run(memory.store().audit.entries(all));
        for (const auto& entry : found) {
            if (entry.id <= seen_) break;
            auto line = (entry.local ? "local" : entry.actor_name) + ' ' + std::string(domain::name_of(entry.action));
            if (entry.target.id) line += ' ' + domain::text_of(entry.target) + ' ' + entry.target.name;
            if (!entry.detail.empty()) line += ": " + entry.detail;
            lines.insert(lines.begin(), std::move(line));
        }
        all.limit = 1;
        const auto newest = *run(memory.store().audit.entries(all));
        if (!newest.empty()) seen_ = newest.front().id;
        return lines;
    }
    static ErrorCode code(const auto& result) { return result ? ErrorCode::ok : result.error().code; }
    void show_supervision(CompanyId company, bool on = true) {
        ASSERT_TRUE(run(app.modify_company.run(Local{}, company, {{}, {}, on, {}})));
        pump();
    }

    ContactId ann = person("ann", acme);
    ContactId bob = person("bob", acme);
    ContactId gus = person("gus", acme, domain::PersonKind::guest);
    ContactId dan = person("dan", borg);
    ContactId sue = person("sue", acme, domain::PersonKind::user, {acme});
    ContactId root = person("root", borg);

private:
    AuditId seen_;
};

TEST_F(AllRooms, AreListedForAdministratorsWithWhatIsInThem) {
    const auto plans = room_of(ann, {bob});
    post(ann, plans, "hi");
    post(ann, plans, "there");
    const auto alone = room_of(dan, {}, "Alone");
    ASSERT_TRUE(run(app.leave_room.run(caller(dan), alone)));
    entered();
    const auto page = run(app.list_all_rooms.run(caller(root), CompanyId{}, RoomId{}, 10));
    ASSERT_TRUE(page);
    ASSERT_EQ(page->rooms.size(), 2U);
    EXPECT_FALSE(page->more);
    EXPECT_EQ(page->rooms[0].name, "Plans");
    EXPECT_EQ(page->rooms[0].members, 2U);
    EXPECT_EQ(page->rooms[0].newest, Seq{2});
    EXPECT_EQ(page->rooms[0].last_message, clock.now());
    EXPECT_TRUE(page->rooms[1].ended);
    EXPECT_EQ(page->rooms[1].members, 0U);
    const auto first = run(app.list_all_rooms.run(Local{}, CompanyId{}, RoomId{}, 1));
    EXPECT_TRUE(first->more);
    EXPECT_EQ(run(app.list_all_rooms.run(caller(root), acme, RoomId{}, 10))->rooms.size(), 1U);
    EXPECT_EQ(run(app.list_all_rooms.run(caller(root), CompanyId{}, plans, 10))->rooms.front().id, alone);
    EXPECT_THAT(entered(), ElementsAre("root rooms.listed", "local rooms.listed")) << "once per session";
}

TEST_F(AllRooms, AreForAdministratorsAlone) {
    const auto plans = room_of(ann, {bob});
    entered();
    for (const auto who : {ann, gus, sue}) {
        EXPECT_EQ(code(run(app.list_all_rooms.run(caller(who), CompanyId{}, RoomId{}, 1))), ErrorCode::forbidden);
        EXPECT_EQ(code(run(app.close_room.run(caller(who), plans))), ErrorCode::forbidden);
        EXPECT_EQ(code(exported(caller(who), plans)), ErrorCode::forbidden);
    }
    EXPECT_FALSE(stored(plans).room.ended);
    EXPECT_EQ(code(run(app.close_room.run(Local{}, RoomId{4711}))), ErrorCode::not_found);
    EXPECT_EQ(code(exported(Local{}, RoomId{4711})), ErrorCode::not_found);
    EXPECT_THAT(entered(), IsEmpty());
}

TEST_F(AllRooms, AClosedOneIsLostToEverybodyAndEndsForGood) {
    const auto plans = room_of(ann, {bob}, "Plans", true);
    entered();
    publisher.published.clear();
    ASSERT_TRUE(run(app.close_room.run(caller(root), plans)));
    for (const auto who : {ann, bob, sue}) {
        const auto lost = publisher.told<RoomLost>(who);
        ASSERT_EQ(lost.size(), 1U);
        EXPECT_TRUE(lost[0].view->room.ended);
        EXPECT_EQ(lost[0].view->faces.size(), 2U) << "everything is still readable";
        EXPECT_TRUE(publisher.told<RoomChanged>(who).empty());
    }
    EXPECT_EQ(code(run(app.post_message.run(caller(ann), plans, "hi", ""))), ErrorCode::room_ended);
    EXPECT_EQ(code(history(caller(bob), plans)), ErrorCode::room_ended);
    EXPECT_EQ(code(history(caller(sue), plans)), ErrorCode::not_found);
    EXPECT_TRUE(stored(plans).room.ended);
    ASSERT_TRUE(run(app.close_room.run(Local{}, plans))) << "again";
    EXPECT_THAT(entered(), ElementsAre("root room.closed room 1 Plans"));
}

TEST_F(AllRooms, APairWhoseRoomWasClosedBeginsANewOne) {
    const auto first = run(app.invite_to_chat.run(caller(ann), {bob}, "")).value();
    ASSERT_TRUE(run(app.close_room.run(Local{}, first)));
    EXPECT_EQ(code(run(app.post_message.run(caller(bob), first, "hi", ""))), ErrorCode::room_ended);
    EXPECT_NE(run(app.invite_to_chat.run(caller(bob), {ann}, "")).value(), first);
}

TEST_F(AllRooms, WhatCannotBeEnteredIsNotClosedAndNotShown) {
    const auto plans = room_of(ann, {bob});
    memory.faults().fail_writes(true);
    EXPECT_EQ(code(run(app.close_room.run(caller(root), plans))), ErrorCode::store_failed);
    EXPECT_EQ(code(exported(caller(root), plans)), ErrorCode::store_failed);
    EXPECT_EQ(code(run(app.list_all_rooms.run(caller(root), CompanyId{}, RoomId{}, 1))), ErrorCode::store_failed);
    EXPECT_EQ(code(history(caller(sue), plans)), ErrorCode::store_failed);
    memory.faults().fail_writes(false);
    EXPECT_FALSE(stored(plans).room.ended);
    EXPECT_TRUE(history(caller(sue), plans));
    memory.faults().fail_reads(true);
    EXPECT_EQ(code(exported(caller(root), plans)), ErrorCode::store_failed);
    EXPECT_EQ(code(run(app.list_all_rooms.run(caller(root), CompanyId{}, RoomId{}, 1))), ErrorCode::store_failed);
}

TEST_F(AllRooms, AnExportHasAllMessagesPageByPage) {
    const auto plans = room_of(ann, {bob});
    for (const auto* text : {"one", "two", "three"}) post(ann, plans, text);
    ASSERT_TRUE(run(app.close_room.run(Local{}, plans)));
    entered();
    const auto first = exported(caller(root), plans, Seq{}, 3);
    ASSERT_TRUE(first);
    EXPECT_TRUE(first->more);
    EXPECT_EQ(first->messages.size(), 3U);
    EXPECT_EQ(first->room.name, "Plans");
    EXPECT_TRUE(first->room.ended);
    EXPECT_EQ(first->view->faces[1].name, "bob");
    const auto second = exported(caller(root), plans, Seq{3}, 3);
    ASSERT_EQ(second->messages.size(), 1U);
    EXPECT_FALSE(second->more);
    EXPECT_EQ(second->messages[0].text, "An administrator closed the room.");
    EXPECT_EQ(second->messages[0].author_name, "SYSTEM");
    EXPECT_THAT(entered(), ElementsAre("root room.exported room 1 Plans"));
    EXPECT_TRUE(exported(caller(root), plans));
    EXPECT_TRUE(exported(Caller{root, SessionId{2}}, plans, Seq{1}));
    EXPECT_THAT(entered(), ElementsAre("root room.exported room 1 Plans", "root room.exported room 1 Plans"))
        << "each first page, and nobody passes by it";
}

TEST_F(AllRooms, ASupervisorWhoWatchesIsEnteredOncePerSessionAndRoom) {
    const auto plans = room_of(ann, {bob});
    const auto own = room_of(ann, {sue}, "With sue");
    post(ann, plans, "hi");
    entered();
    for (int i = 0; i < 2; ++i) {
        EXPECT_TRUE(run(app.open_feed.run(caller(sue), {})));
        EXPECT_TRUE(history(caller(sue), plans));
        EXPECT_TRUE(history(caller(sue), plans, Seq{1}));
        EXPECT_TRUE(run(app.read_room.run(caller(sue), plans)));
        EXPECT_TRUE(history(caller(sue), own));
        EXPECT_TRUE(run(app.list_rooms.run(caller(sue), {.watched = true, .before = {}, .limit = 9})));
    }
    EXPECT_THAT(entered(), ElementsAre("sue supervision.begun", "sue room.watched room 1 Plans"));
    EXPECT_TRUE(run(app.read_room.run(Caller{sue, SessionId{2}}, plans)));
    EXPECT_THAT(entered(), ElementsAre("sue room.watched room 1 Plans"));
    EXPECT_TRUE(run(app.open_feed.run(caller(ann), {})));
    EXPECT_TRUE(history(caller(ann), plans));
    EXPECT_THAT(entered(), IsEmpty());
}

TEST_F(AllRooms, WhatASupervisorChangesIsEntered) {
    const auto plans = room_of(ann, {bob});
    entered();
    EXPECT_EQ(code(run(app.add_members.run(caller(sue), plans, {root}))), ErrorCode::not_in_roster);
    const auto eve = person("eve", acme);
    refresh();
    ASSERT_TRUE(run(app.add_members.run(caller(sue), plans, {eve})));
    domain::RoomModification open;
    open.is_public = true;
    ASSERT_TRUE(run(app.modify_room.run(caller(sue), plans, open)));
    ASSERT_TRUE(run(app.remove_member.run(caller(sue), plans, bob)));
    const auto made = room_of(sue, {ann, bob}, "Made");
    const auto taking_part = room_of(sue, {ann, sue}, "Both");
    EXPECT_NE(made, taking_part);
    EXPECT_THAT(entered(),
                ElementsAre("sue room.members_added room 1 Plans: eve",
                            "sue room.changed room 1 Plans: sue made the room public.",
                            "sue room.member_removed room 1 Plans: user 2 bob",
                            "sue room.created room 2 Made: without taking part", "sue room.created room 3 Both"));
    domain::RoomModification name;
    name.name = "Other";
    ASSERT_TRUE(run(app.modify_room.run(caller(ann), plans, name)));
    ASSERT_TRUE(run(app.add_members.run(caller(ann), plans, {bob})));
    EXPECT_THAT(entered(), IsEmpty()) << "what members do";
}

TEST_F(AllRooms, OfACompanyThatShowsItAreSeenToBeSupervised) {
    const auto plans = room_of(ann, {bob});
    const auto supervised = [&](ContactId who) {
        const auto told = publisher.told<RoomChanged>(who);
        publisher.published.clear();
        return told.empty() ? std::string("not told") : told.back().view->supervised ? "yes" : "no";
    };
    EXPECT_EQ(supervised(ann), "no");
    show_supervision(acme);
    EXPECT_EQ(supervised(bob), "yes");
    EXPECT_TRUE(run(app.read_room.run(caller(ann), plans))->view->supervised);
    EXPECT_TRUE(run(app.open_feed.run(caller(ann), {}))->rooms.front().view->supervised);
    ASSERT_TRUE(run(app.grant_permission.revoke(Local{}, sue, acme)));
    pump();
    EXPECT_EQ(supervised(ann), "no");
    ASSERT_TRUE(run(app.grant_permission.run(Local{}, dan, acme)));
    pump();
    EXPECT_EQ(supervised(ann), "yes");
    show_supervision(borg);
    EXPECT_EQ(supervised(ann), "not told") << "nothing changes for this room";
    show_supervision(acme, false);
    EXPECT_EQ(supervised(ann), "no");
}

}  // namespace
}  // namespace foyer::app
