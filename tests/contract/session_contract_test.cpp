#include <gmock/gmock.h>

#include "tests/contract/store_contract.hpp"

namespace foyer::contract {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class SessionContract : public StoreContract {
protected:
    static ports::TokenHash token(std::uint8_t number) {
        ports::TokenHash hash{};
        hash.fill(number);
        return hash;
    }
    ports::Session given_session(ContactId person, std::uint8_t number, Instant expires = at(9'000)) {
        return get(sessions().create(
            {.person = person, .token_hash = token(number), .subid = "tab", .created = at(1'000), .expires = expires}));
    }
    bool is_known(std::uint8_t number) { return get(sessions().find(token(number))).has_value(); }
};
FOYER_CONTRACT_SUITE(SessionContract);

TEST_P(SessionContract, ASessionIsFoundByItsTokenAsItWas) {
    auto session = given_session(ann, 1);
    EXPECT_TRUE(session.id);
    session.kind = ports::SessionKind::login_token;
    session.token_hash = token(2);
    const auto other = get(sessions().create(session));
    EXPECT_NE(other.id, session.id);
    const auto found = get(sessions().find(token(2)));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->id, other.id);
    EXPECT_EQ(found->person, ann);
    EXPECT_EQ(found->kind, ports::SessionKind::login_token);
    EXPECT_EQ(found->token_hash, token(2));
    EXPECT_EQ(found->subid, "tab");
    EXPECT_EQ(found->created, at(1'000));
    EXPECT_EQ(found->expires, at(9'000));
    EXPECT_FALSE(is_known(3));
}

TEST_P(SessionContract, BadSessionsAreRefused) {
    given_session(ann, 1);
    EXPECT_EQ(refusal(sessions().create({.person = bob, .token_hash = token(1), .subid = {}})),
              ErrorCode::already_exists);
    EXPECT_EQ(refusal(sessions().create({.person = ContactId{4711}, .token_hash = token(2), .subid = {}})),
              ErrorCode::not_found);
}

TEST_P(SessionContract, SessionsOfAPersonAreHisAlone) {
    const auto first = given_session(ann, 1);
    given_session(bob, 2);
    const auto second = given_session(ann, 3);
    std::vector<SessionId> ids;
    for (const auto& session : get(sessions().sessions_of(ann))) ids.push_back(session.id);
    EXPECT_THAT(ids, ElementsAre(first.id, second.id));
    EXPECT_THAT(get(sessions().sessions_of(cid)), IsEmpty());
}

TEST_P(SessionContract, ASessionIsProlongedWhileItIsThere) {
    const auto session = given_session(ann, 1);
    get(sessions().prolong(session.id, at(20'000)));
    EXPECT_EQ(get(sessions().find(token(1)))->expires, at(20'000));
    get(sessions().revoke(session.id));
    EXPECT_EQ(refusal(sessions().prolong(session.id, at(30'000))), ErrorCode::not_found);
}

TEST_P(SessionContract, RevokingEndsOneOrAll) {
    const auto first = given_session(ann, 1);
    given_session(ann, 2);
    given_session(ann, 3);
    given_session(bob, 4);
    EXPECT_TRUE(get(sessions().revoke(first.id)));
    EXPECT_FALSE(get(sessions().revoke(first.id)));
    EXPECT_FALSE(is_known(1));
    EXPECT_TRUE(is_known(2));
    get(sessions().revoke_all_of(ann));
    EXPECT_FALSE(is_known(2));
    EXPECT_FALSE(is_known(3));
    EXPECT_TRUE(is_known(4));
}

TEST_P(SessionContract, IdsAreNeverUsedAgain) {
    const auto first = given_session(ann, 1);
    get(sessions().revoke(first.id));
    EXPECT_NE(given_session(ann, 2).id, first.id);
}

TEST_P(SessionContract, ALoginBeginsWithItsFirstSession) {
    const auto first = given_session(ann, 1);
    EXPECT_EQ(first.login, first.id);
    EXPECT_EQ(get(sessions().find(token(1)))->login, first.id);
    const auto later = get(
        sessions().create({.person = ann, .token_hash = token(2), .subid = {}, .expires = at(9), .login = first.id}));
    EXPECT_EQ(later.login, first.id);
    EXPECT_EQ(get(sessions().find(token(2)))->login, first.id);
}

TEST_P(SessionContract, WhatWasEndedIsToldInOrderFromACursorOn) {
    EXPECT_THAT(get(sessions().ended_after(0)).sessions, IsEmpty());
    const auto first = given_session(ann, 1), second = given_session(ann, 2), bobs = given_session(bob, 3);
    get(sessions().revoke(second.id));
    get(sessions().revoke(second.id));
    const auto one = get(sessions().ended_after(0));
    EXPECT_THAT(one.sessions, ElementsAre(ports::EndedSession{second.id, ann}));
    get(sessions().revoke(bobs.id));
    get(sessions().revoke_all_of(ann));
    const auto more = get(sessions().ended_after(one.cursor));
    EXPECT_THAT(more.sessions, ElementsAre(ports::EndedSession{bobs.id, bob}, ports::EndedSession{first.id, ann}));
    const auto none = get(sessions().ended_after(more.cursor));
    EXPECT_THAT(none.sessions, IsEmpty());
    EXPECT_EQ(none.cursor, more.cursor);
}

TEST_P(SessionContract, LoginTokensAndExpiredSessionsAreNotToldAsEnded) {
    get(sessions().create({.person = ann,
                           .kind = ports::SessionKind::login_token,
                           .token_hash = token(1),
                           .subid = {},
                           .expires = at(9'000)}));
    given_session(ann, 2, at(100));
    get(sessions().remove_expired(at(100)));
    get(sessions().revoke_all_of(ann));
    EXPECT_THAT(get(sessions().ended_after(0)).sessions, IsEmpty());
}

TEST_P(SessionContract, OfEndedSessionsTheNewestAreKept) {
    constexpr std::uint32_t beyond = 3;
    std::vector<SessionId> ids;
    for (std::uint32_t i = 0; i < ports::ended_sessions_kept + beyond; ++i) {
        ids.push_back(given_session(ann, 1).id);
        get(sessions().revoke(ids.back()));
    }
    EXPECT_EQ(get(sessions().ended_after(0)).sessions.size(), ids.size());
    get(sessions().remove_expired(at(0)));
    const auto kept = get(sessions().ended_after(0)).sessions;
    ASSERT_EQ(kept.size(), ports::ended_sessions_kept);
    EXPECT_EQ(kept.front().id, ids[beyond]);
    EXPECT_EQ(kept.back().id, ids.back());
}

TEST_P(SessionContract, ExpiredSessionsAreFoundUntilTheyAreRemoved) {
    given_session(ann, 1, at(100));
    given_session(ann, 2, at(101));
    EXPECT_TRUE(is_known(1));
    get(sessions().remove_expired(at(100)));
    EXPECT_FALSE(is_known(1));
    EXPECT_TRUE(is_known(2));
}

}  // namespace foyer::contract
