#include <gmock/gmock.h>

#include "tests/contract/store_contract.hpp"

namespace foyer::contract {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ApiKeyContract : public StoreContract {
protected:
    static ports::TokenHash token(std::uint8_t number) {
        ports::TokenHash hash{};
        hash.fill(number);
        return hash;
    }
    static ports::ApiKey key(ContactId person, std::uint8_t number) {
        ports::ApiKey made;
        made.person = person;
        made.name = "key " + std::to_string(number);
        made.token_hash = token(number);
        made.scopes = {domain::Scope::read, domain::Scope::command};
        made.created = at(1'000);
        made.expires = at(9'000);
        return made;
    }
    ApiKeyId given_key(ContactId person, std::uint8_t number) { return get(keys().create(key(person, number))).id; }
    std::vector<ApiKeyId> ids_of(ContactId person) {
        std::vector<ApiKeyId> ids;
        for (const auto& one : get(keys().keys_of(person))) ids.push_back(one.id);
        return ids;
    }
    ports::ApiKeyStore& keys() { return store.api_keys; }
};
FOYER_CONTRACT_SUITE(ApiKeyContract);

TEST_P(ApiKeyContract, AKeyIsFoundByItsTokenAsItWas) {
    const auto id = given_key(ann, 1);
    const auto found = get(keys().find(token(1)));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->id, id);
    EXPECT_EQ(found->person, ann);
    EXPECT_EQ(found->name, "key 1");
    EXPECT_EQ(found->token_hash, token(1));
    EXPECT_EQ(found->scopes, (domain::Scopes{domain::Scope::read, domain::Scope::command}));
    EXPECT_EQ(found->created, at(1'000));
    EXPECT_EQ(found->expires, at(9'000));
    EXPECT_EQ(found->last_used, Instant{});
    EXPECT_FALSE(get(keys().find(token(2))));
}

TEST_P(ApiKeyContract, BadKeysAreRefused) {
    given_key(ann, 1);
    EXPECT_EQ(refusal(keys().create(key(bob, 1))), ErrorCode::already_exists);
    EXPECT_EQ(refusal(keys().create(key(ContactId{4711}, 2))), ErrorCode::not_found);
}

TEST_P(ApiKeyContract, KeysOfAPersonAreHisAlone) {
    const auto first = given_key(ann, 1);
    const auto second = given_key(ann, 2);
    given_key(bob, 3);
    EXPECT_THAT(ids_of(ann), ElementsAre(first, second));
    EXPECT_THAT(ids_of(cid), IsEmpty());
}

TEST_P(ApiKeyContract, TheLastUseMovesForwardOnly) {
    const auto id = given_key(ann, 1);
    const std::vector<std::pair<ApiKeyId, Instant>> late{{id, at(5'000)}, {ApiKeyId{4711}, at(5'000)}};
    get(keys().note_use(late));
    const std::vector<std::pair<ApiKeyId, Instant>> early{{id, at(4'000)}};
    get(keys().note_use(early));
    EXPECT_EQ(get(keys().find(token(1)))->last_used, at(5'000));
}

TEST_P(ApiKeyContract, ARevokedKeyIsGoneOnce) {
    const auto id = given_key(ann, 1);
    EXPECT_TRUE(get(keys().revoke(id)));
    EXPECT_FALSE(get(keys().revoke(id)));
    EXPECT_FALSE(get(keys().find(token(1))));
    EXPECT_NE(given_key(ann, 2), id) << "ids are never used again";
}

TEST_P(ApiKeyContract, AFailingStoreSaysSo) {
    const auto id = given_key(ann, 1);
    adapter->fail_writes(true);
    EXPECT_EQ(refusal(keys().create(key(ann, 2))), ErrorCode::store_failed);
    EXPECT_EQ(refusal(keys().revoke(id)), ErrorCode::store_failed);
    adapter->fail_writes(false);
    adapter->fail_reads(true);
    EXPECT_EQ(refusal(keys().find(token(1))), ErrorCode::store_failed);
    EXPECT_EQ(refusal(keys().keys_of(ann)), ErrorCode::store_failed);
    adapter->fail_reads(false);
    EXPECT_THAT(ids_of(ann), ElementsAre(id));
}

}  // namespace foyer::contract
