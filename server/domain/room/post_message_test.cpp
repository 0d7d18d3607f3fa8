#include "server/domain/room/post_message.hpp"

#include <gtest/gtest.h>

#include "server/domain/room/room_fixture.hpp"

namespace foyer::domain {
namespace {

struct PostMessage : testing::Test, RoomFixture {
    [[nodiscard]] Result<Post> post(const Room& room, ContactId by, std::string text,
                                    bool absent_may_return = true) const {
        return post_message(room, who(by), {.text = std::move(text), .idempotency_key = "k"}, absent_may_return,
                            directory, now, limits);
    }
};

TEST_F(PostMessage, CarriesTheAuthorsNameAndTheTime) {
    const auto posted = post(multi_of({ann, bob}), ann, "hi");
    ASSERT_TRUE(posted);
    EXPECT_EQ(posted->draft.author, ann);
    EXPECT_EQ(posted->draft.author_name, "ann");
    EXPECT_EQ(posted->draft.time, now);
    EXPECT_EQ(posted->draft.idempotency_key, "k");
    EXPECT_FALSE(posted->next);
}

TEST_F(PostMessage, TextsHaveRules) {
    const auto room = multi_of({ann, bob});
    EXPECT_TRUE(post(room, ann, std::string(limits.message_bytes, 'x')));
    EXPECT_EQ(post(room, ann, std::string(limits.message_bytes + 1, 'x')).error().code, ErrorCode::bad_text);
    EXPECT_EQ(post(room, ann, "").error().code, ErrorCode::bad_text);
    EXPECT_EQ(post(room, ann, "\xC3(").error().code, ErrorCode::bad_text);
    EXPECT_EQ(post(room, ann, std::string("a\0b", 3)).error().code, ErrorCode::bad_text);
    EXPECT_TRUE(post(room, ann, " \n\t"));
}

TEST_F(PostMessage, AnInvitedAuthorHasJoined) {
    auto room = pair_of(ann, bob);
    room.find(bob)->state = MemberState::invited;
    EXPECT_EQ(post(room, bob, "hi")->next->find(bob)->state, MemberState::joined);
    EXPECT_FALSE(post(room, ann, "hi")->next);
}

TEST_F(PostMessage, TheAbsentPartyIsBroughtBackWhereTheRosterAllowsIt) {
    auto room = pair_of(ann, bob);
    room.find(bob)->state = MemberState::left;
    EXPECT_EQ(absent_party(room, ann), bob);
    const auto posted = post(room, ann, "come back");
    EXPECT_EQ(posted->next->find(bob)->state, MemberState::invited);
    EXPECT_EQ(posted->next->find(bob)->first_seq, Seq{1});
    const auto refused = post(room, ann, "come back", false);
    EXPECT_EQ(refused.error().code, ErrorCode::not_in_roster);
    EXPECT_NE(refused.error().sentence.find("bob has left"), std::string::npos);
}

TEST_F(PostMessage, WhoIsDisabledIsNotBroughtBack) {
    auto room = pair_of(ann, ian);
    room.find(ian)->state = MemberState::left;
    EXPECT_EQ(post(room, ann, "come back").error().code, ErrorCode::not_in_roster);
}

TEST_F(PostMessage, WhoHasLeftAPairIsOutside) {
    auto room = pair_of(ann, bob);
    room.find(bob)->state = MemberState::left;
    EXPECT_EQ(post(room, bob, "hi").error().code, ErrorCode::not_found);
}

TEST_F(PostMessage, WhoIsDisabledIsOutside) {
    EXPECT_EQ(post(multi_of({ann, ian}), ian, "hi").error().code, ErrorCode::not_found);
}

}  // namespace
}  // namespace foyer::domain
