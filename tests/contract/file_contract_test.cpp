#include <gmock/gmock.h>

#include "tests/contract/store_contract.hpp"

namespace foyer::contract {

using domain::FileReceiver;
using domain::FileState;
using domain::FileTransfer;
using domain::ReceiverState;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class FileContract : public StoreContract {
protected:
    FileTransfer file_of(ContactId sender, std::vector<ContactId> receivers, std::uint64_t size = 25) {
        FileTransfer file;
        file.room = room;
        file.sender = sender;
        file.name = "plan.pdf";
        file.size = size;
        file.type = "application/pdf";
        file.chunk_bytes = 10;
        file.created = at(1'000);
        file.expires = at(9'000);
        for (const auto id : receivers) file.receivers.push_back({.id = id});
        return file;
    }
    FileTransfer given(FileTransfer file, std::string key = "") {
        return get(files().create(std::move(file), std::move(key), limits)).file;
    }
    ports::FileStore& files() { return store.files; }
    std::vector<FileId> open_ids() {
        std::vector<FileId> ids;
        for (const auto& place : get(files().all_open())) ids.push_back(place.file);
        return ids;
    }
    std::vector<FileId> ids_of(ContactId person, std::uint32_t limit = 10) {
        std::vector<FileId> ids;
        for (const auto& file : get(files().open_of(person, limit))) ids.push_back(file.id);
        return ids;
    }

    domain::FileLimits limits{.size_bytes = 1'000, .sender_bytes = 100, .all_bytes = 150, .sender_files = 3,
                              .chunk_bytes = 10, .expiry = Millis{8'000}};
    RoomId room = given_room(multi_room({ann, bob, cid}));
};
FOYER_CONTRACT_SUITE(FileContract);

TEST_P(FileContract, AFileIsFoundAsItWasStored) {
    auto file = file_of(ann, {bob, cid}, 5'000'000'000'000);
    limits = {};
    limits.sender_bytes = 10'000'000'000'000;
    const auto stored = given(file);
    EXPECT_TRUE(stored.id);
    EXPECT_EQ(stored.version, 1U);
    file.id = stored.id;
    file.version = 1;
    EXPECT_EQ(stored, file);
    EXPECT_EQ(get(files().load(stored.id)), file);
    EXPECT_EQ(refusal(files().load(FileId{4711})), ErrorCode::not_found);
}

TEST_P(FileContract, TheSameKeyOfTheSameSenderIsTheSameFile) {
    const auto first = given(file_of(ann, {bob}), "key");
    const auto again = get(files().create(file_of(ann, {bob, cid}, 7), "key", limits));
    EXPECT_TRUE(again.existed);
    EXPECT_EQ(again.file, first);
    EXPECT_FALSE(get(files().create(file_of(bob, {ann}), "key", limits)).existed);
    EXPECT_FALSE(get(files().create(file_of(ann, {bob}), "", limits)).existed);
}

TEST_P(FileContract, UnknownPeopleAndRoomsAreRefused) {
    auto elsewhere = file_of(ann, {bob});
    elsewhere.room = RoomId{4711};
    EXPECT_EQ(refusal(files().create(elsewhere, "", limits)), ErrorCode::not_found);
    EXPECT_EQ(refusal(files().create(file_of(ContactId{4711}, {bob}), "", limits)), ErrorCode::not_found);
    EXPECT_EQ(refusal(files().create(file_of(ann, {bob, ContactId{4711}}), "", limits)), ErrorCode::not_found);
    EXPECT_THAT(get(files().all_open()), IsEmpty());
}

TEST_P(FileContract, OpenFilesCountAgainstTheQuotas) {
    auto first = given(file_of(ann, {bob}, 60));
    EXPECT_EQ(refusal(files().create(file_of(ann, {bob}, 41), "", limits)), ErrorCode::quota_reached);
    EXPECT_EQ(refusal(files().create(file_of(bob, {ann}, 91), "", limits)), ErrorCode::quota_reached);
    given(file_of(ann, {bob}, 40));
    given(file_of(ann, {bob}, 0));
    EXPECT_EQ(refusal(files().create(file_of(ann, {bob}, 0), "", limits)), ErrorCode::limit_reached);
    first.state = FileState::done;
    get(files().commit(first));
    given(file_of(ann, {bob}, 60));
}

TEST_P(FileContract, AChangeIsRefusedIfTheFileHasMovedOn) {
    auto file = given(file_of(ann, {bob, cid}));
    file.chunks = 2;
    file.receivers[0] = {.id = bob, .state = ReceiverState::active, .chunks = 1};
    EXPECT_EQ(get(files().commit(file)), 2U);
    EXPECT_EQ(refusal(files().commit(file)), ErrorCode::conflict);
    file.version = 2;
    EXPECT_EQ(get(files().load(file.id)), file);
    file.id = FileId{4711};
    EXPECT_EQ(refusal(files().commit(file)), ErrorCode::not_found);
}

TEST_P(FileContract, OpenFilesOfAPersonAreThoseHeSendsOrCanStillReceive) {
    auto to_bob = given(file_of(ann, {bob}));
    const auto to_both = given(file_of(ann, {bob, cid}));
    EXPECT_THAT(ids_of(ann), ElementsAre(to_both.id, to_bob.id));
    EXPECT_THAT(ids_of(ann, 1), ElementsAre(to_both.id));
    EXPECT_THAT(ids_of(bob), ElementsAre(to_both.id, to_bob.id));
    EXPECT_THAT(ids_of(cid), ElementsAre(to_both.id));
    auto rejected = to_both;
    rejected.receivers[0].state = ReceiverState::rejected;
    get(files().commit(rejected));
    EXPECT_THAT(ids_of(bob), ElementsAre(to_bob.id));
    to_bob = domain::ended(to_bob, FileState::withdrawn);
    get(files().commit(to_bob));
    EXPECT_THAT(ids_of(bob), IsEmpty());
    EXPECT_THAT(open_ids(), ElementsAre(to_both.id));
    ASSERT_EQ(get(files().open_in_room(room)).size(), 1U);
    EXPECT_EQ(get(files().open_in_room(room))[0].id, to_both.id);
    EXPECT_THAT(get(files().open_in_room(RoomId{4711})), IsEmpty());
}

TEST_P(FileContract, WhatHasExpiredIsFoundAndWhatEndedLongAgoForgotten) {
    auto early = file_of(ann, {bob});
    early.expires = at(5'000);
    early = given(early, "key");
    const auto late = given(file_of(ann, {bob}));
    EXPECT_THAT(get(files().expired(at(4'999), 10)), IsEmpty());
    EXPECT_THAT(get(files().expired(at(5'000), 10)), ElementsAre(early.id));
    EXPECT_THAT(get(files().expired(at(9'000), 1)), ElementsAre(early.id));
    get(files().remove_ended(at(9'000)));
    EXPECT_THAT(open_ids(), ElementsAre(early.id, late.id)) << "open ones stay";
    get(files().commit(domain::ended(early, FileState::expired)));
    EXPECT_THAT(get(files().expired(at(9'000), 10)), ElementsAre(late.id));
    get(files().remove_ended(at(4'999)));
    EXPECT_EQ(get(files().load(early.id)).state, FileState::expired);
    get(files().remove_ended(at(5'000)));
    EXPECT_EQ(refusal(files().load(early.id)), ErrorCode::not_found);
    EXPECT_FALSE(get(files().create(file_of(ann, {bob}), "key", limits)).existed);
}

TEST_P(FileContract, WhatCannotBeWrittenOrReadIsSaid) {
    auto file = given(file_of(ann, {bob}));
    file.chunks = 1;
    adapter->fail_writes(true);
    EXPECT_EQ(refusal(files().create(file_of(ann, {bob}), "key", limits)), ErrorCode::store_failed);
    EXPECT_EQ(refusal(files().commit(file)), ErrorCode::store_failed);
    adapter->fail_writes(false);
    EXPECT_EQ(get(files().load(file.id)).version, 1U);
    EXPECT_EQ(get(files().commit(file)), 2U);
}

}  // namespace foyer::contract
