#include "server/domain/guest/use_link.hpp"

#include <gtest/gtest.h>

namespace foyer::domain {
namespace {

constexpr Instant now{Millis{1'000'000}};

Invitation open_one() {
    Invitation made;
    made.room = RoomId{1};
    made.inviter = ContactId{1};
    made.company = CompanyId{1};
    made.valid_from = now;
    made.valid_to = now + std::chrono::hours{1};
    made.delete_at = now + std::chrono::minutes{15};
    made.uses_max = 2;
    return made;
}

TEST(LinkWorks, WhileItsTimeAndUsesLast) {
    const InvitationRules rules;
    auto link = open_one();
    EXPECT_TRUE(link_works(link, rules, now));
    EXPECT_TRUE(link_works(link, rules, link.valid_to - Millis{1}));
    EXPECT_FALSE(link_works(link, rules, link.valid_to));
    link.uses = 2;
    EXPECT_FALSE(link_works(link, rules, now));
    for (const auto state : {InvitationState::revoked, InvitationState::expired, InvitationState::ended}) {
        EXPECT_FALSE(link_works(finish(open_one(), state, now), rules, now));
    }
}

TEST(Redeem, CountsUsesAndForgetsWrongPins) {
    auto link = open_one();
    link.has_pin = true;
    link.wrong_pins = 3;
    EXPECT_EQ(redeem(link, PinAnswer::missing, {}, now).error().code, ErrorCode::wrong_pin);
    EXPECT_EQ(redeem(link, PinAnswer::wrong, {}, now).error().code, ErrorCode::wrong_pin);
    const auto redeemed = redeem(link, PinAnswer::right, {}, now).value();
    EXPECT_EQ(redeemed.state, InvitationState::redeemed);
    EXPECT_EQ(redeemed.uses, 1U);
    EXPECT_EQ(redeemed.wrong_pins, 0U);
    EXPECT_EQ(redeem(link, PinAnswer::right, {}, now - Millis{1}).error().code, ErrorCode::link_invalid);
}

TEST(Finish, HappensOnce) {
    const auto revoked = finish(open_one(), InvitationState::revoked, now);
    EXPECT_EQ(revoked.ended, now);
    EXPECT_EQ(finish(revoked, InvitationState::ended, now + Millis{5}), revoked);
    EXPECT_EQ(finish(open_one(), InvitationState::open, now), open_one());
}

TEST(CountWrongPin, RevokesAnOpenInvitationAtTheLimit) {
    InvitationRules rules;
    rules.wrong_pins = 2;
    auto once = count_wrong_pin(open_one(), rules, now);
    EXPECT_EQ(once.state, InvitationState::open);
    EXPECT_EQ(count_wrong_pin(once, rules, now).state, InvitationState::revoked);
    once.state = InvitationState::redeemed;
    const auto worn = count_wrong_pin(once, rules, now);
    EXPECT_EQ(worn.state, InvitationState::redeemed) << "who has come stays";
    EXPECT_FALSE(link_works(worn, rules, now));
}

TEST(Fate, FollowsFromTimeAndWhatTheGuestDid) {
    const GuestFacts there{.is_member = true, .has_session = true};
    const GuestFacts away{.is_member = true, .has_session = false};
    const GuestFacts left{.is_member = false, .has_session = true};
    auto invitation = open_one();
    EXPECT_EQ(fate_of(invitation, away, now), InvitationState::open);
    EXPECT_EQ(fate_of(invitation, away, invitation.delete_at), InvitationState::ended);
    invitation.delete_at = invitation.valid_to + Millis{1};
    EXPECT_EQ(fate_of(invitation, away, invitation.valid_to), InvitationState::expired);
    invitation.state = InvitationState::redeemed;
    EXPECT_EQ(fate_of(invitation, away, now), InvitationState::redeemed) << "he can return";
    EXPECT_EQ(fate_of(invitation, there, invitation.valid_to), InvitationState::redeemed);
    EXPECT_EQ(fate_of(invitation, away, invitation.valid_to), InvitationState::expired);
    EXPECT_EQ(fate_of(invitation, left, now), InvitationState::ended);
    invitation.room = {};
    EXPECT_EQ(fate_of(invitation, left, now), InvitationState::redeemed) << "into no room yet";
}

TEST(MayManage, IsForTheInviterAndHisSupervisors) {
    const auto person = [](std::uint32_t id, std::uint32_t company) {
        Person made;
        made.id = ContactId{id};
        made.company = CompanyId{company};
        return made;
    };
    auto ann = person(1, 1);
    const auto bob = person(2, 1);
    auto sue = person(3, 2);
    sue.supervises = {CompanyId{1}};
    auto gus = person(4, 1);
    gus.kind = PersonKind::guest;
    const Directory directory({{CompanyId{1}, "Acme"}, {CompanyId{2}, "Borg"}}, {ann, bob, sue, gus}, {});
    EXPECT_TRUE(may_manage(ann, open_one(), directory));
    EXPECT_TRUE(may_manage(sue, open_one(), directory));
    EXPECT_FALSE(may_manage(bob, open_one(), directory));
    EXPECT_FALSE(may_manage(gus, open_one(), directory));
    EXPECT_EQ(managers_of(open_one(), directory), (std::vector{ann.id, sue.id}));
    ann.disabled = true;
    EXPECT_FALSE(may_manage(ann, open_one(), directory));
}

}  // namespace
}  // namespace foyer::domain
