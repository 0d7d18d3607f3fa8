#include <gmock/gmock.h>

#include "tests/contract/store_contract.hpp"

namespace foyer::contract {

using ports::WebhookDeliveryState;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class WebhookContract : public StoreContract {
protected:
    [[nodiscard]] domain::Webhook webhook() const {
        domain::Webhook made;
        made.company = acme;
        made.url = "https://www.example.com/hook";
        made.secret = "secret";
        made.events = {domain::WebhookEvent::message_posted, domain::WebhookEvent::guest_came};
        made.created = at(1'000);
        return made;
    }
    WebhookId given_webhook() { return get(hooks().create(webhook())); }
    static ports::WebhookDelivery delivery(WebhookId id, std::string body, Instant next_try = at(2'000)) {
        ports::WebhookDelivery made;
        made.webhook = id;
        made.event = domain::WebhookEvent::room_ended;
        made.body = std::move(body);
        made.created = at(1'500);
        made.next_try = next_try;
        return made;
    }
    ports::WebhookDelivery given_delivery(WebhookId id, std::string body, Instant next_try = at(2'000)) {
        auto made = delivery(id, std::move(body), next_try);
        std::vector<ports::WebhookDelivery> one;
        one.push_back(made);
        made.id = get(hooks().enqueue(std::move(one))).front();
        return made;
    }
    std::vector<std::string> due(WebhookId id, Instant now, std::uint32_t limit = 10) {
        return bodies(get(hooks().due(id, now, limit)));
    }
    std::vector<std::string> log(WebhookId id, WebhookDeliveryId before = {}, std::uint32_t limit = 10) {
        return bodies(get(hooks().deliveries(id, before, limit)));
    }
    static std::vector<std::string> bodies(const std::vector<ports::WebhookDelivery>& deliveries) {
        std::vector<std::string> all;
        for (const auto& one : deliveries) all.push_back(one.body);
        return all;
    }
    ports::WebhookStore& hooks() { return store.webhooks; }
};
FOYER_CONTRACT_SUITE(WebhookContract);

TEST_P(WebhookContract, AKeyOfACreatorIsGoodForOneWebhook) {
    auto made = webhook();
    made.creator = ann;
    made.idempotency_key = "key";
    const auto id = get(hooks().create(made));
    EXPECT_EQ(refusal(hooks().create(made)), ErrorCode::already_exists);
    const auto stored = get(hooks().webhooks()).at(0);
    EXPECT_EQ(stored.id, id);
    EXPECT_EQ(stored.creator, ann);
    EXPECT_EQ(stored.idempotency_key, "key");
    made.creator = ContactId{};
    get(hooks().create(made));
    made.idempotency_key.clear();
    get(hooks().create(made));
    get(hooks().create(made));
}

TEST_P(WebhookContract, AWebhookIsReadAsItWasWritten) {
    auto expected = webhook();
    expected.id = get(hooks().create(expected));
    EXPECT_THAT(get(hooks().webhooks()), ElementsAre(expected));
    expected.url = "http://localhost/";
    expected.secret = "another";
    expected.events = {};
    expected.active = false;
    get(hooks().update(expected));
    EXPECT_THAT(get(hooks().webhooks()), ElementsAre(expected));
}

TEST_P(WebhookContract, BadWebhooksAreRefused) {
    auto stray = webhook();
    stray.company = CompanyId{4711};
    EXPECT_EQ(refusal(hooks().create(stray)), ErrorCode::not_found);
    stray.id = WebhookId{4711};
    EXPECT_EQ(refusal(hooks().update(stray)), ErrorCode::not_found);
}

TEST_P(WebhookContract, ARemovedWebhookTakesItsDeliveriesAlong) {
    const auto id = given_webhook();
    given_delivery(id, "one");
    EXPECT_TRUE(get(hooks().remove(id)));
    EXPECT_FALSE(get(hooks().remove(id)));
    EXPECT_THAT(log(id), IsEmpty());
    EXPECT_FALSE(given_delivery(id, "two").id) << "passed over";
    EXPECT_NE(given_webhook(), id) << "ids are never used again";
}

TEST_P(WebhookContract, WhatIsDueComesInOrder) {
    const auto id = given_webhook();
    const auto other = given_webhook();
    given_delivery(id, "one", at(3'000));
    given_delivery(id, "two", at(2'000));
    given_delivery(other, "three", at(2'000));
    EXPECT_THAT(due(id, at(1'999)), IsEmpty());
    EXPECT_THAT(due(id, at(2'000)), ElementsAre("two"));
    EXPECT_THAT(due(id, at(3'000)), ElementsAre("one", "two"));
    EXPECT_THAT(due(id, at(3'000), 1), ElementsAre("one"));
    EXPECT_EQ(get(hooks().waiting(id)), 2U);
}

TEST_P(WebhookContract, ADeliveryIsReadAsItWasNoted) {
    const auto id = given_webhook();
    auto made = given_delivery(id, "one");
    made.tries = 1;
    made.status = 503;
    made.error = "The answer was 503.";
    made.next_try = at(9'000);
    get(hooks().note(made, 10));
    EXPECT_THAT(due(id, at(8'999)), IsEmpty());
    const auto read = get(hooks().due(id, at(9'000), 10)).at(0);
    EXPECT_EQ(read.id, made.id);
    EXPECT_EQ(read.event, domain::WebhookEvent::room_ended);
    EXPECT_EQ(read.created, at(1'500));
    EXPECT_EQ(read.tries, 1U);
    EXPECT_EQ(read.status, 503U);
    EXPECT_EQ(read.error, "The answer was 503.");
    made.state = WebhookDeliveryState::delivered;
    made.ended = at(9'500);
    get(hooks().note(made, 10));
    EXPECT_EQ(get(hooks().waiting(id)), 0U);
    EXPECT_EQ(get(hooks().deliveries(id, {}, 10)).at(0).ended, at(9'500));
}

TEST_P(WebhookContract, TheLogKeepsTheNewestThatHaveEnded) {
    const auto id = given_webhook();
    given_delivery(id, "waits");
    for (const auto* body : {"one", "two", "three"}) {
        auto made = given_delivery(id, body);
        made.state = WebhookDeliveryState::failed;
        get(hooks().note(made, 2));
    }
    EXPECT_THAT(log(id), ElementsAre("three", "two", "waits"));
    const auto newest = get(hooks().deliveries(id, {}, 1)).at(0).id;
    EXPECT_THAT(log(id, newest, 1), ElementsAre("two"));
}

TEST_P(WebhookContract, AFailingStoreSaysSo) {
    const auto id = given_webhook();
    const auto made = given_delivery(id, "one");
    adapter->fail_writes(true);
    EXPECT_EQ(refusal(hooks().create(webhook())), ErrorCode::store_failed);
    EXPECT_EQ(refusal(hooks().note(made, 1)), ErrorCode::store_failed);
    EXPECT_EQ(refusal(hooks().remove(id)), ErrorCode::store_failed);
    adapter->fail_writes(false);
    adapter->fail_reads(true);
    EXPECT_EQ(refusal(hooks().webhooks()), ErrorCode::store_failed);
    EXPECT_EQ(refusal(hooks().due(id, at(9'000), 1)), ErrorCode::store_failed);
    adapter->fail_reads(false);
    EXPECT_THAT(log(id), ElementsAre("one"));
}

}  // namespace foyer::contract
