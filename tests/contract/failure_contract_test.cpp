#include <gmock/gmock.h>

#include "tests/contract/store_contract.hpp"

namespace foyer::contract {

using ::testing::IsEmpty;

/// What holds when the adapter cannot write or read.
class FailureContract : public StoreContract {
protected:
    RoomId room = given_room(multi_room({ann, bob}));
};
FOYER_CONTRACT_SUITE(FailureContract);

TEST_P(FailureContract, AFailedWriteSaysSoAndChangesNothing) {
    given_message(room, ann, "before");
    auto next = get(rooms().load(room)).room;
    next.name = "renamed";
    adapter->fail_writes(true);
    ports::RoomWrite write{
        .room = room, .expected_version = 1, .next = next, .messages = {draft_of(ann, "lost", "key")}};
    EXPECT_EQ(refusal(rooms().commit(write)), ErrorCode::store_failed);
    EXPECT_EQ(refusal(rooms().create(multi_room({ann}), "key")), ErrorCode::store_failed);
    EXPECT_EQ(refusal(rooms().move_seen(room, ann, Seq{1})), ErrorCode::store_failed);
    EXPECT_EQ(refusal(accounts().create_company("Other")), ErrorCode::store_failed);
    EXPECT_EQ(refusal(accounts().create_people({{{.company = acme, .uname = "dan"}, ""}})), ErrorCode::store_failed);
    EXPECT_EQ(refusal(sessions().create({.person = ann, .subid = {}})), ErrorCode::store_failed);
    EXPECT_EQ(refusal(roster().commit({.low = ann, .high = bob})), ErrorCode::store_failed);
    adapter->fail_writes(false);

    EXPECT_EQ(get(rooms().load(room)).room.version, 1U);
    EXPECT_EQ(get(rooms().load(room)).newest, Seq{1});
    EXPECT_EQ(get(rooms().rooms_of(ann, 10)).at(0).seen, Seq{});
    EXPECT_EQ(get(roster().relation(ann, bob)).version, 0U);
    EXPECT_THAT(get(sessions().sessions_of(ann)), IsEmpty());
}

TEST_P(FailureContract, TheStoreGoesOnWhenWritingWorksAgain) {
    given_message(room, ann, "before");
    adapter->fail_writes(true);
    for (int i = 0; i < 3; ++i) {
        ports::RoomWrite write{
            .room = room, .expected_version = 1, .next = {}, .messages = {draft_of(ann, "lost", "key")}};
        EXPECT_EQ(refusal(rooms().commit(write)), ErrorCode::store_failed);
    }
    adapter->fail_writes(false);
    EXPECT_EQ(given_message(room, ann, "after", "key"), Seq{2});
    EXPECT_TRUE(post(room, 1, draft_of(ann, "after", "key")).repeated);
}

TEST_P(FailureContract, AFailedReadSaysSo) {
    given_message(room, ann, "text");
    adapter->fail_reads(true);
    EXPECT_EQ(refusal(rooms().messages({.room = room, .after = {}, .limit = 10})), ErrorCode::store_failed);
    adapter->fail_reads(false);
    EXPECT_EQ(get(rooms().messages({.room = room, .after = {}, .limit = 10})).messages.size(), 1U);
}

}  // namespace foyer::contract
