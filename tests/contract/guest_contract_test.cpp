#include <gmock/gmock.h>

#include "tests/contract/store_contract.hpp"

namespace foyer::contract {

using domain::DeliveryState;
using domain::Invitation;
using domain::InvitationState;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class GuestContract : public StoreContract {
protected:
    ports::GuestStore& guests() { return store.guests; }
    ports::DeliveryStore& deliveries() { return store.deliveries; }

    domain::NewGuest new_guest(std::uint8_t number, bool deliver = false) {
        domain::NewGuest made;
        made.person.id = get(guests().reserve_contacts(1));
        made.person.kind = domain::PersonKind::guest;
        made.person.company = acme;
        made.person.uname = "g" + std::to_string(number);
        made.person.name = "Gus";
        auto& invitation = made.invitation;
        invitation.guest = made.person.id;
        invitation.inviter = ann;
        invitation.company = acme;
        invitation.name = "Gus";
        invitation.email = "gus@example.com";
        invitation.mobile = "+4915123456789";
        invitation.language = "de";
        invitation.application = "shop";
        invitation.channel = domain::InvitationChannel::email;
        invitation.delivery = deliver ? DeliveryState::queued : DeliveryState::none;
        invitation.seed.fill(number);
        invitation.token_hash.fill(number);
        invitation.has_pin = true;
        invitation.pin_hash.fill(static_cast<std::uint8_t>(number + 1));
        invitation.created = at(1'000);
        invitation.valid_from = at(1'100);
        invitation.valid_to = at(9'000);
        invitation.delete_at = at(5'000);
        invitation.uses_max = 3;
        return made;
    }
    static domain::NewGuests just(domain::NewGuest guest) {
        domain::NewGuests guests;
        guests.guests.push_back(std::move(guest));
        return guests;
    }
    domain::Digest token(std::uint8_t number) {
        domain::Digest hash{};
        hash.fill(number);
        return hash;
    }
    Invitation stored(std::uint8_t number) { return get(guests().find_by_token(token(number))).value(); }
    /// A guest in a room of Ann's.
    RoomId given_guest(std::uint8_t number, bool deliver = false) {
        auto guest = new_guest(number, deliver);
        auto room = multi_room({ann, guest.person.id});
        return get(rooms().create(std::move(room), "", just(std::move(guest)))).stored.room.id;
    }
    bool is_person(ContactId id) { return get(accounts().load_directory()).find(id) != nullptr; }
    void take_out(RoomId id, ContactId person) {
        auto room = get(rooms().load(id)).room;
        std::erase_if(room.members, [&](const domain::Member& member) { return member.id == person; });
        get(rooms().commit({.room = id, .expected_version = room.version, .next = std::move(room), .messages = {}}));
    }
    std::vector<ContactId> due(std::int64_t now) {
        std::vector<ContactId> ids;
        for (const auto& invitation : get(guests().due(at(now), 100))) ids.push_back(invitation.guest);
        return ids;
    }
};
FOYER_CONTRACT_SUITE(GuestContract);

TEST_P(GuestContract, AGuestIsStoredWithHisRoomAsHeWas) {
    const auto guest = new_guest(7);
    const auto version = get(accounts().directory_version());
    const auto room = get(rooms().create(multi_room({ann, guest.person.id}), "", just(guest))).stored.room;
    const auto found = stored(7);
    auto expected = guest.invitation;
    expected.id = found.id;
    expected.version = 1;
    expected.room = room.id;
    EXPECT_EQ(found, expected);
    EXPECT_EQ(get(guests().find(found.id)), found);
    EXPECT_THAT(get(guests().of_guests({guest.person.id, bob})), ElementsAre(found));
    EXPECT_EQ(*get(accounts().load_directory()).find(guest.person.id), guest.person);
    EXPECT_GT(get(accounts().directory_version()), version);
    EXPECT_TRUE(room.has_member(guest.person.id));
    EXPECT_FALSE(get(guests().find_by_token(token(8))));
    EXPECT_EQ(refusal(guests().find(InvitationId{4711})), ErrorCode::not_found);
}

TEST_P(GuestContract, IdsThatWereReservedAreNobodyElses) {
    const auto first = get(guests().reserve_contacts(3));
    const auto person = given_person("eve", acme);
    EXPECT_EQ(person.value(), first.value() + 3);
    EXPECT_EQ(get(guests().reserve_contacts(1)).value(), person.value() + 1);
}

TEST_P(GuestContract, AGuestIsAddedToARoomByOneWriteOrNotAtAll) {
    const auto id = given_room(multi_room({ann, bob}));
    auto guest = new_guest(7);
    auto room = get(rooms().load(id)).room;
    room.insert({.id = guest.person.id, .added_by = ann});
    ports::RoomWrite write{
        .room = id, .expected_version = room.version + 1, .next = room, .messages = {}, .guests = just(guest)};
    EXPECT_EQ(refusal(rooms().commit(write)), ErrorCode::conflict);
    EXPECT_FALSE(is_person(guest.person.id));
    EXPECT_FALSE(get(guests().find_by_token(token(7))));
    write.expected_version = room.version;
    get(rooms().commit(write));
    EXPECT_EQ(stored(7).room, id);
    EXPECT_TRUE(is_person(guest.person.id));
}

TEST_P(GuestContract, AFailingStoreLeavesNoGuest) {
    const auto guest = new_guest(7);
    adapter->fail_writes(true);
    EXPECT_NE(refusal(rooms().create(multi_room({ann, guest.person.id}), "", just(guest))), ErrorCode::ok);
    adapter->fail_writes(false);
    EXPECT_FALSE(is_person(guest.person.id));
    EXPECT_FALSE(get(guests().find_by_token(token(7))));
}

TEST_P(GuestContract, TheSameKeyMakesNoSecondGuest) {
    const auto guest = new_guest(7);
    const auto first = get(rooms().create(multi_room({ann, guest.person.id}), "key", just(guest)));
    const auto other = new_guest(8);
    const auto again = get(rooms().create(multi_room({ann, other.person.id}), "key", just(other)));
    EXPECT_TRUE(again.existed);
    EXPECT_EQ(again.stored.room.id, first.stored.room.id);
    EXPECT_FALSE(is_person(other.person.id));
}

TEST_P(GuestContract, AKeyOfAnInviterIsGoodForOneGuest) {
    auto guest = new_guest(7);
    guest.invitation.idempotency_key = "key";
    EXPECT_FALSE(get(guests().find_by_key(ann, "key")));
    get(guests().create(just(guest)));
    const auto found = get(guests().find_by_key(ann, "key"));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->guest, guest.person.id);
    EXPECT_EQ(*found, stored(7));

    auto other = new_guest(8);
    other.invitation.idempotency_key = "key";
    EXPECT_EQ(refusal(guests().create(just(other))), ErrorCode::already_exists);
    EXPECT_FALSE(is_person(other.person.id));
    other.invitation.inviter = bob;
    get(guests().create(just(other)));
    EXPECT_EQ(get(guests().find_by_key(bob, "key"))->guest, other.person.id);

    get(guests().create(just(new_guest(9))));
    get(guests().create(just(new_guest(10))));
    EXPECT_FALSE(get(guests().find_by_key(ann, "")));
    adapter->fail_reads(true);
    EXPECT_EQ(refusal(guests().find_by_key(ann, "key")), ErrorCode::store_failed);
    adapter->fail_reads(false);
}

TEST_P(GuestContract, OpenInvitationsAreBoundedWhoeverElseAsks) {
    auto two = just(new_guest(7));
    two.guests.push_back(new_guest(8));
    two.bounds.open_per_user = 1;
    EXPECT_EQ(refusal(guests().create(two)), ErrorCode::limit_reached);
    EXPECT_FALSE(is_person(two.guests[0].person.id));
    two.bounds.open_per_user = 2;
    get(guests().create(two));
    auto third = just(new_guest(9));
    third.bounds.open_per_user = 2;
    EXPECT_EQ(refusal(guests().create(third)), ErrorCode::limit_reached);
    auto ended = stored(7);
    ended.state = InvitationState::ended;
    ended.ended = at(2'000);
    get(guests().update(ended));
    get(guests().create(third));
}

TEST_P(GuestContract, AnInvitationIsReplacedOnItsVersion) {
    given_guest(7);
    auto next = stored(7);
    next.state = InvitationState::redeemed;
    next.uses = 1;
    next.wrong_pins = 2;
    EXPECT_EQ(get(guests().update(next)), 2U);
    EXPECT_EQ(refusal(guests().update(next)), ErrorCode::conflict);
    next.version = 2;
    EXPECT_EQ(stored(7), next);
    next.id = InvitationId{4711};
    EXPECT_EQ(refusal(guests().update(next)), ErrorCode::not_found);
}

TEST_P(GuestContract, InvitationsAreListedNewestFirst) {
    given_guest(7);
    given_guest(8);
    auto other = new_guest(9);
    other.invitation.inviter = bob;
    get(guests().create(just(other)));
    const auto numbers = [&](ports::InvitationFilter filter) {
        std::vector<std::uint8_t> found;
        for (const auto& invitation : get(guests().list(std::move(filter)))) found.push_back(invitation.seed[0]);
        return found;
    };
    EXPECT_THAT(numbers({.inviter = ann, .companies = {}, .limit = 10}), ElementsAre(8, 7));
    EXPECT_THAT(numbers({.inviter = ann, .companies = {}, .limit = 1}), ElementsAre(8));
    EXPECT_THAT(numbers({.inviter = bob, .companies = {acme}, .limit = 10}), ElementsAre(9, 8, 7));
    EXPECT_THAT(numbers({.inviter = cid, .companies = {}, .limit = 10}), IsEmpty());
}

TEST_P(GuestContract, AllInvitationsAreListedById) {
    given_guest(7);
    given_guest(8);
    auto stranger = new_guest(9);
    stranger.invitation.company = given_company("Other");
    get(guests().create(just(stranger)));
    const auto numbers = [&](CompanyId company, InvitationId after, std::uint32_t limit) {
        std::vector<std::uint8_t> found;
        for (const auto& invitation : get(guests().all(company, after, limit))) found.push_back(invitation.seed[0]);
        return found;
    };
    EXPECT_THAT(numbers({}, {}, 10), ElementsAre(7, 8, 9));
    EXPECT_THAT(numbers({}, {}, 2), ElementsAre(7, 8));
    EXPECT_THAT(numbers({}, stored(7).id, 10), ElementsAre(8, 9));
    EXPECT_THAT(numbers(acme, stored(7).id, 10), ElementsAre(8));
    EXPECT_THAT(numbers(stranger.invitation.company, {}, 10), ElementsAre(9));
}

TEST_P(GuestContract, WhoNeverCameIsDueWhenHisTimeIsOver) {
    given_guest(7);
    EXPECT_THAT(due(4'999), IsEmpty());
    EXPECT_THAT(due(5'000), ElementsAre(stored(7).guest));
}

TEST_P(GuestContract, WhoCameIsDueWhenHeIsInNoRoomOrCannotReturn) {
    const auto room = given_guest(7);
    auto invitation = stored(7);
    invitation.state = InvitationState::redeemed;
    get(guests().update(invitation));
    EXPECT_THAT(due(8'999), IsEmpty());
    EXPECT_THAT(due(9'000), ElementsAre(invitation.guest));
    ports::Session session;
    session.person = invitation.guest;
    session.token_hash = token(99);
    session.expires = at(20'000);
    get(sessions().create(session));
    EXPECT_THAT(due(9'000), IsEmpty());
    EXPECT_THAT(due(20'000), ElementsAre(invitation.guest));
    take_out(room, invitation.guest);
    EXPECT_THAT(due(2'000), ElementsAre(invitation.guest));
}

TEST_P(GuestContract, AForgottenGuestLeavesNothingButHisMessages) {
    const auto room = given_guest(7);
    auto invitation = stored(7);
    const auto gus = invitation.guest;
    const auto seq = given_message(room, gus, "hello");
    get(rooms().move_seen(room, gus, seq));
    ports::Session session;
    session.person = gus;
    session.token_hash = token(99);
    session.expires = at(20'000);
    get(sessions().create(session));
    EXPECT_EQ(refusal(guests().forget(gus)), ErrorCode::conflict);
    take_out(room, gus);
    invitation.state = InvitationState::revoked;
    invitation.ended = at(2'000);
    get(guests().update(invitation));
    EXPECT_THAT(due(2'000), ElementsAre(gus));
    get(guests().forget(gus));
    EXPECT_FALSE(is_person(gus));
    EXPECT_THAT(get(sessions().sessions_of(gus)), IsEmpty());
    EXPECT_THAT(due(2'000), IsEmpty());
    EXPECT_THAT(get(rooms().messages({.room = room, .after = Seq{}, .before = {}, .limit = 10})).messages, SizeIs(1));
    get(guests().forget(gus));
    get(guests().forget(bob));
    EXPECT_TRUE(is_person(bob));
}

TEST_P(GuestContract, EndedInvitationsAreRemovedInTime) {
    get(guests().create(just(new_guest(7))));
    auto invitation = stored(7);
    invitation.state = InvitationState::ended;
    invitation.ended = at(2'000);
    get(guests().update(invitation));
    get(guests().remove_ended(at(3'000)));
    EXPECT_TRUE(get(guests().find_by_token(token(7)))) << "the guest still exists";
    get(guests().forget(invitation.guest));
    get(guests().remove_ended(at(1'999)));
    EXPECT_TRUE(get(guests().find_by_token(token(7))));
    get(guests().remove_ended(at(2'000)));
    EXPECT_FALSE(get(guests().find_by_token(token(7))));
}

TEST_P(GuestContract, AMessageIsTakenOnceAndSettled) {
    given_guest(7, true);
    const auto invitation = stored(7);
    EXPECT_THAT(get(deliveries().take(at(999), 10)), IsEmpty());
    const auto taken = get(deliveries().take(at(1'000), 10));
    ASSERT_THAT(taken, SizeIs(1));
    EXPECT_EQ(taken[0].invitation, invitation.id);
    EXPECT_EQ(taken[0].attempts, 1U);
    EXPECT_THAT(get(deliveries().take(at(1'000), 10)), IsEmpty());
    EXPECT_EQ(get(deliveries().waiting()), 1U);
    const auto later = get(deliveries().settle(
        {.id = taken[0].id, .state = DeliveryState::queued, .next_attempt = at(3'000), .reason = "not now"}));
    ASSERT_TRUE(later);
    EXPECT_EQ(later->delivery, DeliveryState::queued);
    EXPECT_EQ(later->delivery_error, "not now");
    EXPECT_GT(later->version, invitation.version);
    EXPECT_THAT(get(deliveries().take(at(2'999), 10)), IsEmpty());
    EXPECT_EQ(get(deliveries().take(at(3'000), 10))[0].attempts, 2U);
    get(deliveries().settle({.id = taken[0].id, .state = DeliveryState::sent, .next_attempt = {}, .reason = {}}));
    EXPECT_EQ(stored(7).delivery, DeliveryState::sent);
    EXPECT_EQ(stored(7).delivery_error, "");
    EXPECT_EQ(get(deliveries().waiting()), 0U);
}

TEST_P(GuestContract, WhatWasUnderWayAtACrashHasFailed) {
    given_guest(7, true);
    given_guest(8, true);
    ASSERT_THAT(get(deliveries().take(at(1'000), 1)), SizeIs(1));
    EXPECT_EQ(get(deliveries().recover("nobody knows")), 1U);
    EXPECT_EQ(stored(7).delivery, DeliveryState::failed);
    EXPECT_EQ(stored(7).delivery_error, "nobody knows");
    EXPECT_EQ(stored(8).delivery, DeliveryState::queued);
    EXPECT_EQ(get(deliveries().recover("nobody knows")), 0U);
    EXPECT_THAT(get(deliveries().take(at(1'000), 10)), SizeIs(1)) << "the other one alone";
}

TEST_P(GuestContract, TheNewestMessageSpeaksForTheInvitation) {
    given_guest(7, true);
    const auto first = get(deliveries().take(at(1'000), 10))[0];
    const auto again = get(deliveries().enqueue(first.invitation, {}, at(2'000)));
    EXPECT_EQ(again.delivery, DeliveryState::queued);
    EXPECT_FALSE(
        get(deliveries().settle({.id = first.id, .state = DeliveryState::failed, .next_attempt = {}, .reason = "no"})));
    EXPECT_EQ(stored(7).delivery, DeliveryState::queued);
    EXPECT_EQ(refusal(deliveries().enqueue(InvitationId{4711}, {}, at(2'000))), ErrorCode::not_found);
}

TEST_P(GuestContract, MessagesOfADayAreBounded) {
    auto first = just(new_guest(7, true));
    first.bounds.sent_per_user = 1;
    get(guests().create(first));
    const auto id = stored(7).id;
    EXPECT_EQ(refusal(deliveries().enqueue(id, {.sent_per_user = 1}, at(1'500))), ErrorCode::limit_reached);
    EXPECT_EQ(refusal(deliveries().enqueue(id, {.sent_per_company = 1}, at(1'500))), ErrorCode::limit_reached);
    EXPECT_EQ(refusal(deliveries().enqueue(id, {.queue = 1}, at(1'500))), ErrorCode::limit_reached);
    get(deliveries().enqueue(id, {.sent_per_user = 1, .sent_per_company = 1, .sent_since = at(1'001)}, at(1'500)));
    for (const auto& taken : get(deliveries().take(at(1'500), 10))) {
        get(deliveries().settle({.id = taken.id, .state = DeliveryState::sent, .next_attempt = {}, .reason = {}}));
    }
    EXPECT_EQ(refusal(deliveries().enqueue(id, {.sent_per_user = 2}, at(1'600))), ErrorCode::limit_reached);
    get(deliveries().remove_settled(at(1'400)));
    get(deliveries().enqueue(id, {.sent_per_user = 2, .queue = 1}, at(1'600)));
}

}  // namespace foyer::contract
