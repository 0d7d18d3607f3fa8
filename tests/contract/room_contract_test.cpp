#include <algorithm>

#include <gmock/gmock.h>

#include "tests/contract/store_contract.hpp"

namespace foyer::contract {

using domain::MemberState;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class RoomContract : public StoreContract {
protected:
    static std::vector<RoomId> ids(const std::vector<ports::RoomEntry>& entries) {
        std::vector<RoomId> found;
        for (const auto& entry : entries) found.push_back(entry.room.id);
        return found;
    }
    /// Replaces a stored room by what `change` makes of it.
    template <class Change>
    Result<ports::Committed> change(RoomId id, Change change) {
        auto room = get(rooms().load(id)).room;
        const auto version = room.version;
        change(room);
        return run(rooms().commit({.room = id, .expected_version = version, .next = room, .messages = {}}));
    }
};
FOYER_CONTRACT_SUITE(RoomContract);

TEST_P(RoomContract, AStoredRoomComesBackAsItWas) {
    auto room = multi_room({cid, ann});
    room.name = "Läden & Co";
    room.is_public = true;
    room.archive = true;
    room.members[1].state = MemberState::invited;
    room.members[1].added_by = cid;
    room.members[0].first_seq = Seq{7};
    const auto created = get(rooms().create(room, "key"));
    EXPECT_FALSE(created.existed);
    EXPECT_TRUE(created.stored.room.id);
    EXPECT_EQ(created.stored.room.version, 1U);
    EXPECT_EQ(created.stored.newest, Seq{});

    std::ranges::reverse(room.members);  // Stored by id.
    room.id = created.stored.room.id;
    room.version = 1;
    EXPECT_EQ(created.stored.room, room);
    EXPECT_EQ(get(rooms().load(room.id)).room, room);
}

TEST_P(RoomContract, RoomsGetIdsOfTheirOwn) {
    EXPECT_NE(given_room(multi_room({ann})), given_room(multi_room({ann})));
}

TEST_P(RoomContract, AnUnknownRoomIsNotFound) {
    const RoomId nowhere{4711};
    EXPECT_EQ(refusal(rooms().load(nowhere)), ErrorCode::not_found);
    EXPECT_EQ(refusal(rooms().commit({.room = nowhere, .next = {}, .messages = {}})), ErrorCode::not_found);
    EXPECT_EQ(refusal(rooms().messages({.room = nowhere, .after = {}, .limit = 10})), ErrorCode::not_found);
    EXPECT_EQ(refusal(rooms().move_seen(nowhere, ann, Seq{1})), ErrorCode::not_found);
}

TEST_P(RoomContract, BadRoomsAreRefusedAndLeaveNothing) {
    EXPECT_EQ(refusal(rooms().create(multi_room({ann, ann}), "")), ErrorCode::bad_request);
    EXPECT_EQ(refusal(rooms().create(multi_room({ContactId{}}), "")), ErrorCode::bad_request);
    auto three = multi_room({ann, bob, cid});
    three.multi = false;
    EXPECT_EQ(refusal(rooms().create(three, "")), ErrorCode::bad_request);
    EXPECT_EQ(refusal(rooms().create(multi_room({ann, ContactId{4711}}), "")), ErrorCode::not_found);
    EXPECT_EQ(refusal(rooms().create(pair_room(ann, ContactId{4711}), "k")), ErrorCode::not_found);
    EXPECT_THAT(get(rooms().rooms_of(ann, 10)), IsEmpty());
}

TEST_P(RoomContract, APairHasOneRoom) {
    const auto first = get(rooms().create(pair_room(ann, bob), ""));
    const auto again = get(rooms().create(pair_room(bob, ann), "other key"));
    EXPECT_TRUE(again.existed);
    EXPECT_EQ(again.stored.room, first.stored.room);
    EXPECT_FALSE(get(rooms().create(pair_room(ann, cid), "")).existed);
    EXPECT_FALSE(get(rooms().create(multi_room({ann, bob}), "")).existed);
}

TEST_P(RoomContract, APairIsFoundFromBothSidesWhileItsRoomHasNotEnded) {
    const auto id = given_room(pair_room(ann, bob));
    EXPECT_EQ(get(rooms().find_pair(bob, ann))->room.id, id);
    EXPECT_EQ(get(rooms().find_pair(ann, bob))->room.id, id);
    EXPECT_FALSE(get(rooms().find_pair(ann, cid)));

    ASSERT_TRUE(change(id, [](auto& room) { room.members[1].state = MemberState::left; }));
    EXPECT_TRUE(get(rooms().find_pair(ann, bob)));
    ASSERT_TRUE(change(id, [](auto& room) { room.ended = true; }));
    EXPECT_FALSE(get(rooms().find_pair(ann, bob)));
    EXPECT_NE(given_room(pair_room(ann, bob)), id);
}

TEST_P(RoomContract, APairsRoomThatBecomesMultiFreesThePair) {
    const auto id = given_room(pair_room(ann, bob));
    ASSERT_TRUE(change(id, [&](auto& room) {
        room.multi = true;
        room.members.push_back({.id = cid});
    }));
    EXPECT_FALSE(get(rooms().find_pair(ann, bob)));
    EXPECT_NE(given_room(pair_room(ann, bob)), id);
}

TEST_P(RoomContract, NoChangeTakesAnotherRoomsPair) {
    const auto ended = given_room(pair_room(ann, bob));
    ASSERT_TRUE(change(ended, [](auto& room) { room.ended = true; }));
    given_room(pair_room(ann, bob));
    const auto before = get(rooms().load(ended));
    const auto revived = change(ended, [](auto& room) { room.ended = false; });
    ASSERT_FALSE(revived);
    EXPECT_EQ(revived.error().code, ErrorCode::conflict);
    EXPECT_EQ(get(rooms().load(ended)).room, before.room);
}

TEST_P(RoomContract, ARepeatedCreateGivesTheRoomOfItsKey) {
    const auto first = get(rooms().create(multi_room({ann, bob}), "key"));
    ASSERT_TRUE(change(first.stored.room.id, [](auto& room) { room.name = "renamed"; }));
    const auto again = get(rooms().create(multi_room({ann, cid}), "key"));
    EXPECT_TRUE(again.existed);
    EXPECT_EQ(again.stored.room.id, first.stored.room.id);
    EXPECT_EQ(again.stored.room.name, "renamed");
}

TEST_P(RoomContract, AKeyOfAnotherOwnerIsAnotherKey) {
    const auto anns = get(rooms().create(multi_room({ann, bob}), "key"));
    const auto bobs = get(rooms().create(multi_room({bob, ann}), "key"));
    EXPECT_FALSE(bobs.existed);
    EXPECT_NE(anns.stored.room.id, bobs.stored.room.id);
}

TEST_P(RoomContract, AChangeReplacesTheRoomAndCountsItsVersion) {
    const auto id = given_room(multi_room({ann, bob}));
    auto next = get(rooms().load(id)).room;
    next.name = "Kitchen";
    next.archive = next.is_public = true;
    next.owner = bob;
    next.members = {{.id = cid, .state = MemberState::joined, .first_seq = Seq{3}, .added_by = bob},
                    {.id = bob, .state = MemberState::left}};
    const auto committed = get(rooms().commit({.room = id, .expected_version = 1, .next = next, .messages = {}}));
    EXPECT_EQ(committed.version, 2U);
    EXPECT_THAT(committed.messages, IsEmpty());

    next.version = 2;
    std::ranges::reverse(next.members);
    EXPECT_EQ(get(rooms().load(id)).room, next);
}

TEST_P(RoomContract, AnOutdatedChangeIsRefusedAndChangesNothing) {
    const auto id = given_room(multi_room({ann, bob}));
    ASSERT_TRUE(change(id, [](auto& room) { room.name = "first"; }));
    auto late = get(rooms().load(id)).room;
    late.name = "late";
    ports::RoomWrite write{.room = id, .expected_version = 1, .next = late, .messages = {draft_of(ann, "hi")}};
    EXPECT_EQ(refusal(rooms().commit(write)), ErrorCode::conflict);
    EXPECT_EQ(get(rooms().load(id)).room.name, "first");
    EXPECT_EQ(get(rooms().load(id)).newest, Seq{});
}

TEST_P(RoomContract, AChangeToABadRoomIsRefusedAndChangesNothing) {
    const auto id = given_room(multi_room({ann, bob}));
    const auto before = get(rooms().load(id)).room;
    EXPECT_EQ(change(id, [&](auto& room) { room.members.push_back({.id = ann}); }).error().code,
              ErrorCode::bad_request);
    EXPECT_EQ(change(id, [&](auto& room) { room.members = {{.id = cid}, {.id = ContactId{4711}}}; }).error().code,
              ErrorCode::not_found);
    EXPECT_EQ(get(rooms().load(id)).room, before);
}

TEST_P(RoomContract, RoomsOfSomebodyAreThoseHeIsIn) {
    const auto first = given_room(multi_room({ann, bob}));
    const auto second = given_room(pair_room(bob, ann));  // Ann is invited.
    const auto third = given_room(multi_room({ann}));
    given_room(multi_room({bob, cid}));
    EXPECT_THAT(ids(get(rooms().rooms_of(ann, 10))), ElementsAre(third, second, first));
    EXPECT_THAT(ids(get(rooms().rooms_of(ann, 2))), ElementsAre(third, second));

    ASSERT_TRUE(change(second, [&](auto& room) {
        std::ranges::find(room.members, ann, &domain::Member::id)->state = MemberState::left;
    }));
    ASSERT_TRUE(change(third, [](auto& room) { room.ended = true; }));
    EXPECT_THAT(ids(get(rooms().rooms_of(ann, 10))), ElementsAre(first));
    ASSERT_TRUE(change(first, [&](auto& room) { std::erase_if(room.members, [&](auto& m) { return m.id == ann; }); }));
    EXPECT_THAT(get(rooms().rooms_of(ann, 10)), IsEmpty());
    ASSERT_TRUE(change(first, [&](auto& room) { room.members.push_back({.id = ann}); }));
    EXPECT_THAT(ids(get(rooms().rooms_of(ann, 10))), ElementsAre(first));
}

TEST_P(RoomContract, RoomsOfSomebodyTellWhatCounts) {
    const auto id = given_room(multi_room({ann, bob}));
    given_message(id, ann, "one");
    given_message(id, bob, "two");
    get(rooms().move_seen(id, ann, Seq{1}));
    const auto entry = get(rooms().rooms_of(ann, 10)).at(0);
    EXPECT_EQ(entry.room, get(rooms().load(id)).room);
    EXPECT_EQ(entry.newest, Seq{2});
    EXPECT_EQ(entry.seen, Seq{1});
    EXPECT_EQ(get(rooms().rooms_of(bob, 10)).at(0).seen, Seq{});
}

TEST_P(RoomContract, RoomsInvolvingACompanyAreThoseOfItsPeople) {
    const auto other_company = given_company("Other");
    const auto third_company = given_company("Third");
    const auto dan = given_person("dan", other_company);
    const auto both = given_room(multi_room({ann, dan}));
    const auto own = given_room(multi_room({bob, cid}));
    const auto others = given_room(multi_room({dan}));
    get(rooms().move_seen(both, ann, Seq{}));

    EXPECT_THAT(ids(get(rooms().rooms_involving({acme}, 10))), ElementsAre(own, both));
    EXPECT_THAT(ids(get(rooms().rooms_involving({other_company}, 10))), ElementsAre(others, both));
    EXPECT_THAT(ids(get(rooms().rooms_involving({other_company, acme}, 10))), ElementsAre(others, own, both));
    EXPECT_THAT(ids(get(rooms().rooms_involving({acme, other_company}, 2))), ElementsAre(others, own));
    EXPECT_THAT(get(rooms().rooms_involving({third_company}, 10)), IsEmpty());
    EXPECT_THAT(get(rooms().rooms_involving({}, 10)), IsEmpty());

    ASSERT_TRUE(change(both, [&](auto& room) { room.members[0].state = MemberState::left; }));
    ASSERT_TRUE(change(own, [](auto& room) { room.ended = true; }));
    EXPECT_THAT(get(rooms().rooms_involving({acme}, 10)), IsEmpty());
}

TEST_P(RoomContract, AnXmppContactInvolvesNoCompany) {
    const auto other_company = given_company("Other");
    domain::Person xmpp{
        .kind = domain::PersonKind::xmpp, .company = other_company, .name = "Eve", .jid = "eve@example.org"};
    const auto eve = get(accounts().create_person(xmpp, ""));
    const auto id = given_room(pair_room(ann, eve));
    EXPECT_THAT(get(rooms().rooms_involving({other_company}, 10)), IsEmpty());
    EXPECT_THAT(ids(get(rooms().rooms_involving({acme}, 10))), ElementsAre(id));
}

TEST_P(RoomContract, PublicRoomsAreListedByIdInPages) {
    const auto given_public = [&](CompanyId company) {
        auto room = multi_room({ann});
        room.is_public = true;
        room.company = company;
        return given_room(room);
    };
    const auto first = given_public(acme);
    given_room(multi_room({ann}));
    given_public(given_company("Other"));
    const auto second = given_public(acme);
    const auto third = given_public(acme);
    const auto list = [&](RoomId after, std::uint32_t limit) {
        std::vector<RoomId> found;
        for (const auto& stored : get(rooms().public_rooms(acme, after, limit))) found.push_back(stored.room.id);
        return found;
    };
    EXPECT_THAT(list(RoomId{}, 10), ElementsAre(first, second, third));
    EXPECT_THAT(list(RoomId{}, 2), ElementsAre(first, second));
    EXPECT_THAT(list(second, 2), ElementsAre(third));
    ASSERT_TRUE(change(second, [](auto& room) { room.ended = true; }));
    ASSERT_TRUE(change(third, [](auto& room) { room.is_public = false; }));
    EXPECT_THAT(list(RoomId{}, 10), ElementsAre(first));
}

TEST_P(RoomContract, ManyMembersChangeOneByOne) {
    const auto id = given_room(multi_room({}));
    std::vector<ContactId> everybody;
    for (int i = 0; i < 40; ++i) everybody.push_back(given_person("p" + std::to_string(i), acme));
    for (const auto person : everybody) {
        ASSERT_TRUE(
            change(id, [&](auto& room) { room.members.push_back({.id = person, .state = MemberState::joined}); }));
    }
    for (std::size_t i = 0; i < everybody.size(); i += 2) {
        ASSERT_TRUE(change(
            id, [&](auto& room) { std::erase_if(room.members, [&](auto& m) { return m.id == everybody[i]; }); }));
    }
    const auto room = get(rooms().load(id)).room;
    EXPECT_EQ(room.members.size(), 20U);
    EXPECT_TRUE(std::ranges::is_sorted(room.members, {}, &domain::Member::id));
    EXPECT_EQ(room.version, 61U);
}

}  // namespace foyer::contract
