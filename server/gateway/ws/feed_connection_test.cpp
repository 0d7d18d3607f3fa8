#include "server/gateway/ws/feed_connection.hpp"

#include <numeric>

#include <boost/beast/http/field.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/gateway/ws/feed_fixture.hpp"
#include "server/gateway/ws/feed_gateway.hpp"

namespace foyer::gateway {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Feed : public FeedTest {};

TEST_F(Feed, OpensWithTheTokenOfHello) {
    const auto token = user("ann");
    auto client = connect();
    hello(client, token, 5);
    turn();
    EXPECT_THAT(client.told(), ElementsAre("5 welcome", "snapshot"));
}

TEST_F(Feed, OpensWithTheCookie) {
    auto client = connect(user("ann"));
    hello(client);
    turn();
    EXPECT_THAT(client.told(), ElementsAre("1 welcome", "snapshot"));
}

TEST_F(Feed, IsRefusedToNobody) {
    auto client = connect();
    hello(client, "no such token");
    turn();
    EXPECT_THAT(client.told(), ElementsAre("1 error not_logged_in", "going_away"));
    EXPECT_EQ(client.socket->closed, 4003);
}

TEST_F(Feed, OffersAGuestWhatHisCompanyLetsHimDoAndCallsHimBackWhenThatChanges) {
    services.features = {"chat", "av", "cmd", "file", "mail"};
    auto ann = feed_of(user("ann"));
    domain::Person made;
    made.kind = domain::PersonKind::guest;
    made.company = app.directory.current()->find(people.at("ann"))->company;
    made.uname = made.name = "gus";
    const auto id = *run(store.store().accounts.create_person(made, ""));
    EXPECT_TRUE(run(app.directory.refresh()));
    const auto token = run(app.sessions.open(id, ports::SessionKind::session, {}, SessionId{}))->token;
    const auto offered = [&](FakeClient& client) {
        hello(client, token);
        turn();
        const auto& features = client.socket->frames.at(0).welcome().features();
        return std::vector<std::string>(features.begin(), features.end());
    };
    auto gus = connect();
    EXPECT_THAT(offered(gus), ElementsAre("chat", "av", "cmd", "file", "mail"));
    gus.told();

    app::CompanyModification wish;
    wish.guests_may_chat = wish.guests_may_call = false;
    EXPECT_TRUE(run(app.modify_company.run(app::Local{}, made.company, std::move(wish))));
    turn();
    EXPECT_EQ(gus.socket->closed, 4001);
    const auto going = gus.socket->frames.back().going_away();
    EXPECT_FALSE(going.final());
    EXPECT_EQ(going.retry_after_ms(), 0U);
    EXPECT_EQ(ann.socket->closed, 0);
    gus.close();

    auto again = connect();
    EXPECT_THAT(offered(again), ElementsAre("cmd", "file", "mail"));
}

TEST_F(Feed, TellsTheRoomBeforeTheAnswerThatNamesIt) {
    auto ann = feed_of(user("ann"));
    auto bob = feed_of(user("bob"));
    ann.told();
    say(ann, invite(2, "bob"));
    turn();
    EXPECT_THAT(ann.told(), ElementsAre("room_event", "2 room_answer"));
    EXPECT_THAT(bob.told(), ElementsAre("room_event"));
}

TEST_F(Feed, PostsOfOneConnectionKeepTheirOrder) {
    auto ann = feed_of(user("ann"));
    auto bob = feed_of(user("bob"));
    say(ann, invite(2, "bob"));
    turn();
    bob.told();
    for (std::uint32_t i = 0; i < 20; ++i) say(ann, post(10 + i, 1, "message " + std::to_string(i)));
    turn();
    std::vector<std::string> expected;
    for (std::uint32_t i = 0; i < 20; ++i) expected.push_back("message_event message " + std::to_string(i));
    auto told = bob.told();
    std::erase(told, "room_event");  // Ann and Bob turn from invited to joined.
    EXPECT_EQ(told, expected);
}

/// The seqs a client learns of, in the order of the frames: what is not above the newest known it knows already.
std::vector<std::uint32_t> learnt(const std::vector<v1::ServerFrame>& frames) {
    std::vector<std::uint32_t> seqs;
    const auto learn = [&seqs](const auto& messages) {
        for (const auto& message : messages) {
            if (seqs.empty() || message.seq() > seqs.back()) seqs.push_back(message.seq());
        }
    };
    for (const auto& frame : frames) {
        if (frame.has_snapshot()) {
            for (const auto& room : frame.snapshot().rooms()) learn(room.messages());
        }
        if (frame.has_message_event()) learn(frame.message_event().messages());
    }
    return seqs;
}

TEST_F(Feed, WhatHappensWhileTheSnapshotIsReadFollowsItWithoutAHole) {
    const auto ann_token = user("ann");
    auto bob = feed_of(user("bob"));
    say(bob, invite(2, "ann"));
    turn();
    auto ann = connect();
    hello(ann, ann_token);
    constexpr std::uint32_t posts = 50;
    for (std::uint32_t step = 0; step < posts; ++step) {  // One post per turn of the opening.
        say(bob, post(100 + step, 1, "m"));
        threads[0].context().poll_one();
    }
    turn();
    EXPECT_TRUE(ann.socket->frames.at(1).has_snapshot());
    std::vector<std::uint32_t> expected(posts);
    std::iota(expected.begin(), expected.end(), 1U);
    EXPECT_EQ(learnt(ann.socket->frames), expected);
}

TEST_F(Feed, EndsWithItsSession) {
    const auto token = user("ann");
    auto one = feed_of(token);
    auto other = feed_of(log_in("ann"));
    const auto caller = run(app.authenticate.run(token));
    ASSERT_TRUE(run(app.log_out.run(*caller)));
    turn();
    EXPECT_EQ(one.socket->closed, 4003);
    EXPECT_THAT(one.told(), testing::Contains("going_away"));
    EXPECT_EQ(other.socket->closed, 0);
}

TEST_F(Feed, EndsWhenTheAccountIsDisabled) {
    auto one = feed_of(user("ann"));
    user("root");
    ASSERT_TRUE(run(app.disable_user.run(app::Local{}, people.at("ann"), true)));
    turn();
    EXPECT_EQ(one.socket->closed, 4003);
}

TEST_F(Feed, ASlowReaderIsToldToResume) {
    auto ann = feed_of(user("ann"));
    ann.connection->on_slow_reader();
    EXPECT_THAT(ann.told(), ElementsAre("going_away"));
    EXPECT_EQ(ann.socket->closed, 4001);
    EXPECT_EQ(hub.counters().slow_readers, 1U);
}

TEST_F(Feed, AStoppingServerSaysWhenToComeBack) {
    auto ann = feed_of(user("ann"));
    ann.connection->on_server_stopping();
    ASSERT_EQ(ann.socket->frames.size(), 1U);
    EXPECT_EQ(ann.socket->frames[0].going_away().retry_after_ms(), 1007U);
    EXPECT_FALSE(ann.socket->frames[0].going_away().final());
    EXPECT_EQ(ann.socket->closed, 1001);
}

TEST_F(Feed, BoundsTheConnectionsOfOnePerson) {
    services.settings.connections_per_user = 2;
    const auto token = user("ann");
    auto first = feed_of(token);
    auto second = feed_of(token);
    auto third = connect();
    hello(third, token);
    turn();
    EXPECT_THAT(third.told(), ElementsAre("1 error limit_reached", "going_away"));
    EXPECT_EQ(third.socket->closed, 4000);
    third.close();
    second.close();
    auto fourth = connect();
    hello(fourth, token);
    turn();
    EXPECT_THAT(fourth.told(), ElementsAre("1 welcome", "snapshot"));
    first.close();
    fourth.close();
}

TEST_F(Feed, LeavesContactsOutOnRequest) {
    const auto token = user("ann");
    auto ann = connect();
    v1::ClientFrame frame;
    frame.set_id(1);
    frame.mutable_hello()->set_token(token);
    frame.mutable_hello()->set_without_contacts(true);
    say(ann, frame);
    turn();
    ASSERT_EQ(ann.socket->frames.size(), 2U);
    EXPECT_EQ(ann.socket->frames[1].snapshot().contacts_size(), 0);
    ann.told();
    user("bob");
    turn();
    EXPECT_THAT(ann.told(), IsEmpty());
}

TEST_F(Feed, ReadsNoFurtherWhileTooManyRequestsWait) {
    services.settings.rules.requests_in_flight = 2;
    auto ann = feed_of(user("ann"));
    user("bob");
    say(ann, invite(2, "bob"));
    EXPECT_FALSE(ann.socket->paused);
    say(ann, invite(3, "bob"));
    EXPECT_TRUE(ann.socket->paused);
    turn();
    EXPECT_FALSE(ann.socket->paused);
}

TEST_F(Feed, ARequestThatHasBegunIsFinishedThoughItsClientHungUp) {
    auto ann = feed_of(user("ann"));
    auto bob = feed_of(user("bob"));
    say(ann, invite(2, "bob"));
    turn();
    bob.told();
    say(ann, post(3, 1, "last words"));
    ann.close();
    turn();
    EXPECT_THAT(bob.told(), testing::Contains("message_event last words"));
}

class Upgrade : public FeedTest {
protected:
    OriginRule origins{{"https://www.example.com"}};
    FeedGateway gateway{services, origins};

