#include <gmock/gmock.h>

#include "tests/contract/store_contract.hpp"

namespace foyer::contract {

class SecondFactorContract : public StoreContract {
protected:
    ports::SecondFactorStore& factors() { return store.second_factors; }
    domain::SecondFactor factor() const {
        return {.person = ann,
                .secret = std::string("\0secret\xFF", 8),
                .confirmed = true,
                .last_step = 57'000'000,
                .recovery = {domain::RecoveryHash{1}, domain::RecoveryHash{2}}};
    }
};
FOYER_CONTRACT_SUITE(SecondFactorContract);

TEST_P(SecondFactorContract, IsFoundAsItWasStored) {
    EXPECT_FALSE(get(factors().find(ann)));
    get(factors().commit(factor()));
    auto expected = factor();
    expected.version = 1;
    EXPECT_EQ(get(factors().find(ann)), expected);
    EXPECT_FALSE(get(factors().find(bob)));
}

TEST_P(SecondFactorContract, IsChangedOnlyByWhoSawTheNewestOne) {
    get(factors().commit(factor()));
    EXPECT_EQ(refusal(factors().commit(factor())), ErrorCode::conflict);
    auto next = *get(factors().find(ann));
    next.recovery.clear();
    get(factors().commit(next));
    EXPECT_EQ(refusal(factors().commit(next)), ErrorCode::conflict);
    EXPECT_TRUE(get(factors().find(ann))->recovery.empty());
}

TEST_P(SecondFactorContract, BelongsToSomebody) {
    auto nobodys = factor();
    nobodys.person = ContactId{4711};
    EXPECT_EQ(refusal(factors().commit(nobodys)), ErrorCode::not_found);
}

TEST_P(SecondFactorContract, IsRemoved) {
    get(factors().commit(factor()));
    get(factors().remove(ann));
    get(factors().remove(ann));
    EXPECT_FALSE(get(factors().find(ann)));
    get(factors().commit(factor()));
}

TEST_P(SecondFactorContract, AFailingStoreChangesNothing) {
    get(factors().commit(factor()));
    adapter->fail_writes(true);
    auto next = *get(factors().find(ann));
    next.confirmed = false;
    EXPECT_EQ(refusal(factors().commit(next)), ErrorCode::store_failed);
    EXPECT_EQ(refusal(factors().remove(ann)), ErrorCode::store_failed);
    adapter->fail_writes(false);
    EXPECT_TRUE(get(factors().find(ann))->confirmed);
}

}  // namespace foyer::contract
