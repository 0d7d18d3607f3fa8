// What a company lets its guests do, as it changes while they are there. Who may do what: rooms/rights_table_test.cpp.
#include <gtest/gtest.h>

#include "server/app/calls/calls_fixture.hpp"

namespace foyer::app {
namespace {

using domain::Abilities;
using domain::FileState;
using domain::ReceiverState;
using ports::WelcomeOutdated;

class GuestRights : public testing::Test, public CallsFixture {
protected:
    GuestRights() {
        refresh();
        for (const auto id : {gus, geo}) connect(id, connection_of(id));
        room = room_of(ann, {bob, gus});
    }

    Result<void> let_guests(Abilities may) {
        CompanyModification wish;
        wish.guests_may_chat = may.chat;
        wish.guests_may_share_files = may.share_files;
        wish.guests_may_call = may.call;
        auto modified = run(app.modify_company.run(Local{}, acme, std::move(wish)));
        pump();
        return modified;
    }
    [[nodiscard]] std::size_t called_back(ContactId person) const {
        return publisher.told<WelcomeOutdated>(person).size();
    }
    [[nodiscard]] const domain::Company& company() const { return *app.directory.current()->company(acme); }
    FileId offered(ContactId by) {
        domain::FileOffer wish{.name = "plan.pdf", .size = 3, .type = ""};
        return run(app.offer_file.run(caller(by), room, std::move(wish), "")).value()->file.id;
    }
    ErrorCode fetch(ContactId by, FileId file) {
        const auto chunk = run(app.fetch_chunk.run(caller(by), file, 0, Millis{0}, true));
        return chunk ? ErrorCode::ok : chunk.error().code;
    }
    ErrorCode post(ContactId by) {
        const auto posted = run(app.post_message.run(caller(by), room, "hi", ""));
        return posted ? ErrorCode::ok : posted.error().code;
    }
    domain::FileTransfer stored_file(FileId file) { return *run(memory.store().files.load(file)); }
    FeedSnapshot feed_of(ContactId person) {
        FeedRequest request;
        return run(app.open_feed.run(caller(person), std::move(request))).value();
    }

