// People from outside, one behaviour each, on memory stores.
#include <gmock/gmock.h>

#include "server/app/guests/guests_fixture.hpp"

namespace foyer::app {
namespace {

using domain::InvitationState;
using ports::InvitationChanged;
using ports::RoomChanged;
using ports::RoomLost;
using ports::SessionsEnded;
using std::chrono::minutes;
using testing::IsEmpty;
using testing::SizeIs;

TEST_F(GuestTest, AGuestComesIntoBeingWithHisRoom) {
    const auto room = invite();
    const auto made = invitation();
    EXPECT_EQ(made.room, room);
    EXPECT_EQ(made.inviter, ann);
    const auto& guest = *app.directory.current()->find(made.guest);
    EXPECT_EQ(guest.kind, domain::PersonKind::guest);
    EXPECT_EQ(guest.company, acme);
    EXPECT_EQ(guest.name, "Gus");
    EXPECT_EQ(guest.uname.size(), 13U);
    EXPECT_TRUE(stored(room).room.multi);
    EXPECT_TRUE(stored(room).room.has_member(made.guest));
}

TEST_F(GuestTest, TheLinkIsShownToTheInviterAndHisSupervisorsAlone) {
    const auto room = run(app.invite_to_chat.run(caller(ann), {bob, spec("Gus")}, "")).value();
    for (const auto person : {ann, sue}) {
        const auto told = publisher.told<InvitationChanged>(person);
        ASSERT_THAT(told, SizeIs(1));
        EXPECT_TRUE(told[0].url.starts_with("https://foyer.example/join#"));
        EXPECT_EQ(told[0].invitation.room, room);
    }
    EXPECT_THAT(publisher.told<InvitationChanged>(bob), IsEmpty());
    const auto view = publisher.told<RoomChanged>(bob).back().view;
    EXPECT_THAT(view->faces, SizeIs(3));
    EXPECT_FALSE(view->faces.back().uname.empty());
    for (const auto& entry : publisher.published) {
        if (const auto* contacts = std::get_if<ports::ContactsChanged>(&entry.event)) {
            for (const auto& contact : contacts->contacts) EXPECT_THAT(contact.person.email, IsEmpty());
        }
    }
}

TEST_F(GuestTest, TheRoomIsToldBeforeTheInvitation) {
    invite();
    std::vector<std::string> order;
    for (const auto& entry : publisher.published) {
        if (!entry.is_for(ann)) continue;
        if (std::holds_alternative<RoomChanged>(entry.event)) order.emplace_back("room");
        if (std::holds_alternative<InvitationChanged>(entry.event)) order.emplace_back("invitation");
    }
    EXPECT_THAT(order, testing::ElementsAre("room", "invitation"));
}

TEST_F(GuestTest, TheInviterSeesTheLinkAgainWhenHeConnectsAnew) {
    invite();
    const auto shown = run(app.open_feed.run(caller(ann), {})).value().invitations;
    ASSERT_THAT(shown, SizeIs(1));
    EXPECT_EQ(shown[0].url, publisher.told<InvitationChanged>(ann)[0].url);
    EXPECT_THAT(run(app.open_feed.run(caller(bob), {})).value().invitations, IsEmpty());
    EXPECT_THAT(run(app.open_feed.run(caller(sue), {})).value().invitations, SizeIs(1));
}

TEST_F(GuestTest, LinksCannotBeGuessedFromEachOtherAndAreStoredAsHashes) {
    invite();
    invite(spec("Gil"));
    const auto all = invitations();
    const auto one = token_of(all[0]), other = token_of(all[1]);
    EXPECT_NE(one, other);
    EXPECT_EQ(one.size(), 24U);
    EXPECT_EQ(all[0].token_hash, hash_token(one));
}

TEST_F(GuestTest, AddingAGuestConvertsAOneToOneRoomInPlace) {
    const auto room = run(app.invite_to_chat.run(caller(ann), {bob}, "")).value();
    ASSERT_TRUE(run(app.add_members.run(caller(ann), room, {spec("Gus"), spec("Gil")})));
    EXPECT_TRUE(stored(room).room.multi);
    EXPECT_THAT(stored(room).room.members, SizeIs(4));
    EXPECT_THAT(invitations(), SizeIs(2));
    EXPECT_EQ(invitation().room, room);
}

TEST_F(GuestTest, ASupervisorAddsAGuestToARoomHeOnlyWatches) {
    const auto room = run(app.invite_to_chat.run(caller(ann), {bob}, "")).value();
    ASSERT_TRUE(run(app.add_members.run(caller(sue), room, {spec("Gus")})));
    EXPECT_EQ(invitation().inviter, sue);
    EXPECT_FALSE(stored(room).room.has_member(sue));
}

TEST_F(GuestTest, WhoMayNotExtendARoomMakesNoGuest) {
    const auto room = run(app.invite_to_chat.run(caller(ann), {bob}, "")).value();
    EXPECT_EQ(code(run(app.add_members.run(caller(dan), room, {spec("Gus")}))), ErrorCode::not_found);
    invite();
    const auto gus = invitation().guest;
    EXPECT_EQ(code(run(app.invite_to_chat.run(caller(gus), {spec("Gil")}, ""))), ErrorCode::forbidden);
    EXPECT_EQ(code(run(app.add_members.run(caller(gus), invitation().room, {spec("Gil")}))), ErrorCode::forbidden);
    NewRoom wish;
    wish.parties = {spec("Gil")};
    EXPECT_EQ(code(run(app.create_room.run(caller(gus), wish))), ErrorCode::forbidden);
    EXPECT_THAT(invitations(), SizeIs(1));
}

TEST_F(GuestTest, BadDescriptionsAreRefusedAndLeaveNothing) {
    const auto refused = [&](const GuestSpec& described) {
        return code(run(app.invite_to_chat.run(caller(ann), {described}, "")));
    };
    EXPECT_EQ(refused(spec("")), ErrorCode::bad_name);
    EXPECT_EQ(refused(spec("Gus <script>")), ErrorCode::bad_name);
    EXPECT_EQ(refused(spec(std::string(101, 'g'))), ErrorCode::bad_name);
    auto described = spec("Gus");
    described.email = "gus at example";
    EXPECT_EQ(refused(described), ErrorCode::bad_address);
    described.email.clear();
    described.mobile = "0151 abc";
    EXPECT_EQ(refused(described), ErrorCode::bad_address);
    described.mobile.clear();
    described.pin = "12";
    EXPECT_EQ(refused(described), ErrorCode::bad_request);
    described.pin.clear();
    for (const auto* application : {"\xff", "shop\nX", "\x01"}) {
        described.application = application;
        EXPECT_EQ(refused(described), ErrorCode::bad_request);
    }
    described.application.clear();
    described.invite = true;
    EXPECT_EQ(refused(described), ErrorCode::bad_address);
    described.email = "gus@example.com";
    EXPECT_EQ(refused(described), ErrorCode::feature_unavailable);
    // One bad one among good ones: nobody comes.
    EXPECT_EQ(code(run(app.invite_to_chat.run(caller(ann), {spec("Gil"), spec("")}, ""))), ErrorCode::bad_name);
    EXPECT_THAT(invitations(), IsEmpty());
    EXPECT_TRUE(publisher.published.empty());
}

TEST_F(GuestTest, ARepeatedRequestMakesNoSecondGuest) {
    memory.faults().lose_next_answer();
    run(app.invite_to_chat.run(caller(ann), {spec("Gus")}, "k"));
    const auto room = run(app.invite_to_chat.run(caller(ann), {spec("Gus")}, "k")).value();
    EXPECT_EQ(invite(spec("Gus"), "k"), room);
    EXPECT_THAT(invitations(), SizeIs(1));
}

TEST_F(GuestTest, AddingAGuestTwiceWithTheSameKeyMakesOne) {
    const auto room = run(app.invite_to_chat.run(caller(ann), {bob}, "")).value();
    const auto add = [&](ContactId who, std::string name, std::string key, RoomId to) {
        return code(run(app.add_members.run(caller(who), to, {spec(std::move(name))}, std::move(key))));
    };
    EXPECT_EQ(add(ann, "Gus", "k", room), ErrorCode::ok);
    const auto told = publisher.published.size();
    EXPECT_EQ(add(ann, "Gus", "k", room), ErrorCode::ok);
    EXPECT_EQ(add(ann, "<no name>", "k", room), ErrorCode::ok);  // Nothing is asked anew.
    EXPECT_EQ(publisher.published.size(), told);
    EXPECT_THAT(invitations(), SizeIs(1));
    EXPECT_THAT(stored(room).room.members, SizeIs(3));

    EXPECT_EQ(add(ann, "Gil", "other", room), ErrorCode::ok);
    EXPECT_EQ(add(bob, "Gil", "k", room), ErrorCode::ok);
    EXPECT_EQ(add(ann, "Gil", "k", run(app.invite_to_chat.run(caller(ann), {sue}, "")).value()), ErrorCode::ok);
    EXPECT_EQ(add(ann, "Gil", "", room), ErrorCode::ok);
    EXPECT_EQ(add(ann, "Gil", "", room), ErrorCode::ok);
    EXPECT_THAT(invitations(), SizeIs(6));
    EXPECT_EQ(add(ann, "Gil", std::string(64, 'k'), room), ErrorCode::ok);
    EXPECT_EQ(add(ann, "Gil", std::string(65, 'k'), room), ErrorCode::bad_request);
}

TEST_F(GuestTest, WhoMayNotSeeTheRoomAnyMoreLearnsNothingByHisKey) {
    NewRoom wish;
    wish.parties = {bob};
    wish.name = "Plans";
    const auto room = run(app.create_room.run(caller(ann), std::move(wish))).value();
    ASSERT_TRUE(run(app.add_members.run(caller(ann), room, {spec("Gus")}, "k")));
    ASSERT_TRUE(run(app.leave_room.run(caller(ann), room)));
    EXPECT_EQ(code(run(app.add_members.run(caller(ann), room, {spec("Gus")}, "k"))), ErrorCode::not_found);
    EXPECT_EQ(code(run(app.add_members.run(caller(dan), room, {spec("Gus")}, "k"))), ErrorCode::not_found);
    EXPECT_THAT(invitations(), SizeIs(1));
}

TEST_F(GuestTest, AnAdditionWhoseAnswerWasLostIsRepeatedWithItsKey) {
    const auto room = run(app.invite_to_chat.run(caller(ann), {bob}, "")).value();
    const auto adding = start(app.add_members.run(caller(ann), room, {spec("Gus")}, "k"));
    memory.faults().hold();
    pump();  // The ids are taken; the write that counts comes next.
    memory.faults().lose_next_answer();
    memory.faults().release();
    pump();
    ASSERT_TRUE(adding->has_value());
    EXPECT_EQ(code(**adding), ErrorCode::store_failed);
    EXPECT_TRUE(run(app.add_members.run(caller(ann), room, {spec("Gus")}, "k")));
    EXPECT_THAT(invitations(), SizeIs(1));
}

TEST_F(GuestTest, TheSameAdditionTwiceAtATimeMakesOneGuest) {
    const auto room = run(app.invite_to_chat.run(caller(ann), {bob}, "")).value();
    const auto one = start(app.add_members.run(caller(ann), room, {spec("Gus")}, "k"));
    const auto other = start(app.add_members.run(caller(ann), room, {spec("Gus")}, "k"));
    pump();
    EXPECT_EQ(code(one->value()), ErrorCode::ok);
    EXPECT_EQ(code(other->value()), ErrorCode::ok);
    EXPECT_THAT(invitations(), SizeIs(1));
    EXPECT_THAT(stored(room).room.members, SizeIs(3));
}

TEST_F(GuestTest, AnAdditionThatFailedLeavesItsKeyFree) {
    const auto room = run(app.invite_to_chat.run(caller(ann), {bob}, "")).value();
    memory.faults().fail_writes(true);
    EXPECT_EQ(code(run(app.add_members.run(caller(ann), room, {spec("Gus")}, "k"))), ErrorCode::store_failed);
    memory.faults().fail_writes(false);
    memory.faults().fail_reads(true);
    EXPECT_EQ(code(run(app.add_members.run(caller(ann), room, {spec("Gus")}, "k"))), ErrorCode::store_failed);
    memory.faults().fail_reads(false);
    EXPECT_EQ(code(run(app.add_members.run(caller(ann), room, {spec("<no name>")}, "k"))), ErrorCode::bad_name);
    EXPECT_THAT(invitations(), IsEmpty());
    EXPECT_TRUE(run(app.add_members.run(caller(ann), room, {spec("Gus")}, "k")));
    EXPECT_THAT(invitations(), SizeIs(1));
}

TEST_F(GuestTest, AStoreThatFailsLeavesNoGuestWithoutARoom) {
    for (const int step : {0, 1}) {
        if (step == 1) run(memory.store().guests.reserve_contacts(1));
        memory.faults().fail_writes(true);
        EXPECT_EQ(code(run(app.invite_to_chat.run(caller(ann), {spec("Gus")}, ""))), ErrorCode::store_failed);
        memory.faults().fail_writes(false);
        EXPECT_THAT(invitations(), IsEmpty());
        EXPECT_THAT(run(memory.store().rooms.rooms_of(ann, 10)).value(), IsEmpty());
    }
}

TEST_F(GuestTest, AGuestWhoWasStoredIsToldOfThoughTheAnswerWasLost) {
    const auto room = run(app.invite_to_chat.run(caller(ann), {bob}, "")).value();
    const auto adding = start(app.add_members.run(caller(ann), room, {spec("Gus")}));
    memory.faults().hold();
    pump();  // The ids are taken; the write that counts comes next.
    memory.faults().lose_next_answer();
    memory.faults().release();
    pump();
    ASSERT_TRUE(adding->has_value());
    EXPECT_EQ(code(**adding), ErrorCode::store_failed);
    EXPECT_TRUE(stored(room).room.has_member(invitation().guest));
    EXPECT_THAT(publisher.told<InvitationChanged>(ann), SizeIs(1));
}

TEST_F(GuestTest, LookingUsesNothingUpAndRedeemingOpensASession) {
    invite();
    const auto token = token_of(invitation());
    const auto face = look(token).value();
    EXPECT_EQ(face.name, "Gus");
    EXPECT_EQ(face.inviter_name, "ann");
    EXPECT_EQ(face.company_name, "Acme");
    EXPECT_FALSE(face.logged_in);
    EXPECT_EQ(invitation().uses, 0U);

    publisher.published.clear();
    const auto session = redeem(token).value();
    EXPECT_EQ(session.caller.person, invitation().guest);
    EXPECT_EQ(run(app.authenticate.run(session.session_token)).value(), session.caller);
    EXPECT_EQ(session.expires, clock.now() + SessionSettings{}.guest_session_lifetime);
    EXPECT_EQ(invitation().state, InvitationState::redeemed);
    EXPECT_EQ(invitation().uses, 1U);
    ASSERT_THAT(publisher.told<InvitationChanged>(ann), SizeIs(1));
    EXPECT_EQ(publisher.told<InvitationChanged>(ann)[0].invitation.state, InvitationState::redeemed);
    EXPECT_TRUE(look(token, session.caller)->logged_in);
}

TEST_F(GuestTest, AGuestFindsHimselfAndThoseInHisRoomAmongContacts) {
    invite();
    const auto gus = redeem(token_of(invitation()))->caller;
    const auto snapshot = run(app.open_feed.run(gus, {})).value();
    ASSERT_THAT(snapshot.contacts, SizeIs(2));
    EXPECT_EQ(snapshot.contacts[0].person.id, ann);
    EXPECT_EQ(snapshot.contacts[0].person.name, "ann");
    EXPECT_EQ(snapshot.contacts[0].person.uname, "") << "no login names";
    EXPECT_EQ(snapshot.contacts[1].person.id, gus.person);
    EXPECT_THAT(snapshot.rooms, SizeIs(1));
    EXPECT_THAT(snapshot.invitations, IsEmpty());
}

TEST_F(GuestTest, WrongLinksAreCountedPerAddress) {
    invite();
    const auto token = token_of(invitation());
    for (std::uint32_t i = 0; i < GuestSettings{}.attempts_per_address; ++i) {
        EXPECT_EQ(code(look("guess" + std::to_string(i))), ErrorCode::link_invalid);
        EXPECT_EQ(code(look(token, std::nullopt, "192.0.2.8")), ErrorCode::ok);  // Right ones are not counted.
    }
    const auto refused = look(token);
    EXPECT_EQ(code(refused), ErrorCode::rate_limited);
    EXPECT_GT(refused.error().retry_after, Millis{0});
    EXPECT_EQ(code(redeem(token)), ErrorCode::rate_limited);
    EXPECT_EQ(code(redeem(token, "", "192.0.2.8")), ErrorCode::ok);
}

TEST_F(GuestTest, APinIsNeededWhereThereIsOne) {
    auto described = spec("Gus");
    described.pin = "4711";
    invite(described);
    const auto token = token_of(invitation());
    EXPECT_TRUE(look(token)->needs_pin);
    EXPECT_EQ(code(redeem(token)), ErrorCode::wrong_pin);
    EXPECT_EQ(code(redeem(token, "4712")), ErrorCode::wrong_pin);
    EXPECT_EQ(code(redeem(token, "4711")), ErrorCode::ok);
    EXPECT_EQ(invitation().wrong_pins, 0U);
}

TEST_F(GuestTest, AFewWrongPinsEndTheLinkWhoeverTriesThem) {
    auto described = spec("Gus");
    described.pin = "4711";
    invite(described);
    const auto token = token_of(invitation());
    for (std::uint32_t i = 0; i < domain::InvitationRules{}.wrong_pins; ++i) {
        EXPECT_EQ(code(redeem(token, "0000", "198.51.100." + std::to_string(i))), ErrorCode::wrong_pin);
    }
    EXPECT_EQ(code(redeem(token, "4711", "203.0.113.1")), ErrorCode::link_invalid);
    EXPECT_EQ(publisher.told<InvitationChanged>(ann).back().invitation.state, InvitationState::revoked);
}

TEST_F(GuestTest, ALinkWorksInItsTimeAndAsOftenAsItMay) {
    auto described = spec("Gus");
    described.uses = 2;
    described.valid_from = clock.now() + minutes{10};
    described.valid_to = clock.now() + minutes{30};
    invite(described);
    const auto token = token_of(invitation());
    EXPECT_EQ(code(look(token)), ErrorCode::ok);
    EXPECT_EQ(code(redeem(token)), ErrorCode::link_invalid);
    clock.advance(minutes{10});
    EXPECT_EQ(code(redeem(token)), ErrorCode::ok);
    EXPECT_EQ(code(redeem(token)), ErrorCode::ok);
    EXPECT_EQ(code(redeem(token)), ErrorCode::link_invalid);
    EXPECT_THAT(app.invitations.url_of(invitation()), IsEmpty());

    described.valid_from = described.valid_to = {};
    invite(described);
    const auto other = token_of(invitation());
    clock.advance(std::chrono::days{8});
    EXPECT_EQ(code(look(other)), ErrorCode::link_invalid);
}

TEST_F(GuestTest, ARevokedGuestIsOutAtOnce) {
    const auto room = invite();
    const auto gus = redeem(token_of(invitation())).value();
    ASSERT_TRUE(run(app.take_up_room.run(gus.caller, room)));
    publisher.published.clear();
    ASSERT_TRUE(run(app.revoke_invitation.run(caller(ann), invitation().id)));
    EXPECT_EQ(code(run(app.authenticate.run(gus.session_token))), ErrorCode::not_logged_in);
    EXPECT_THAT(publisher.told<SessionsEnded>(gus.caller.person), testing::Not(IsEmpty()));
    EXPECT_THAT(publisher.told<RoomLost>(gus.caller.person), SizeIs(1));
    EXPECT_FALSE(stored(room).room.has_member(gus.caller.person));
    EXPECT_FALSE(exists(gus.caller.person));
    EXPECT_EQ(invitation().state, InvitationState::revoked);
    EXPECT_EQ(messages(room).back().text, "ann withdrew the invitation of Gus.");
    EXPECT_EQ(code(look(token_of(invitation()))), ErrorCode::link_invalid);
    EXPECT_TRUE(run(app.revoke_invitation.run(caller(ann), invitation().id)));
}

TEST_F(GuestTest, OnlyTheInviterAndHisSupervisorsRevoke) {
    invite();
    const auto id = invitation().id;
    for (const auto person : {bob, dan, invitation().guest}) {
        EXPECT_EQ(code(run(app.revoke_invitation.run(caller(person), id))), ErrorCode::not_found);
    }
    EXPECT_EQ(code(run(app.revoke_invitation.run(caller(ann), InvitationId{4711}))), ErrorCode::not_found);
    EXPECT_EQ(invitation().state, InvitationState::open);
    EXPECT_EQ(code(run(app.revoke_invitation.run(caller(sue), id))), ErrorCode::ok);
}

TEST_F(GuestTest, ARevocationThatFailedHalfwayIsFinishedByTheKeeper) {
    const auto room = invite();
    const auto gus = invitation().guest;
    memory.faults().lose_next_answer();
    EXPECT_EQ(code(run(app.revoke_invitation.run(caller(ann), invitation().id))), ErrorCode::store_failed);
    EXPECT_EQ(invitation().state, InvitationState::revoked);
    EXPECT_TRUE(exists(gus));
    pass(Millis{1000});
    EXPECT_FALSE(exists(gus));
    EXPECT_FALSE(stored(room).room.has_member(gus));
}

TEST_F(GuestTest, WhoNeverComesIsDeletedAfterAWhile) {
    const auto room = invite();
    const auto gus = invitation().guest;
    pass(minutes{15} - Millis{1});
    EXPECT_TRUE(exists(gus));
    pass(Millis{1});
    EXPECT_FALSE(exists(gus));
    EXPECT_FALSE(stored(room).room.has_member(gus));
    EXPECT_EQ(invitation().state, InvitationState::ended);
    EXPECT_EQ(publisher.told<InvitationChanged>(ann).back().invitation.state, InvitationState::ended);

    auto patient = spec("Gil");
    patient.delete_after_minutes = 60;
    invite(patient);
    pass(minutes{59});
    EXPECT_TRUE(exists(invitation().guest));
    pass(minutes{1});
    EXPECT_FALSE(exists(invitation().guest));
}

TEST_F(GuestTest, WhoCameStaysUntilHeLeaves) {
    const auto room = invite();
    const auto gus = redeem(token_of(invitation())).value();
    ASSERT_TRUE(run(app.take_up_room.run(gus.caller, room)));
    pass(std::chrono::days{2});
    EXPECT_TRUE(exists(gus.caller.person));
    ASSERT_TRUE(run(app.leave_room.run(gus.caller, room)));
    pass(Millis{1000});
    EXPECT_FALSE(exists(gus.caller.person));
    EXPECT_EQ(invitation().state, InvitationState::ended);
}

TEST_F(GuestTest, WhoCanNeitherReturnNorIsThereIsForgotten) {
    const auto room = invite();
    const auto gus = redeem(token_of(invitation())).value();
    const ConnectionId connection{1};
    app.presence.connect(connection, gus.caller.person, {"web", ports::Show::online, {}});
    pass(std::chrono::days{8});  // Link and session are past, but he is still connected.
    EXPECT_TRUE(exists(gus.caller.person));
    app.presence.disconnect(connection, true);
    pass(Millis{1000});
    EXPECT_FALSE(exists(gus.caller.person));
    EXPECT_EQ(invitation().state, InvitationState::expired);
    EXPECT_FALSE(stored(room).room.has_member(gus.caller.person));
}

TEST_F(GuestTest, AnActiveGuestMayBeBroughtIntoFurtherRooms) {
    invite();
    const auto gus = redeem(token_of(invitation())).value();
    const auto other = run(app.invite_to_chat.run(caller(bob), {ann, gus.caller.person}, ""));
    EXPECT_EQ(code(other), ErrorCode::guest_not_active);
    app.presence.connect(ConnectionId{1}, gus.caller.person, {"web", ports::Show::online, {}});
    const auto room = run(app.invite_to_chat.run(caller(bob), {gus.caller.person}, "")).value();
    EXPECT_TRUE(stored(room).room.multi);
    ASSERT_TRUE(run(app.leave_room.run(gus.caller, invitation().room)));
    pass(Millis{1000});
    EXPECT_TRUE(exists(gus.caller.person));  // He is still in the other room.
    ASSERT_TRUE(run(app.revoke_invitation.run(caller(ann), invitation().id)));
    EXPECT_FALSE(stored(room).room.has_member(gus.caller.person));
}

TEST_F(GuestTest, WhatAGuestWroteStays) {
    const auto room = invite();
    const auto gus = redeem(token_of(invitation())).value();
    ASSERT_TRUE(run(app.post_message.run(gus.caller, room, "hello", "")));
    ASSERT_TRUE(run(app.revoke_invitation.run(caller(ann), invitation().id)));
    EXPECT_EQ(messages(room).front().author_name, "Gus");
    EXPECT_EQ(code(run(app.read_history.run(caller(ann), {.room = room, .before = {}, .after = {}}))), ErrorCode::ok);
}

TEST_F(GuestTest, EndedInvitationsAreListedForAWhile) {
    invite();
    ASSERT_TRUE(run(app.revoke_invitation.run(caller(ann), invitation().id)));
    pass(std::chrono::days{6});
    EXPECT_THAT(invitations(), SizeIs(1));
    pass(std::chrono::days{1} + std::chrono::hours{1});
    EXPECT_THAT(invitations(), IsEmpty());
}

class FewGuests : public GuestTest {
protected:
    static AppSettings few() {
        AppSettings settings;
        settings.guests.open_per_user = 2;
        return settings;
    }
    FewGuests() : GuestTest(few()) {}
};

TEST_F(FewGuests, OpenInvitationsOfAUserAreBounded) {
    invite();
    EXPECT_EQ(code(run(app.invite_to_chat.run(caller(ann), {spec("Gil"), spec("Gil")}, ""))), ErrorCode::limit_reached);
    invite();
    EXPECT_EQ(code(run(app.invite_to_chat.run(caller(ann), {spec("Gil")}, ""))), ErrorCode::limit_reached);
    EXPECT_EQ(code(run(app.invite_to_chat.run(caller(bob), {spec("Gil")}, ""))), ErrorCode::ok);
    ASSERT_TRUE(run(app.revoke_invitation.run(caller(ann), invitations().front().id)));
    EXPECT_EQ(code(run(app.invite_to_chat.run(caller(ann), {spec("Gil")}, ""))), ErrorCode::ok);
}

class NoGuests : public GuestTest {
protected:
    static AppSettings none() {
        AppSettings settings;
        settings.guests.rules.enabled = false;
        return settings;
    }
    NoGuests() : GuestTest(none()) {}
};

TEST_F(NoGuests, AreInvitedWhereTheConfigurationSaysSo) {
    EXPECT_EQ(code(run(app.invite_to_chat.run(caller(ann), {spec("Gus")}, ""))), ErrorCode::feature_unavailable);
}

}  // namespace
}  // namespace foyer::app
