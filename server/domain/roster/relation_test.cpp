#include "server/domain/roster/relation.hpp"

#include <gtest/gtest.h>

namespace foyer::domain {
namespace {

const ContactId ann{1};
const ContactId bob{2};

Relation asked_by(ContactId asker) {
    return *ask(no_relation(ann, bob), asker);
}
Relation accepted() {
    return **accept(asked_by(ann), bob);
}

TEST(Relation, IsTheSameForAPairWhoeverAsksForIt) {
    EXPECT_EQ(no_relation(ann, bob), no_relation(bob, ann));
    EXPECT_EQ(no_relation(bob, ann).other(bob), ann);
}

TEST(Relation, LooksDifferentFromEachSide) {
    EXPECT_EQ(state_for(no_relation(ann, bob), ann), RosterState::none);
    EXPECT_EQ(state_for(asked_by(bob), bob), RosterState::asked);
    EXPECT_EQ(state_for(asked_by(bob), ann), RosterState::asking);
    EXPECT_EQ(state_for(accepted(), ann), RosterState::mutual);
    EXPECT_EQ(state_for(accepted(), bob), RosterState::mutual);
}

TEST(Relation, AskingAgainChangesNothing) {
    EXPECT_EQ(ask(asked_by(ann), ann), std::nullopt);
    EXPECT_EQ(ask(accepted(), ann), std::nullopt);
    EXPECT_EQ(ask(accepted(), bob), std::nullopt);
}

TEST(Relation, CrossingRequestsAreAnAcceptance) {
    const auto crossed = ask(asked_by(ann), bob);
    ASSERT_TRUE(crossed);
    EXPECT_TRUE(crossed->mutual());
}

TEST(Relation, AcceptingAgainChangesNothing) {
    EXPECT_EQ(*accept(accepted(), bob), std::nullopt);
}

TEST(Relation, OneCannotAcceptWhatNobodyAsked) {
    EXPECT_EQ(accept(no_relation(ann, bob), ann).error().code, ErrorCode::not_found);
    EXPECT_EQ(accept(asked_by(ann), ann).error().code, ErrorCode::not_found);
}

TEST(Relation, EndsForBoth) {
    const auto ended = end(accepted(), true);
    ASSERT_TRUE(ended);
    EXPECT_EQ(state_for(*ended, ann), RosterState::none);
    EXPECT_EQ(state_for(*ended, bob), RosterState::none);
    EXPECT_TRUE(ended->ended);
    EXPECT_EQ(end(*ended, false), std::nullopt);
}

TEST(Relation, DecliningARequestDoesNotRuleOverTheCompany) {
    const auto declined = end(asked_by(ann), false);
    ASSERT_TRUE(declined);
    EXPECT_FALSE(declined->ended);
    EXPECT_EQ(state_for(*declined, ann), RosterState::none);
}

TEST(Relation, WhatWasEndedLivesAgainWhenBothHaveAcknowledged) {
    const auto ended = *end(accepted(), true);
    const auto asked = *ask(ended, bob);
    EXPECT_TRUE(asked.ended);
    const auto again = **accept(asked, ann);
    EXPECT_FALSE(again.ended);
    EXPECT_TRUE(again.mutual());
}

TEST(Relation, EndingNothingChangesNothing) {
    EXPECT_EQ(end(no_relation(ann, bob), false), std::nullopt);
}

}  // namespace
}  // namespace foyer::domain
