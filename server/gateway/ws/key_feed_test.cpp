// Feeds that are opened with an API key: what its scopes let through, and what becomes of it when it is revoked.
#include <gmock/gmock.h>

#include "server/gateway/ws/feed_fixture.hpp"

namespace foyer::gateway {
namespace {

using domain::Scope;
using testing::ElementsAre;

class KeyFeed : public FeedTest {
protected:
    app::ApiKeys::Made key_of(const std::string& uname, domain::Scopes scopes) {
        app::NewApiKey wish{people.at(uname), "robot", scopes};
        return *run(app.create_api_key.run(app::Local{}, std::move(wish)));
    }
    FakeClient greeted(const std::string& token) {
        auto client = connect();
        hello(client, token);
        turn();
        return client;
    }
};

TEST_F(KeyFeed, OpensWithTheScopeRead) {
    user("ann");
    auto client = greeted(key_of("ann", {Scope::read}).token);
    EXPECT_THAT(client.told(), ElementsAre("1 welcome", "snapshot"));
}

TEST_F(KeyFeed, IsRefusedForGoodWithoutIt) {
    user("ann");
    auto client = greeted(key_of("ann", {Scope::write, Scope::admin, Scope::command}).token);
    EXPECT_THAT(client.told(), ElementsAre("1 error forbidden", "going_away"));
    EXPECT_EQ(client.socket->closed, 4002);
}

TEST_F(KeyFeed, DoesNothingWithoutTheScopeWrite) {
    user("ann");
    user("bob");
    auto client = greeted(key_of("ann", {Scope::read}).token);
    client.told();
    say(client, invite(2, "bob"));
    v1::ClientFrame list;
    list.set_id(3);
    list.mutable_list_public_rooms();
    say(client, list);
    turn();
    EXPECT_THAT(client.told(), ElementsAre("2 error forbidden", "3 public_rooms"));
}

TEST_F(KeyFeed, IsCutWhenItsKeyIsRevokedAndNoOtherFeedIs) {
    const auto session = user("ann");
    const auto key = key_of("ann", {Scope::read});
    const auto other = key_of("ann", {Scope::read});
    auto by_key = greeted(key.token);
    auto by_other_key = greeted(other.token);
    auto by_session = greeted(session);
    EXPECT_TRUE(run(app.revoke_api_key.run(app::Local{}, people.at("ann"), key.key.id)));
    turn();
    EXPECT_EQ(by_key.socket->closed, 4003);
    EXPECT_EQ(by_other_key.socket->closed, 0);
    EXPECT_EQ(by_session.socket->closed, 0);
}

TEST_F(KeyFeed, StaysWhenASessionEndsAndGoesWithTheAccount) {
    const auto session = user("ann");
    auto by_key = greeted(key_of("ann", {Scope::read}).token);
    const auto logged_in = run(app.authenticate.run(session));
    EXPECT_TRUE(run(app.log_out.run(*logged_in)));
    turn();
    EXPECT_EQ(by_key.socket->closed, 0);
    EXPECT_TRUE(run(app.disable_user.run(app::Local{}, people.at("ann"))));
    turn();
    EXPECT_EQ(by_key.socket->closed, 4003);
}

}  // namespace
}  // namespace foyer::gateway