    ContactId gus = person("gus", acme, domain::PersonKind::guest);
    ContactId geo = person("geo", borg, domain::PersonKind::guest);
    RoomId room;
};

TEST_F(GuestRights, AreAllAtFirstAndAreChangedOneByOne) {
    EXPECT_EQ(company().guests_may, Abilities{});
    CompanyModification wish;
    wish.guests_may_share_files = false;
    EXPECT_TRUE(run(app.modify_company.run(Local{}, acme, wish)));
    EXPECT_EQ(company().guests_may, (Abilities{.share_files = false}));
    EXPECT_TRUE(company().auto_roster);
    wish = {};
    wish.guests_may_chat = false;
    EXPECT_TRUE(run(app.modify_company.run(Local{}, acme, wish)));
    EXPECT_EQ(company().guests_may, (Abilities{.chat = false, .share_files = false}));
}

TEST_F(GuestRights, WhoMayCallNoMoreIsOutOfTheCallAndTheOthersGoOn) {
    talk(room, {bob, gus});
    ASSERT_TRUE(let_guests({.call = false}));
    EXPECT_EQ(call_of(gus), "not member");
    EXPECT_EQ(call_of(ann), "ann* bob*");
    EXPECT_EQ(signal(ann, to(ann, gus, room)).error().code, ErrorCode::not_found);
    EXPECT_TRUE(signal(ann, to(ann, bob, room)));
    EXPECT_TRUE(running(gus).empty());
    publisher.published.clear();
    ASSERT_TRUE(let_guests({}));
    EXPECT_EQ(call_of(gus), "ann* bob* gus?");
}

TEST_F(GuestRights, WhoMayNotCallIsNotAsked) {
    ASSERT_TRUE(let_guests({.call = false}));
    EXPECT_EQ(words(*start_call(ann, room).value()), "ann* bob?");
    EXPECT_EQ(call_of(gus), "");
    ASSERT_TRUE(join(bob, room));
    EXPECT_EQ(call_of(gus), "");
}

TEST_F(GuestRights, WhoMayNotHaveFilesAnyMoreMovesNone) {
    const auto to_him = offered(ann);
    const auto from_him = offered(gus);
    ASSERT_TRUE(run(app.accept_file.run(caller(gus), to_him)));
    EXPECT_EQ(feed_of(gus).files.size(), 2U);
    ASSERT_TRUE(let_guests({.share_files = false}));
    EXPECT_EQ(fetch(gus, to_him), ErrorCode::forbidden);
    EXPECT_EQ(stored_file(to_him).find(gus)->state, ReceiverState::cancelled);
    EXPECT_EQ(stored_file(to_him).find(bob)->state, ReceiverState::pending);
    EXPECT_EQ(stored_file(from_him).state, FileState::withdrawn);
    EXPECT_TRUE(feed_of(gus).files.empty());
    EXPECT_TRUE(run(app.list_files.run(caller(gus), FileId{}, 10))->files.empty());
    EXPECT_FALSE(stored_file(offered(ann)).find(gus));
}

TEST_F(GuestRights, AFileThatIsNotEndedYetIsNotShownToHim) {
    const auto file = offered(ann);
    auto next = company();
    next.guests_may.share_files = false;
    ASSERT_TRUE(run(memory.store().accounts.update_company(next)));
    memory.faults().fail_writes(true);
    refresh();
    EXPECT_EQ(stored_file(file).find(gus)->state, ReceiverState::pending);
    EXPECT_TRUE(feed_of(gus).files.empty());
    EXPECT_EQ(feed_of(bob).files.size(), 1U);
}

TEST_F(GuestRights, HisClientsComeBackToLearnOfIt) {
    ASSERT_TRUE(let_guests({.chat = false}));
    EXPECT_EQ(called_back(gus), 1U);
    EXPECT_EQ(called_back(geo), 0U) << "a guest of another company";
    EXPECT_EQ(called_back(ann), 0U);
    EXPECT_EQ(feed_of(gus).may, (Abilities{.chat = false}));
    EXPECT_EQ(feed_of(geo).may, Abilities{});
    EXPECT_EQ(feed_of(ann).may, Abilities{});
    ASSERT_TRUE(let_guests({.chat = false}));
    EXPECT_EQ(called_back(gus), 1U) << "nothing has changed";
    ASSERT_TRUE(let_guests({}));
    EXPECT_EQ(called_back(gus), 2U);
}

TEST_F(GuestRights, OtherChangesOfTheCompanyLeaveThemThere) {
    ASSERT_TRUE(run(app.modify_company.run(Local{}, acme, {"Acme & Co", false, true, "de"})));
    pump();
    EXPECT_EQ(called_back(gus), 0U);
}

TEST_F(GuestRights, TheEndOfACallIsToldBeforeHeIsCalledBack) {
    talk(room, {bob, gus});
    ASSERT_TRUE(let_guests({.call = false}));
    std::string order;
    for (const auto& one : publisher.published) {
        if (!one.is_for(gus)) continue;
        if (std::holds_alternative<ports::CallGone>(one.event)) order += "gone ";
        if (std::holds_alternative<WelcomeOutdated>(one.event)) order += "back ";
    }
    EXPECT_EQ(order, "gone back ");
}

TEST_F(GuestRights, WhatCannotBeStoredChangesNothing) {
    memory.faults().fail_writes(true);
    EXPECT_EQ(let_guests({.chat = false}).error().code, ErrorCode::store_failed);
    memory.faults().fail_writes(false);
    EXPECT_EQ(called_back(gus), 0U);
    EXPECT_EQ(company().guests_may, Abilities{});
    EXPECT_EQ(post(gus), ErrorCode::ok);
}

TEST_F(GuestRights, AreForAdministratorsToChange) {
    CompanyModification wish;
    wish.guests_may_chat = false;
    for (const auto id : {ann, sue, gus}) {
        EXPECT_EQ(run(app.modify_company.run(caller(id), acme, wish)).error().code, ErrorCode::forbidden);
    }
    EXPECT_EQ(post(gus), ErrorCode::ok);
}

TEST_F(GuestRights, WithoutCallsThereAreNoServersForThem) {
    EXPECT_TRUE(app.get_ice_servers.run(caller(gus)));
    ASSERT_TRUE(let_guests({.call = false}));
    EXPECT_EQ(app.get_ice_servers.run(caller(gus)).error().code, ErrorCode::forbidden);
    EXPECT_TRUE(app.get_ice_servers.run(caller(ann)));
    EXPECT_TRUE(app.get_ice_servers.run(caller(geo)));
}

}  // namespace
}  // namespace foyer::app
