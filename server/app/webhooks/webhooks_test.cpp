#include "server/app/webhooks/webhooks.hpp"

#include <boost/asio/detached.hpp>
#include <gmock/gmock.h>

#include "server/app/app_fixture.hpp"
#include "server/app/webhooks/manage_webhooks.hpp"
#include "server/app/webhooks/signature.hpp"

namespace foyer::app {
namespace {

using domain::WebhookEvent;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::string body_in_words(const WebhookNews& news) {
    std::string body = std::to_string(news.company.value()) + ' ' + std::string(domain::name_of(news.event));
    if (news.message) body += ' ' + news.message->text;
    for (const auto person : news.people) body += ' ' + std::to_string(person.value());
    return body;
}

class WebhooksTest : public testing::Test {
protected:
    explicit WebhooksTest(WebhookSettings webhooks = {}) : webhooks_(webhooks) {
        acme = *run(memory.store().accounts.create_company("Acme"));
        borg = *run(memory.store().accounts.create_company("Borg"));
        ann = person("ann", acme);
        bob = person("bob", acme);
        dan = person("dan", borg);
        gus = person("gus", acme, domain::PersonKind::guest);
        root = person("root", acme);
        auto administrator = *run(memory.store().accounts.load_directory())->find(root);
        administrator.administrator = true;
        EXPECT_TRUE(run(memory.store().accounts.update_person(std::move(administrator))));
        EXPECT_TRUE(run(app.directory.refresh()));
    }

    template <class T>
    std::shared_ptr<std::optional<T>> start(Task<T> task) {
        auto pending = std::make_shared<std::optional<T>>();
        boost::asio::co_spawn(io, std::move(task), [pending](std::exception_ptr failure, T value) {
            if (failure) std::rethrow_exception(failure);
            *pending = std::move(value);
        });
        return pending;
    }
    template <class T>
    T run(Task<T> task) {
        const auto pending = start(std::move(task));
        pump();
        return std::move(pending->value());
    }
    void pump() {
        io.restart();
        io.poll();
    }
    /// What has happened is stored and told, as far as it is due.
    void turn() {
        boost::asio::co_spawn(io, app.webhooks.turn(), boost::asio::detached);
        pump();
    }
    void pass(Millis time) {
        clock.advance(time);
        turn();
    }
    ContactId person(const std::string& name, CompanyId company, domain::PersonKind kind = domain::PersonKind::user) {
        domain::Person made;
        made.kind = kind;
        made.company = company;
        made.uname = made.name = name;
        return *run(memory.store().accounts.create_person(std::move(made), ""));
    }
    static Caller caller(ContactId who) { return {.person = who, .session = SessionId{1}}; }

    domain::Webhook given_webhook(CompanyId company, std::vector<WebhookEvent> events = all()) {
        NewWebhook wish{company, "https://www.example.com/hook", std::move(events)};
        return *run(app.manage_webhooks.create(Local{}, std::move(wish)));
    }
    static std::vector<WebhookEvent> all() { return {domain::webhook_events.begin(), domain::webhook_events.end()}; }
    RoomId given_room(std::vector<Party> parties, std::string name = "Plans") {
        NewRoom wish;
        wish.parties = std::move(parties);
        wish.name = std::move(name);
        return *run(app.create_room.run(caller(ann), std::move(wish)));
    }
    void say(RoomId room, std::string text) {
        EXPECT_TRUE(run(app.post_message.run(caller(ann), room, std::move(text), "")));
    }
    std::vector<std::string> told() {
        turn();
        return receiver.bodies();
    }
    std::vector<ports::WebhookDelivery> log(WebhookId id) {
        return run(app.manage_webhooks.deliveries(Local{}, id, {}, 100))->deliveries;
    }
    static ErrorCode code(const auto& result) { return result ? ErrorCode::ok : result.error().code; }

