#include <gmock/gmock.h>

#include "tests/contract/store_contract.hpp"

namespace foyer::contract {

using domain::Relation;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class RosterContract : public StoreContract {};
FOYER_CONTRACT_SUITE(RosterContract);

TEST_P(RosterContract, AnUnknownPairHasAnEmptyRelation) {
    EXPECT_EQ(get(roster().relation(bob, ann)), (Relation{.low = ann, .high = bob}));
    EXPECT_THAT(get(roster().relations_of(ann)), IsEmpty());
}

TEST_P(RosterContract, ARelationIsStoredOnceForBoth) {
    const Relation asked{.low = ann, .high = bob, .low_acknowledged = true};
    EXPECT_EQ(get(roster().commit(asked)), 1U);
    auto expected = asked;
    expected.version = 1;
    EXPECT_EQ(get(roster().relation(ann, bob)), expected);
    EXPECT_EQ(get(roster().relation(bob, ann)), expected);
    expected.ended = true;
    EXPECT_EQ(get(roster().commit(expected)), 2U);
    expected.version = 2;
    EXPECT_EQ(get(roster().relation(bob, ann)), expected);
}

TEST_P(RosterContract, TheOrderOfTheTwoDoesNotMatter) {
    get(roster().commit({.low = bob, .high = ann, .low_acknowledged = true}));
    EXPECT_EQ(get(roster().relation(ann, bob)),
              (Relation{.low = ann, .high = bob, .high_acknowledged = true, .version = 1}));
}

TEST_P(RosterContract, AnOutdatedDecisionIsRefused) {
    get(roster().commit({.low = ann, .high = bob, .low_acknowledged = true}));
    EXPECT_EQ(refusal(roster().commit({.low = ann, .high = bob, .high_acknowledged = true})), ErrorCode::conflict);
    EXPECT_EQ(refusal(roster().commit({.low = ann, .high = cid, .version = 1})), ErrorCode::conflict);
    EXPECT_FALSE(get(roster().relation(ann, bob)).high_acknowledged);
}

TEST_P(RosterContract, RelationsOfAPersonAreThoseOfBothSides) {
    get(roster().commit({.low = bob, .high = cid}));
    get(roster().commit({.low = ann, .high = bob}));
    get(roster().commit({.low = ann, .high = cid}));
    EXPECT_THAT(get(roster().relations_of(bob)), ElementsAre(Relation{.low = ann, .high = bob, .version = 1},
                                                             Relation{.low = bob, .high = cid, .version = 1}));
}

TEST_P(RosterContract, BadRelationsAreRefused) {
    EXPECT_EQ(refusal(roster().commit({.low = ann, .high = ann})), ErrorCode::bad_request);
    EXPECT_EQ(refusal(roster().commit({.high = ann})), ErrorCode::bad_request);
    EXPECT_EQ(refusal(roster().commit({.low = ann, .high = ContactId{4711}})), ErrorCode::not_found);
}

}  // namespace foyer::contract
