#include <gmock/gmock.h>

#include "server/domain/file/file_face.hpp"
#include "server/domain/file/keep_members.hpp"
#include "server/domain/file/offer_file.hpp"
#include "server/domain/file/receive_file.hpp"
#include "server/domain/file/send_file.hpp"
#include "server/domain/room/room_fixture.hpp"

namespace foyer::domain {
namespace {

using testing::ElementsAre;

class FileDecisions : public testing::Test, public RoomFixture {
protected:
    FileLimits small_limits() const {
        FileLimits bounds;
        bounds.size_bytes = 100;
        bounds.sender_bytes = 150;
        bounds.all_bytes = 200;
        bounds.sender_files = 2;
        bounds.chunk_bytes = 10;
        return bounds;
    }
    Result<FileTransfer> offer(const Room& room, ContactId by, FileOffer wish) const {
        return offer_file(room, who(by), wish, directory, now, small_limits());
    }
    /// Of 25 bytes in chunks of 10, from ann to bob and cat.
    FileTransfer given() const {
        auto file = *offer(multi_of({ann, bob, cat}), ann, {.name = "plan.pdf", .size = 25, .type = "application/pdf"});
        file.id = FileId{3};
        return file;
    }
    FileTransfer uploaded() const {
        auto file = given();
        file.chunks = file.chunk_count();
        return file;
    }
    static ReceiverState state_of(const FileTransfer& file, ContactId person) { return file.find(person)->state; }
    template <class T>
    static ErrorCode refusal(const Result<T>& result) {
        return result ? ErrorCode::ok : result.error().code;
    }
};

TEST_F(FileDecisions, AFileIsOfferedToEverybodyElseWhoCanTakeIt) {
    auto room = multi_of({ann, bob, gus, xia, ian});
    const auto file = offer(room, ann, {.name = "a.txt", .size = 25, .type = "text/plain"});
    ASSERT_TRUE(file);
    std::vector<ContactId> offered;
    for (const auto& receiver : file->receivers) offered.push_back(receiver.id);
    EXPECT_THAT(offered, ElementsAre(bob, gus));
    EXPECT_EQ(file->chunk_count(), 3U);
    EXPECT_EQ(file->chunk_size(0), 10U);
    EXPECT_EQ(file->chunk_size(2), 5U);
    EXPECT_EQ(file->chunk_size(3), 0U);
    EXPECT_EQ(file->expires, now + small_limits().expiry);
    EXPECT_THAT(audience_of(*file), ElementsAre(ann, bob, gus));
}

TEST_F(FileDecisions, NobodyElseToTakeItIsRefused) {
    auto room = pair_of(ann, bob);
    room.find(bob)->state = MemberState::left;
    EXPECT_EQ(refusal(offer(room, ann, {.name = "a", .size = 1, .type = ""})), ErrorCode::bad_request);
}

TEST_F(FileDecisions, TheSizeIsBoundedAndTheSentenceNamesTheLimit) {
    const auto room = multi_of({ann, bob});
    EXPECT_TRUE(offer(room, ann, {.name = "a", .size = 100, .type = ""}));
    const auto refused = offer(room, ann, {.name = "a", .size = 101, .type = ""});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::file_too_large);
    EXPECT_THAT(refused.error().sentence, testing::HasSubstr("100"));
    EXPECT_THAT(refused.error().sentence, testing::HasSubstr("files.size_bytes"));
    auto none = small_limits();
    none.size_bytes = 0;
    const FileOffer empty{.name = "a", .size = 0, .type = ""};
    EXPECT_EQ(refusal(offer_file(room, who(ann), empty, directory, now, none)), ErrorCode::feature_unavailable);
}

TEST_F(FileDecisions, QuotasHoldAtTheirLimitAndNotBeyond) {
    auto file = given();
    file.size = 50;
    const auto fits = [&](FileUse use) { return refusal(check_room_for(file, use, small_limits())); };
    EXPECT_EQ(fits({.sender_files = 1, .sender_bytes = 100, .all_bytes = 150}), ErrorCode::ok);
    EXPECT_EQ(fits({.sender_files = 2, .sender_bytes = 0, .all_bytes = 0}), ErrorCode::limit_reached);
    EXPECT_EQ(fits({.sender_files = 0, .sender_bytes = 101, .all_bytes = 0}), ErrorCode::quota_reached);
    EXPECT_EQ(fits({.sender_files = 0, .sender_bytes = 0, .all_bytes = 151}), ErrorCode::quota_reached);
    file.size = 151;
    EXPECT_EQ(fits({}), ErrorCode::quota_reached);
}

TEST_F(FileDecisions, AnEmptyFileIsThereAtOnce) {
    auto file = *offer(multi_of({ann, bob}), ann, {.name = "empty", .size = 0, .type = ""});
    EXPECT_EQ(file.chunk_count(), 0U);
    EXPECT_TRUE(file.is_uploaded());
    file = *accept_file(file, bob);
    EXPECT_EQ(finish_file(file, bob)->state, FileState::done);
}

TEST_F(FileDecisions, AReceiverAcceptsFetchesAndFinishes) {
    auto file = *accept_file(uploaded(), bob);
    EXPECT_EQ(state_of(file, bob), ReceiverState::accepted);
    file = chunk_fetched(file, bob, 0);
    EXPECT_EQ(state_of(file, bob), ReceiverState::active);
    EXPECT_EQ(file.find(bob)->chunks, 1U);
    file = *finish_file(file, bob);
    EXPECT_EQ(state_of(file, bob), ReceiverState::complete);
    EXPECT_EQ(file.find(bob)->chunks, 3U);
    EXPECT_TRUE(file.is_open()) << "cat has not answered";
    EXPECT_EQ(reject_file(file, cat, false)->state, FileState::done);
}

TEST_F(FileDecisions, WhatIsSaidTwiceHasNoEffect) {
    const auto accepted = *accept_file(uploaded(), bob);
    EXPECT_EQ(*accept_file(accepted, bob), accepted);
    const auto complete = *finish_file(accepted, bob);
    EXPECT_EQ(*finish_file(complete, bob), complete);
    EXPECT_EQ(*accept_file(complete, bob), complete);
    EXPECT_EQ(*reject_file(complete, bob, true), complete);
    const auto rejected = *reject_file(uploaded(), bob, false);
    EXPECT_EQ(*reject_file(rejected, bob, true), rejected);
    const auto cancelled = *cancel_file(rejected, ann);
    EXPECT_EQ(*cancel_file(cancelled, ann), cancelled);
}

TEST_F(FileDecisions, WhatHasEndedForAReceiverStaysEnded) {
    for (const auto& file :
         {*reject_file(uploaded(), bob, false), *reject_file(uploaded(), bob, true), *cancel_file(uploaded(), ann)}) {
        EXPECT_EQ(refusal(accept_file(file, bob)), ErrorCode::file_gone);
        EXPECT_EQ(refusal(finish_file(file, bob)), ErrorCode::file_gone);
        EXPECT_EQ(refusal(permit_download(file, bob)), ErrorCode::file_gone);
    }
    EXPECT_EQ(state_of(*reject_file(uploaded(), bob, true), bob), ReceiverState::error);
}

TEST_F(FileDecisions, OnlyWhoIsNamedMayReceive) {
    for (const auto other : {ann, eve}) {
        EXPECT_EQ(refusal(accept_file(uploaded(), other)), ErrorCode::not_found);
        EXPECT_EQ(refusal(reject_file(uploaded(), other, false)), ErrorCode::not_found);
        EXPECT_EQ(refusal(finish_file(uploaded(), other)), ErrorCode::not_found);
        EXPECT_EQ(refusal(permit_fetch(uploaded(), other, 0)), ErrorCode::not_found);
    }
}

TEST_F(FileDecisions, OnlyTheSenderMayUploadAndCancel) {
    EXPECT_EQ(refusal(permit_upload(given(), bob, 0, 10)), ErrorCode::forbidden);
    EXPECT_EQ(refusal(permit_upload(given(), eve, 0, 10)), ErrorCode::not_found);
    EXPECT_EQ(refusal(cancel_file(given(), bob)), ErrorCode::forbidden);
    EXPECT_EQ(refusal(cancel_file(given(), eve)), ErrorCode::not_found);
    EXPECT_EQ(refusal(permit_upload(*cancel_file(given(), ann), ann, 0, 10)), ErrorCode::file_gone);
}

TEST_F(FileDecisions, ChunksComeInOrderWithTheirSize) {
    auto file = given();
    EXPECT_EQ(permit_upload(file, ann, 0, 10).value(), true);
    for (const auto& [chunk, bytes] : {std::pair{1U, 10U}, {0U, 9U}, {0U, 11U}, {3U, 0U}, {7U, 10U}}) {
        EXPECT_EQ(refusal(permit_upload(file, ann, chunk, bytes)), ErrorCode::bad_chunk) << chunk << " " << bytes;
    }
    file = chunk_uploaded(chunk_uploaded(file, 0), 1);
    EXPECT_EQ(file.chunks, 2U);
    EXPECT_EQ(permit_upload(file, ann, 1, 10).value(), false) << "it is there already";
    EXPECT_EQ(chunk_uploaded(file, 0), file);
    EXPECT_EQ(permit_upload(file, ann, 2, 5).value(), true);
    file = chunk_uploaded(file, 2);
    EXPECT_TRUE(file.is_uploaded());
    EXPECT_EQ(refusal(permit_upload(file, ann, 3, 10)), ErrorCode::bad_chunk);
}

TEST_F(FileDecisions, WhatIsThereMayBeFetchedByWhoAccepted) {
    auto file = chunk_uploaded(given(), 0);
    EXPECT_EQ(refusal(permit_fetch(file, bob, 0)), ErrorCode::forbidden);
    file = *accept_file(file, bob);
    EXPECT_EQ(refusal(permit_fetch(file, bob, 0)), ErrorCode::ok);
    EXPECT_EQ(refusal(permit_fetch(file, bob, 1)), ErrorCode::chunk_not_there);
    EXPECT_EQ(refusal(permit_fetch(file, bob, 3)), ErrorCode::bad_request);
    EXPECT_EQ(refusal(finish_file(file, bob)), ErrorCode::chunk_not_there);
    EXPECT_EQ(refusal(finish_file(uploaded(), bob)), ErrorCode::bad_request) << "not accepted";
}

TEST_F(FileDecisions, WhoHasItMayFetchItAgainWhileItIsThere) {
    const auto file = *finish_file(*accept_file(uploaded(), bob), bob);
    EXPECT_EQ(refusal(permit_fetch(file, bob, 2)), ErrorCode::ok);
    EXPECT_EQ(chunk_fetched(file, bob, 0), file);
    EXPECT_EQ(refusal(permit_fetch(ended(file, FileState::expired), bob, 2)), ErrorCode::file_gone);
}

TEST_F(FileDecisions, WhoIsNoMemberAnyMoreReceivesNothingMore) {
    const auto room = multi_of({ann, cat});
    const auto file = keep_members(*accept_file(uploaded(), bob), room, directory);
    EXPECT_EQ(state_of(file, bob), ReceiverState::cancelled);
    EXPECT_EQ(state_of(file, cat), ReceiverState::pending);
    EXPECT_TRUE(file.is_open());
    EXPECT_EQ(keep_members(file, multi_of({ann}), directory).state, FileState::done);
    EXPECT_EQ(keep_members(file, room, directory), file);
}

TEST_F(FileDecisions, AGuestWhoMayNotHaveFilesIsNotOfferedOne) {
    given_guests_may({.share_files = false});
    const auto file = offer(multi_of({ann, bob, gus, geo}), ann, {.name = "a.txt", .size = 25, .type = ""});
    ASSERT_TRUE(file);
    EXPECT_THAT(audience_of(*file), ElementsAre(ann, bob, geo));
    EXPECT_EQ(refusal(offer(multi_of({ann, gus}), ann, {.name = "a.txt", .size = 25, .type = ""})),
              ErrorCode::bad_request)
        << "nobody could take it";
}

TEST_F(FileDecisions, ForAGuestWhoMayNotHaveFilesAnyMoreItEnds) {
    const auto room = multi_of({ann, bob, gus});
    const auto to_him = *offer(room, ann, {.name = "a.txt", .size = 25, .type = ""});
    const auto from_him = *offer(room, gus, {.name = "a.txt", .size = 25, .type = ""});
    EXPECT_EQ(keep_members(to_him, room, directory), to_him);
    given_guests_may({.share_files = false});
    const auto kept = keep_members(*accept_file(to_him, gus), room, directory);
    EXPECT_EQ(state_of(kept, gus), ReceiverState::cancelled);
    EXPECT_EQ(state_of(kept, bob), ReceiverState::pending);
    EXPECT_TRUE(kept.is_open());
    EXPECT_EQ(keep_members(from_him, room, directory).state, FileState::withdrawn);
}

TEST_F(FileDecisions, WithoutItsSenderAFileIsWithdrawn) {
    const auto complete = *finish_file(*accept_file(uploaded(), bob), bob);
    const auto file = keep_members(complete, multi_of({bob, cat}), directory);
    EXPECT_EQ(file.state, FileState::withdrawn);
    EXPECT_EQ(state_of(file, bob), ReceiverState::complete);
    EXPECT_EQ(state_of(file, cat), ReceiverState::cancelled);
}

TEST_F(FileDecisions, TimeEndsIt) {
    const auto file = uploaded();
    EXPECT_EQ(expire(file, file.expires - Millis{1}), file);
    EXPECT_EQ(expire(file, file.expires).state, FileState::expired);
    EXPECT_EQ(state_of(expire(file, file.expires), bob), ReceiverState::cancelled);
    EXPECT_EQ(state_of(ended(file, FileState::failed), bob), ReceiverState::error);
}

TEST(FileFace, ANameIsTheLastPartOfAPathWithoutTricks) {
    EXPECT_EQ(*parse_file_name("plan.pdf"), "plan.pdf");
    EXPECT_EQ(*parse_file_name("C:\\Users\\ann\\Pläne 2.txt"), "Pläne 2.txt");
    EXPECT_EQ(*parse_file_name("../../etc/passwd"), "passwd");
    EXPECT_EQ(*parse_file_name("a\r\nb\x01.txt"), "ab.txt");
    EXPECT_EQ(*parse_file_name("invoice\u202Efdp.exe"), "invoicefdp.exe");
    EXPECT_EQ(*parse_file_name("  a.txt. . "), "a.txt");
    EXPECT_EQ(*parse_file_name(".profile"), ".profile");
    for (const auto* const text : {"", "/", "..", ".", " ", "\u202E", "a/", "\xFF"}) {
        EXPECT_EQ(parse_file_name(text).error().code, ErrorCode::bad_name) << text;
    }
}

TEST(FileFace, ALongNameKeepsItsEnding) {
    EXPECT_EQ(*parse_file_name(std::string(255, 'a')), std::string(255, 'a'));
    EXPECT_EQ(*parse_file_name(std::string(256, 'a') + ".pdf"), std::string(251, 'a') + ".pdf");
    std::string umlauts = "x";
    for (int i = 0; i < 200; ++i) umlauts += "ä";
    EXPECT_EQ(parse_file_name(umlauts)->size(), 255U);
    EXPECT_EQ(parse_file_name(umlauts + ".txt")->size(), 255U);
}

TEST(FileFace, ATypeIsTwoWordsOrNothing) {
    EXPECT_EQ(parse_file_type("Image/PNG"), "image/png");
    EXPECT_EQ(parse_file_type("text/plain; charset=utf-8"), "text/plain");
    for (const auto* const text : {"", "text", "/plain", "text/", "text/pl ain", "text/plain\r\nX: y", "a/b/c"}) {
        EXPECT_EQ(parse_file_type(text), "") << text;
    }
}

TEST(FileFace, OnlyHarmlessTypesAreToldToABrowser) {
    EXPECT_EQ(safe_file_type("image/png"), "image/png");
    for (const auto* const type : {"", "text/html", "image/svg+xml", "application/javascript", "application/pdf"}) {
        EXPECT_EQ(safe_file_type(type), "application/octet-stream") << type;
    }
}

}  // namespace
}  // namespace foyer::domain