    boost::asio::io_context io;
    storage::MemoryStore memory;
    ManualClock clock;
    CountingRandom random;
    OpenHasher hasher;
    NoCodes codes;
    storage::MemoryFileBytes file_bytes;
    RecordingPublisher publisher;
    FakeReceiver receiver;
    CompanyId acme, borg;
    ContactId ann, bob, dan, gus, root;

private:
    [[nodiscard]] AppPorts world() {
        AppPorts made{memory.store(), publisher, clock, random, hasher, codes, file_bytes};
        made.http = &receiver;
        made.webhook_body = body_in_words;
        return made;
    }
    static AppSettings settings_with(WebhookSettings webhooks) {
        AppSettings settings;
        settings.webhooks = webhooks;
        return settings;
    }
    WebhookSettings webhooks_;

protected:
    App app{world(), settings_with(webhooks_), {boost::asio::make_strand(io), boost::asio::make_strand(io)}};
};

struct FewDeliveries : WebhooksTest {
    FewDeliveries() : WebhooksTest(few()) {}
    static WebhookSettings few() {
        WebhookSettings settings;
        settings.per_company = 2;
        settings.queue = 3;
        settings.log = 2;
        settings.retry = {.attempts = 3, .first_pause = Millis{10'000}, .longest_pause = Millis{60'000}};
        return settings;
    }
};

TEST_F(WebhooksTest, TellsWhatHappensInRoomsOfTheCompany) {
    given_webhook(acme);
    const auto room = given_room({bob});
    say(room, "hello");
    EXPECT_THAT(told(), ElementsAre("1 room.created", "1 message.posted hello"));
    EXPECT_TRUE(run(app.leave_room.run(caller(bob), room)));
    EXPECT_THAT(told(), ElementsAre("1 member.left " + std::to_string(bob.value())));
    EXPECT_TRUE(run(app.leave_room.run(caller(ann), room)));
    EXPECT_THAT(told(), ElementsAre("1 member.left " + std::to_string(ann.value()), "1 room.ended"));
}

TEST_F(WebhooksTest, TellsNothingOfOtherCompanies) {
    given_webhook(borg);
    say(given_room({bob}), "ours");
    EXPECT_THAT(told(), IsEmpty());
}

TEST_F(WebhooksTest, TellsWhatWasChosenOnly) {
    given_webhook(acme, {WebhookEvent::room_created});
    say(given_room({bob}), "hello");
    EXPECT_THAT(told(), ElementsAre("1 room.created"));
}

TEST_F(WebhooksTest, SignsWhatItTells) {
    const auto webhook = given_webhook(acme);
    given_room({bob});
    turn();
    ASSERT_THAT(receiver.requests, SizeIs(1));
    const auto& request = receiver.requests.front();
    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.url, webhook.url);
    EXPECT_TRUE(request.public_only);
    EXPECT_THAT(request.headers, testing::Contains("X-Foyer-Signature: " +
                                                   webhook_signature(webhook.secret, clock.now(), request.body)));
    EXPECT_THAT(request.headers, testing::Contains("X-Foyer-Event: room.created"));
}

TEST(WebhookSignature, IsTheHmacOfTimeAndBody) {
    // printf '1700000000.{}' | openssl dgst -sha256 -hmac secret
    EXPECT_EQ(webhook_signature("secret", Instant{Millis{1'700'000'000'999}}, "{}"),
              "t=1700000000,v1=b8569b78799ff9e3cbff0fc2d63a33a2b57f3282abd07c37ae5e8e7d79a5f163");
}

TEST_F(WebhooksTest, TriesAgainUntilItArrives) {
    const auto webhook = given_webhook(acme);
    receiver.status = 500;
    given_room({bob});
    EXPECT_THAT(told(), SizeIs(1));
    EXPECT_EQ(log(webhook.id).front().error, "The answer was 500.");
    EXPECT_EQ(log(webhook.id).front().state, ports::WebhookDeliveryState::waiting);
    pass(Millis{4'999});
    EXPECT_THAT(receiver.bodies(), IsEmpty());
    receiver.status = 204;
    pass(Millis{5'001});
    EXPECT_THAT(told(), ElementsAre("1 room.created"));
    EXPECT_EQ(log(webhook.id).front().state, ports::WebhookDeliveryState::delivered);
    EXPECT_EQ(log(webhook.id).front().tries, 2U);
    pass(std::chrono::hours{24});
    EXPECT_THAT(told(), IsEmpty()) << "once it has arrived it is over";
}

TEST_F(FewDeliveries, GivesUpAfterItsAttempts) {
    const auto webhook = given_webhook(acme);
    receiver.answers = false;
    given_room({bob});
    for (int i = 0; i < 10; ++i) pass(std::chrono::minutes{2});
    EXPECT_THAT(receiver.bodies(), SizeIs(3));
    EXPECT_EQ(log(webhook.id).front().state, ports::WebhookDeliveryState::failed);
    EXPECT_EQ(log(webhook.id).front().error, "Nobody is there.");
}

TEST_F(FewDeliveries, AFullQueueTakesNoMore) {
    const auto webhook = given_webhook(acme, {WebhookEvent::message_posted});
    receiver.answers = false;
    const auto room = given_room({bob});
    for (const auto* text : {"one", "two", "three", "four"}) {
        say(room, text);
        turn();
    }
    EXPECT_THAT(log(webhook.id), SizeIs(3));
}

TEST_F(FewDeliveries, TheLogIsBounded) {
    const auto webhook = given_webhook(acme, {WebhookEvent::message_posted});
    const auto room = given_room({bob});
    for (const auto* text : {"one", "two", "three"}) {
        say(room, text);
        turn();
    }
    EXPECT_THAT(log(webhook.id), SizeIs(2));
}

TEST_F(FewDeliveries, ACompanyHasNoMoreWebhooksThanTheBound) {
    given_webhook(acme);
    given_webhook(acme);
    NewWebhook third{acme, "https://www.example.com/", all()};
    EXPECT_EQ(code(run(app.manage_webhooks.create(Local{}, third))), ErrorCode::limit_reached);
    given_webhook(borg);
}

TEST_F(WebhooksTest, AnInactiveWebhookIsToldNothing) {
    const auto webhook = given_webhook(acme);
    WebhookModification off;
    off.active = false;
    EXPECT_TRUE(run(app.manage_webhooks.modify(Local{}, webhook.id, off)));
    say(given_room({bob}), "hello");
    EXPECT_THAT(told(), IsEmpty());
}

TEST_F(WebhooksTest, WhatCouldNotBeStoredIsStoredLater) {
    given_webhook(acme, {WebhookEvent::message_posted});
    const auto room = given_room({bob});
    say(room, "one");
    memory.faults().fail_writes(true);
    EXPECT_THAT(told(), IsEmpty());
    memory.faults().fail_writes(false);
    say(room, "two");
    EXPECT_THAT(told(), ElementsAre("1 message.posted one", "1 message.posted two"));
}

TEST_F(WebhooksTest, WhatWaitsSurvivesARestart) {
    const auto webhook = given_webhook(acme, {WebhookEvent::room_created});
    receiver.answers = false;
    given_room({bob});
    turn();
    receiver.answers = true;
    receiver.bodies();
    WebhookPorts ports{memory.store().webhooks, &receiver, clock, random, app.directory, body_in_words};
    Webhooks after(io.get_executor(), std::move(ports), {}, sleep_by_timer());
    EXPECT_TRUE(run(after.refresh()));
    clock.advance(std::chrono::minutes{1});
    boost::asio::co_spawn(io, after.turn(), boost::asio::detached);
    pump();
    EXPECT_THAT(receiver.bodies(), ElementsAre("1 room.created"));
    EXPECT_EQ(log(webhook.id).front().state, ports::WebhookDeliveryState::delivered);
}

TEST_F(WebhooksTest, ATestIsSentAtOnceAndOnce) {
    const auto webhook = given_webhook(acme, {WebhookEvent::room_ended});
    receiver.status = 404;
    const auto tried = run(app.manage_webhooks.test(Local{}, webhook.id));
    EXPECT_EQ(tried->status, 404U);
    EXPECT_EQ(tried->state, ports::WebhookDeliveryState::failed);
    EXPECT_THAT(receiver.bodies(), ElementsAre("1 test"));
    pass(std::chrono::hours{1});
    EXPECT_THAT(receiver.bodies(), IsEmpty());
    EXPECT_EQ(log(webhook.id).front().status, 404U);
}

TEST_F(WebhooksTest, TheSameKeyOfTheSameActorIsTheSameWebhook) {
    const auto make = [&](Actor actor, std::string key) {
        return run(app.manage_webhooks.create(actor, {acme, "https://www.example.com/", all(), std::move(key)}));
    };
    const auto made = make(caller(root), "k").value();
    EXPECT_EQ(make(caller(root), "k").value(), made);
    EXPECT_NE(make(Local{}, "k").value().id, made.id);
    EXPECT_NE(make(caller(root), "").value().id, made.id);
    EXPECT_EQ(code(make(caller(ann), "k")), ErrorCode::forbidden);
    EXPECT_EQ(code(make(caller(root), std::string(65, 'k'))), ErrorCode::bad_request);
    memory.faults().fail_writes(true);
    EXPECT_EQ(code(make(caller(root), "new")), ErrorCode::store_failed);
    EXPECT_EQ(make(caller(root), "k").value(), made);
    memory.faults().fail_writes(false);
    EXPECT_EQ(run(app.manage_webhooks.list(Local{}, acme))->size(), 3U);

    const auto one = start(app.manage_webhooks.create(caller(root), {acme, "https://one.example/", all(), "twice"}));
    const auto other = start(app.manage_webhooks.create(caller(root), {acme, "https://one.example/", all(), "twice"}));
    pump();
    ASSERT_TRUE(one->has_value() && other->has_value());
    EXPECT_EQ((*one)->value().id, (*other)->value().id);
}

TEST_F(WebhooksTest, OnlyAdministratorsManageThem) {
    const auto webhook = given_webhook(acme);
    NewWebhook wish{acme, "https://www.example.com/", all()};
    EXPECT_EQ(code(run(app.manage_webhooks.create(caller(ann), wish))), ErrorCode::forbidden);
    EXPECT_EQ(code(run(app.manage_webhooks.read(caller(ann), webhook.id))), ErrorCode::forbidden);
    EXPECT_EQ(code(run(app.manage_webhooks.modify(caller(ann), webhook.id, {}))), ErrorCode::forbidden);
    EXPECT_EQ(code(run(app.manage_webhooks.remove(caller(ann), webhook.id))), ErrorCode::forbidden);
    EXPECT_EQ(code(run(app.manage_webhooks.test(caller(ann), webhook.id))), ErrorCode::forbidden);
    EXPECT_EQ(code(run(app.manage_webhooks.deliveries(caller(ann), webhook.id, {}, 1))), ErrorCode::forbidden);
    EXPECT_TRUE(run(app.manage_webhooks.read(caller(root), webhook.id)));
    EXPECT_TRUE(run(app.manage_webhooks.remove(caller(root), webhook.id)));
    EXPECT_EQ(code(run(app.manage_webhooks.remove(caller(root), webhook.id))), ErrorCode::not_found);
}

TEST_F(WebhooksTest, BadWebhooksAreRefused) {
    NewWebhook no_event{acme, "https://www.example.com/", {WebhookEvent::test}};
    EXPECT_EQ(code(run(app.manage_webhooks.create(Local{}, no_event))), ErrorCode::bad_request);
    NewWebhook no_address{acme, "example.com", all()};
    EXPECT_EQ(code(run(app.manage_webhooks.create(Local{}, no_address))), ErrorCode::bad_address);
    NewWebhook nowhere{CompanyId{4711}, "https://www.example.com/", all()};
    EXPECT_EQ(code(run(app.manage_webhooks.create(Local{}, nowhere))), ErrorCode::not_found);
}

TEST_F(WebhooksTest, ANewSecretReplacesTheOldOne) {
    const auto before = given_webhook(acme);
    WebhookModification renew;
    renew.new_secret = true;
    const auto after = run(app.manage_webhooks.modify(Local{}, before.id, renew));
    EXPECT_TRUE(after->secret.starts_with("whsec_"));
    EXPECT_NE(after->secret, before.secret);
    given_room({bob});
    turn();
    EXPECT_THAT(receiver.requests.at(0).headers,
                testing::Contains("X-Foyer-Signature: " +
                                  webhook_signature(after->secret, clock.now(), receiver.requests.at(0).body)));
}

}  // namespace
}  // namespace foyer::app
