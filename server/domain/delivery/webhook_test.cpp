#include "server/domain/delivery/webhook.hpp"

#include <gmock/gmock.h>

namespace foyer::domain {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr ContactId ann{1};
constexpr ContactId bob{2};
constexpr ContactId gus{3};

Directory directory() {
    std::vector<Person> people(3);
    for (std::uint32_t i = 0; i < 3; ++i) people[i].id = ContactId{i + 1};
    people[2].kind = PersonKind::guest;
    return {{}, std::move(people), {}};
}

Room room(std::vector<Member> members) {
    Room made;
    made.multi = true;
    made.members = std::move(members);
    return made;
}

Member member(ContactId id, MemberState state = MemberState::joined) {
    Member made;
    made.id = id;
    made.state = state;
    return made;
}

std::vector<RoomHappening> told(const Room& before, const Room& now) {
    return happenings(&before, now, directory());
}

TEST(Happenings, ANewRoomIsCreated) {
    EXPECT_THAT(happenings(nullptr, room({member(ann)}), directory()),
                ElementsAre(RoomHappening{WebhookEvent::room_created, {}}));
}

TEST(Happenings, ANewNameIsAChange) {
    auto now = room({member(ann)});
    now.name = "New";
    EXPECT_THAT(told(room({member(ann)}), now), ElementsAre(RoomHappening{WebhookEvent::room_changed, {}}));
}

TEST(Happenings, PeopleComeAndGo) {
    EXPECT_THAT(
        told(room({member(ann)}), room({member(bob, MemberState::invited)})),
        ElementsAre(RoomHappening{WebhookEvent::member_added, {bob}}, RoomHappening{WebhookEvent::member_left, {ann}}));
}

TEST(Happenings, WhoIsBroughtBackIsAdded) {
    EXPECT_THAT(told(room({member(bob, MemberState::left)}), room({member(bob, MemberState::invited)})),
                ElementsAre(RoomHappening{WebhookEvent::member_added, {bob}}));
}

TEST(Happenings, AGuestComesWhenHeTakesUpTheRoom) {
    EXPECT_THAT(told(room({member(gus, MemberState::invited)}), room({member(gus)})),
                ElementsAre(RoomHappening{WebhookEvent::guest_came, {gus}}));
    EXPECT_THAT(told(room({member(bob, MemberState::invited)}), room({member(bob)})), IsEmpty())
        << "a user's client taking up a room is no news";
}

TEST(Happenings, TheEndIsToldOnce) {
    auto ended = room({member(ann, MemberState::left)});
    ended.ended = true;
    EXPECT_THAT(told(room({member(ann)}), ended), ElementsAre(RoomHappening{WebhookEvent::member_left, {ann}},
                                                              RoomHappening{WebhookEvent::room_ended, {}}));
    EXPECT_THAT(told(ended, ended), IsEmpty());
}

TEST(WebhookUrl, IsAWebAddress) {
    for (const auto* good : {"https://www.example.com/hook?x=1", "http://localhost:8080", "https://[2001:db8::1]/"}) {
        EXPECT_EQ(parse_webhook_url(good), good);
    }
    for (const auto* bad :
         {"", "ftp://example.com", "https://", "https:///x", "https://user:secret@example.com/",
          "https://example.com/a b", "https://exa\r\nmple.com", "file:///etc/passwd", "example.com"}) {
        EXPECT_EQ(parse_webhook_url(bad).error().code, ErrorCode::bad_address) << bad;
    }
    EXPECT_TRUE(parse_webhook_url("https://e.com/" + std::string(1986, 'x')));
    EXPECT_FALSE(parse_webhook_url("https://e.com/" + std::string(1987, 'x')));
}

TEST(Webhook, WantsWhatItHasChosenWhileActive) {
    Webhook webhook;
    webhook.events = {WebhookEvent::message_posted, WebhookEvent::room_ended};
    EXPECT_TRUE(webhook.wants(WebhookEvent::room_ended));
    EXPECT_FALSE(webhook.wants(WebhookEvent::room_created));
    webhook.active = false;
    EXPECT_FALSE(webhook.wants(WebhookEvent::room_ended));
}

}  // namespace
}  // namespace foyer::domain
