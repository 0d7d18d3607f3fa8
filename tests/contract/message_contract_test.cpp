#include <gmock/gmock.h>

#include "tests/contract/store_contract.hpp"

namespace foyer::contract {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class MessageContract : public StoreContract {
protected:
    static std::vector<std::string> texts(const ports::MessagePage& page) {
        std::vector<std::string> found;
        for (const auto& message : page.messages) found.push_back(message.text);
        return found;
    }
    /// Messages "1" to "n".
    void given_messages(int n) {
        for (int i = 1; i <= n; ++i) given_message(room, ann, std::to_string(i));
    }
    ports::MessagePage before(Seq seq, std::uint32_t limit, Seq floor = Seq{1}) {
        return get(rooms().messages({.room = room, .after = {}, .before = seq, .floor = floor, .limit = limit}));
    }
    ports::MessagePage after(Seq seq, std::uint32_t limit, Seq floor = Seq{1}) {
        return get(rooms().messages({.room = room, .after = seq, .floor = floor, .limit = limit}));
    }

    RoomId room = given_room(multi_room({ann, bob}));
};
FOYER_CONTRACT_SUITE(MessageContract);

TEST_P(MessageContract, MessagesGetTheNextNumbersAndComeBackAsTheyWere) {
    const std::string text = std::string("zero \0 inside, ümläut, 🙂", 27);
    const auto committed = post(room, 1, draft_of(ann, text, "key"));
    EXPECT_FALSE(committed.repeated);
    EXPECT_EQ(committed.version, 1U);
    const domain::Message expected{
        .seq = Seq{1}, .author = ann, .author_name = draft_of(ann, "").author_name, .text = text, .time = at(5'000)};
    EXPECT_THAT(committed.messages, ElementsAre(expected));
    EXPECT_THAT(before(Seq{}, 10).messages, ElementsAre(expected));
    EXPECT_EQ(given_message(room, bob, "two"), Seq{2});
    EXPECT_EQ(get(rooms().load(room)).newest, Seq{2});
    EXPECT_EQ(get(rooms().load(room)).room.version, 1U);
}

TEST_P(MessageContract, EachRoomCountsForItself) {
    const auto other = given_room(multi_room({ann}));
    EXPECT_EQ(given_message(room, ann, "a"), Seq{1});
    EXPECT_EQ(given_message(other, ann, "b"), Seq{1});
    EXPECT_EQ(given_message(room, ann, "c"), Seq{2});
}

TEST_P(MessageContract, SeveralMessagesAndAChangeAreOneWrite) {
    auto next = get(rooms().load(room)).room;
    next.name = "renamed";
    ports::RoomWrite write{.room = room,
                           .expected_version = 1,
                           .next = next,
                           .messages = {draft_of(ContactId{}, "notice"), draft_of(ann, "hi", "key")}};
    const auto committed = get(rooms().commit(write));
    EXPECT_EQ(committed.version, 2U);
    ASSERT_EQ(committed.messages.size(), 2U);
    EXPECT_EQ(committed.messages[0].seq, Seq{1});
    EXPECT_EQ(committed.messages[0].author, ContactId{});
    EXPECT_EQ(committed.messages[1].seq, Seq{2});
    EXPECT_THAT(texts(before(Seq{}, 10)), ElementsAre("notice", "hi"));
}

TEST_P(MessageContract, APostDecidedOnAnotherVersionIsRefused) {
    ports::RoomWrite early{.room = room, .expected_version = 0, .next = {}, .messages = {draft_of(ann, "early")}};
    ports::RoomWrite late{.room = room, .expected_version = 2, .next = {}, .messages = {draft_of(ann, "late")}};
    EXPECT_EQ(refusal(rooms().commit(early)), ErrorCode::conflict);
    EXPECT_EQ(refusal(rooms().commit(late)), ErrorCode::conflict);
    EXPECT_THAT(before(Seq{}, 10).messages, IsEmpty());
}

TEST_P(MessageContract, ARepeatedKeyGivesTheStoredMessage) {
    const auto first = post(room, 1, draft_of(ann, "first", "key"));
    given_message(room, bob, "between");
    const auto again = post(room, 1, draft_of(ann, "again", "key"));
    EXPECT_TRUE(again.repeated);
    EXPECT_EQ(again.messages, first.messages);
    EXPECT_EQ(get(rooms().load(room)).newest, Seq{2});
    EXPECT_EQ(given_message(room, ann, "after"), Seq{3});
}

TEST_P(MessageContract, ARepeatedKeyCountsWhateverTheVersionIsByNow) {
    const auto first = post(room, 1, draft_of(ann, "first", "key"));
    auto next = get(rooms().load(room)).room;
    next.name = "renamed";
    get(rooms().commit({.room = room, .expected_version = 1, .next = next, .messages = {}}));
    const auto again = post(room, 1, draft_of(ann, "first", "key"));
    EXPECT_TRUE(again.repeated);
    EXPECT_EQ(again.version, 2U);
    EXPECT_EQ(again.messages, first.messages);
}

TEST_P(MessageContract, ARepeatedKeyKeepsTheChangeFromHappeningAgain) {
    auto next = get(rooms().load(room)).room;
    next.name = "renamed";
    ports::RoomWrite write{.room = room, .expected_version = 1, .next = next, .messages = {draft_of(ann, "hi", "key")}};
    get(rooms().commit(write));
    write.expected_version = 2;
    write.next->name = "renamed again";
    EXPECT_TRUE(get(rooms().commit(write)).repeated);
    EXPECT_EQ(get(rooms().load(room)).room.name, "renamed");
    EXPECT_EQ(get(rooms().load(room)).room.version, 2U);
}

TEST_P(MessageContract, AChangeAskedForWithAKeyHappensOnce) {
    ports::RoomWrite write{.room = room, .expected_version = 1, .next = get(rooms().load(room)).room, .messages = {}};
    write.next->name = "renamed";
    write.request = {ann, "key"};
    EXPECT_FALSE(get(rooms().is_done(room, write.request)));
    EXPECT_FALSE(get(rooms().commit(write)).repeated);
    EXPECT_TRUE(get(rooms().is_done(room, write.request)));
    EXPECT_TRUE(get(adapter->from_another_process().rooms.is_done(room, write.request)));

    write.next->name = "renamed again";
    for (const std::uint32_t version : {1, 2}) {
        write.expected_version = version;
        const auto again = get(rooms().commit(write));
        EXPECT_TRUE(again.repeated);
        EXPECT_EQ(again.version, 2U);
        EXPECT_THAT(again.messages, IsEmpty());
    }
    EXPECT_EQ(get(rooms().load(room)).room.name, "renamed");
}

TEST_P(MessageContract, AKeyOfAChangeBelongsToWhoAskedAndTheRoom) {
    const auto other = given_room(multi_room({ann}));
    const auto change = [&](RoomId id, std::uint32_t version, domain::RequestKey request) {
        ports::RoomWrite write{.room = id, .expected_version = version, .next = {}, .messages = {}};
        write.next = get(rooms().load(id)).room;
        write.request = std::move(request);
        return get(rooms().commit(write)).repeated;
    };
    EXPECT_FALSE(change(room, 1, {ann, "key"}));
    EXPECT_FALSE(change(room, 2, {bob, "key"}));
    EXPECT_FALSE(change(room, 3, {ann, "Key"}));
    EXPECT_FALSE(change(room, 4, {ann, ""}));
    EXPECT_FALSE(change(room, 5, {ann, ""}));
    EXPECT_FALSE(change(other, 1, {ann, "key"}));
    EXPECT_FALSE(post(room, 6, draft_of(ann, "a message's keys are its own", "key")).repeated);
    EXPECT_FALSE(get(rooms().is_done(room, {ann, ""})));
    EXPECT_FALSE(get(rooms().is_done(RoomId{4711}, {ann, "key"})));
}

TEST_P(MessageContract, ARefusedChangeLeavesItsKeyFree) {
    ports::RoomWrite write{.room = room, .expected_version = 7, .next = get(rooms().load(room)).room, .messages = {}};
    write.request = {ann, "key"};
    EXPECT_EQ(refusal(rooms().commit(write)), ErrorCode::conflict);
    write.expected_version = 1;
    write.next->insert({.id = ContactId{4711}});
    EXPECT_EQ(refusal(rooms().commit(write)), ErrorCode::not_found);
    adapter->fail_writes(true);
    EXPECT_NE(refusal(rooms().commit(write)), ErrorCode::ok);
    adapter->fail_writes(false);
    EXPECT_FALSE(get(rooms().is_done(room, write.request)));
    adapter->fail_reads(true);
    EXPECT_EQ(refusal(rooms().is_done(room, write.request)), ErrorCode::store_failed);
    adapter->fail_reads(false);
}

TEST_P(MessageContract, KeysBelongToAuthorAndRoom) {
    const auto other = given_room(multi_room({ann}));
    EXPECT_FALSE(post(room, 1, draft_of(ann, "a", "key")).repeated);
    EXPECT_FALSE(post(room, 1, draft_of(bob, "b", "key")).repeated);
    EXPECT_FALSE(post(other, 1, draft_of(ann, "c", "key")).repeated);
    EXPECT_FALSE(post(room, 1, draft_of(ann, "d", "Key")).repeated);
}

TEST_P(MessageContract, WithoutKeyNothingIsARepetition) {
    EXPECT_EQ(given_message(room, ann, "same"), Seq{1});
    EXPECT_EQ(given_message(room, ann, "same"), Seq{2});
}

TEST_P(MessageContract, OneWriteWithAKeyTwiceIsRefused) {
    ports::RoomWrite write{.room = room,
                           .expected_version = 1,
                           .next = {},
                           .messages = {draft_of(ann, "a", "key"), draft_of(ann, "b", "key")}};
    EXPECT_EQ(refusal(rooms().commit(write)), ErrorCode::bad_request);
    EXPECT_EQ(get(rooms().load(room)).newest, Seq{});
}

TEST_P(MessageContract, PagesBackwardsFromTheNewest) {
    given_messages(5);
    EXPECT_THAT(texts(before(Seq{}, 2)), ElementsAre("4", "5"));
    EXPECT_TRUE(before(Seq{}, 2).more);
    EXPECT_THAT(texts(before(Seq{4}, 2)), ElementsAre("2", "3"));
    EXPECT_TRUE(before(Seq{4}, 2).more);
    EXPECT_THAT(texts(before(Seq{2}, 2)), ElementsAre("1"));
    EXPECT_FALSE(before(Seq{2}, 2).more);
    EXPECT_THAT(before(Seq{1}, 2).messages, IsEmpty());
    EXPECT_THAT(texts(before(Seq{}, 5)), ElementsAre("1", "2", "3", "4", "5"));
    EXPECT_FALSE(before(Seq{}, 5).more);
    EXPECT_THAT(texts(before(Seq{1000}, 1)), ElementsAre("5"));
}

TEST_P(MessageContract, PagesForwards) {
    given_messages(5);
    EXPECT_THAT(texts(after(Seq{}, 2)), ElementsAre("1", "2"));
    EXPECT_TRUE(after(Seq{}, 2).more);
    EXPECT_THAT(texts(after(Seq{2}, 3)), ElementsAre("3", "4", "5"));
    EXPECT_FALSE(after(Seq{2}, 3).more);
    EXPECT_THAT(after(Seq{5}, 3).messages, IsEmpty());
    EXPECT_FALSE(after(Seq{5}, 3).more);
}

TEST_P(MessageContract, NothingBelowTheFloorIsRead) {
    given_messages(5);
    EXPECT_THAT(texts(before(Seq{}, 10, Seq{4})), ElementsAre("4", "5"));
    EXPECT_FALSE(before(Seq{}, 10, Seq{4}).more);
    EXPECT_FALSE(before(Seq{}, 2, Seq{4}).more);
    EXPECT_TRUE(before(Seq{}, 1, Seq{4}).more);
    EXPECT_THAT(texts(after(Seq{}, 10, Seq{4})), ElementsAre("4", "5"));
    EXPECT_THAT(before(Seq{4}, 10, Seq{4}).messages, IsEmpty());
    EXPECT_THAT(before(Seq{}, 10, Seq{6}).messages, IsEmpty());
}

TEST_P(MessageContract, APageStopsBeforeItsBytesAreExceededButGivesOne) {
    for (const char* text : {"aaaa", "bbbb", "cccc"}) given_message(room, ann, text);
    const auto read = [&](std::optional<Seq> after, std::uint32_t max_bytes) {
        return get(rooms().messages({.room = room, .after = after, .limit = 10, .max_bytes = max_bytes}));
    };
    EXPECT_THAT(texts(read(Seq{}, 8)), ElementsAre("aaaa", "bbbb"));
    EXPECT_TRUE(read(Seq{}, 8).more);
    EXPECT_THAT(texts(read(Seq{}, 7)), ElementsAre("aaaa"));
    EXPECT_THAT(texts(read(Seq{}, 1)), ElementsAre("aaaa"));
    EXPECT_THAT(texts(read({}, 8)), ElementsAre("bbbb", "cccc"));
    EXPECT_TRUE(read({}, 8).more);
    EXPECT_THAT(texts(read({}, 12)), ElementsAre("aaaa", "bbbb", "cccc"));
    EXPECT_FALSE(read({}, 12).more);
}

TEST_P(MessageContract, AnEmptyRoomHasAnEmptyPage) {
    EXPECT_THAT(before(Seq{}, 10).messages, IsEmpty());
    EXPECT_THAT(after(Seq{}, 10).messages, IsEmpty());
    EXPECT_FALSE(before(Seq{}, 10).more);
}

TEST_P(MessageContract, MessagesOfAnEndedRoomStayReadable) {
    given_message(room, ann, "last words");
    auto next = get(rooms().load(room)).room;
    next.ended = true;
    get(rooms().commit({.room = room, .expected_version = 1, .next = next, .messages = {}}));
    EXPECT_THAT(texts(before(Seq{}, 10)), ElementsAre("last words"));
    EXPECT_TRUE(get(rooms().load(room)).room.ended);
}

TEST_P(MessageContract, SeenMovesForwardOnlyAndNotBeyondTheNewest) {
    given_messages(3);
    EXPECT_EQ(get(rooms().move_seen(room, ann, Seq{2})), Seq{2});
    EXPECT_EQ(get(rooms().move_seen(room, ann, Seq{1})), Seq{2});
    EXPECT_EQ(get(rooms().move_seen(room, ann, Seq{4711})), Seq{3});
    EXPECT_EQ(get(rooms().move_seen(room, bob, Seq{1})), Seq{1});
    EXPECT_EQ(get(rooms().rooms_of(ann, 1)).at(0).seen, Seq{3});
}

TEST_P(MessageContract, SeenOfSomebodyUnknownIsNotFound) {
    EXPECT_EQ(refusal(rooms().move_seen(room, ContactId{4711}, Seq{1})), ErrorCode::not_found);
}

TEST_P(MessageContract, SeenSurvivesLeavingAndComingBack) {
    given_messages(2);
    get(rooms().move_seen(room, bob, Seq{2}));
    auto without = get(rooms().load(room)).room;
    const auto with = without;
    std::erase_if(without.members, [&](const auto& member) { return member.id == bob; });
    get(rooms().commit({.room = room, .expected_version = 1, .next = without, .messages = {}}));
    get(rooms().commit({.room = room, .expected_version = 2, .next = with, .messages = {}}));
    EXPECT_EQ(get(rooms().rooms_of(bob, 1)).at(0).seen, Seq{2});
}

TEST_P(MessageContract, WritesOfAnotherProcessAreSeenAndCounted) {
    given_message(room, ann, "here");
    auto other = adapter->from_another_process();
    ports::RoomWrite write{
        .room = room, .expected_version = 1, .next = {}, .messages = {draft_of(bob, "there", "key")}};
    EXPECT_EQ(get(other.rooms.commit(write)).messages.at(0).seq, Seq{2});
    EXPECT_EQ(given_message(room, ann, "here again"), Seq{3});
    EXPECT_TRUE(post(room, 1, draft_of(bob, "there", "key")).repeated);

    auto next = get(rooms().load(room)).room;
    next.name = "renamed there";
    get(other.rooms.commit({.room = room, .expected_version = 1, .next = next, .messages = {}}));
    EXPECT_EQ(
        refusal(rooms().commit({.room = room, .expected_version = 1, .next = {}, .messages = {draft_of(ann, "x")}})),
        ErrorCode::conflict);
}

}  // namespace foyer::contract