    net::HttpRequest request(std::string_view origin = {}) {
        net::HttpRequest made;
        made.fields.set(boost::beast::http::field::host, "chat.example.com");
        if (!origin.empty()) made.fields.set(boost::beast::http::field::origin, origin);
        made.secure = true;
        made.thread = &threads[0];
        return made;
    }
    /// The subprotocol that was agreed on, or the status of the refusal.
    std::string outcome(const net::HttpRequest& asked, const std::vector<std::string>& offered) {
        const auto answer = gateway.upgrade(asked, offered);
        if (const auto* refusal = std::get_if<net::HttpResponse>(&answer)) return std::to_string(refusal->status);
        return std::get<net::AcceptUpgrade>(answer).subprotocol;
    }
};

TEST_F(Upgrade, TakesTheFirstSubprotocolItKnows) {
    EXPECT_EQ(outcome(request(), {"foyer.v9.json", "foyer.v1.proto", "foyer.v1.json"}), "foyer.v1.proto");
    EXPECT_EQ(outcome(request(), {}), "");
    EXPECT_EQ(outcome(request(), {"foyer.v9.json"}), "400");
}

TEST_F(Upgrade, IsForOwnAndAllowedPagesAndPrograms) {
    EXPECT_EQ(outcome(request("https://chat.example.com"), {"foyer.v1.json"}), "foyer.v1.json");
    EXPECT_EQ(outcome(request("https://www.example.com"), {"foyer.v1.json"}), "foyer.v1.json");
    EXPECT_EQ(outcome(request("https://evil.example.com"), {"foyer.v1.json"}), "403");
    EXPECT_EQ(outcome(request(), {"foyer.v1.json"}), "foyer.v1.json");
}

/// The connection breaks at every turn of its opening: nothing is left behind.
TEST_F(Feed, MayBreakAtAnyMomentOfItsOpening) {
    const auto token = user("ann");
    for (int turns = 0; turns < 60; ++turns) {
        auto client = connect();
        hello(client, token);
        for (int i = 0; i < turns; ++i) threads[0].context().poll_one();
        client.close();
        turn();
        EXPECT_EQ(hub.counters().feeds, 0);
        EXPECT_EQ(hub.counters().connections, 0);
    }
}

}  // namespace
}  // namespace foyer::gateway
