#include "server/gateway/http/command_operations.hpp"

#include <boost/beast/http/field.hpp>
#include <gmock/gmock.h>

#include "server/app/app_fixture.hpp"
#include "server/gateway/http/http_gateway.hpp"

namespace foyer::gateway {
namespace {

namespace http = boost::beast::http;
using app::ConnectionId;
using domain::CommandOutcome;
using testing::HasSubstr;

app::AppSettings small_settings() {
    app::AppSettings settings;
    settings.commands.open_per_user = 2;
    settings.commands.timeout = Millis{1'000};
    return settings;
}

class Commands : public testing::Test, public app::AppFixture {
protected:
    Commands() : AppFixture(small_settings()) {
        refresh();
        token = run(app.sessions.open(ann, ports::SessionKind::session, {}, SessionId{}))->token;
    }

    void given_client(std::uint64_t id, std::vector<std::string> features = {"cmd"}) {
        app.client_features.add(ConnectionId{id}, ann, app::Features::named(features));
    }
    void client_goes(std::uint64_t id) {
        app.client_features.remove(ConnectionId{id});
        app.commands.connection_gone(ConnectionId{id});
        pump();
    }
    net::HttpRequest request(const std::string& path, std::string body, const char* type) {
        net::HttpRequest made;
        made.method = http::verb::post;
        made.path = path;
        made.fields.set(http::field::host, "chat.example.com");
        made.fields.set(http::field::content_type, type);
        made.fields.set(http::field::authorization, "Bearer " + token);
        made.body = std::move(body);
        return made;
    }
    Pending<net::HttpResponse> post(const std::string& path, std::string body, const char* type = "application/json") {
        auto pending = start(gateway.handle(request(path, std::move(body), type)));
        pump();
        return pending;
    }
    Pending<net::HttpResponse> create_room() {
        return post("/rest/command/create/", R"({"type":"room","internal":[)" + std::to_string(bob.value()) + "]}");
    }
    [[nodiscard]] domain::Command given() const {
        const auto told = publisher.told<ports::CommandGiven>(ann);
        return told.empty() ? domain::Command{} : told.back().command;
    }
    [[nodiscard]] std::vector<ports::CommandOver> over() const { return publisher.told<ports::CommandOver>(ann); }
    Result<void> answer(std::uint64_t client, bool accepted, ContactId who = {}) {
        auto answered =
            run(app.answer_command.run(caller(who ? who : ann), ConnectionId{client}, given().id, accepted));
        pump();
        return answered;
    }
    void pass(Millis time) {
        clock.advance(time);
        boost::asio::co_spawn(io, app.commands.turn(), [](const auto&...) {});
        pump();
    }
    static std::string body(const Pending<net::HttpResponse>& pending) {
        return pending->has_value() ? std::string((*pending)->body_view()) : "waiting";
    }

    ContactId ann = person("ann", acme);
    ContactId bob = person("bob", acme);
    ContactId dan = person("dan", borg);
    std::string token;
    OriginRule origins{{"https://www.example.com"}};
    StaticFiles static_files{{}, origins};
    HttpGateway gateway{app, origins, static_files, routes()};

private:
    Router routes() {
        Router router;
        add_command_operations(router, app);
        return router;
    }
};

TEST_F(Commands, TheFirstClientToAcceptHasIt) {
    given_client(1);
    given_client(2);
    const auto asked = create_room();
    EXPECT_EQ(body(asked), "waiting");
    EXPECT_EQ(given().type, "room");
    EXPECT_EQ(given().action, "create");
    EXPECT_THAT(given().internal, testing::ElementsAre(bob));
    EXPECT_TRUE(answer(2, true));
    EXPECT_EQ((*asked)->status, 200U);
    EXPECT_EQ(body(asked), R"({"result":"success","status":"accepted"})");
    ASSERT_EQ(over().size(), 1U);
    EXPECT_EQ(over()[0].outcome, CommandOutcome::accepted);
    EXPECT_EQ(over()[0].but, 2U) << "the others are told";
    EXPECT_EQ(answer(1, true).error().code, ErrorCode::already_answered);
}

TEST_F(Commands, OneRefusalDoesNotDecideForTheOthers) {
    given_client(1);
    given_client(2);
    const auto asked = create_room();
    EXPECT_TRUE(answer(1, false));
    EXPECT_EQ(body(asked), "waiting");
    EXPECT_TRUE(answer(2, true));
    EXPECT_THAT(body(asked), HasSubstr("accepted"));
}

TEST_F(Commands, WhenAllRefuseItIsRejected) {
    given_client(1);
    given_client(2);
    const auto asked = create_room();
    EXPECT_TRUE(answer(1, false));
    EXPECT_TRUE(answer(2, false));
    EXPECT_EQ((*asked)->status, 409U);
    EXPECT_THAT(body(asked), HasSubstr(R"("result":"fail","status":"rejected")"));
    EXPECT_EQ(over().back().outcome, CommandOutcome::rejected);
}

TEST_F(Commands, WhoGoesAwayCountsNoMore) {
    given_client(1);
    given_client(2);
    const auto refused = create_room();
    EXPECT_TRUE(answer(1, false));
    client_goes(2);
    EXPECT_THAT(body(refused), HasSubstr("rejected"));
    const auto unanswered = create_room();
    client_goes(1);
    EXPECT_THAT(body(unanswered), HasSubstr(R"("status":"no_client")"));
}

TEST_F(Commands, WithoutAClientThatTakesCommandsThereIsNone) {
    given_client(1, {"av", "file"});
    const auto asked = create_room();
    EXPECT_EQ((*asked)->status, 409U);
    EXPECT_THAT(body(asked), HasSubstr(R"("status":"no_client","error":{"code":"no_client")"));
    app.client_features.change(ConnectionId{1}, app::Features::named({"cmd"}));
    EXPECT_EQ(body(create_room()), "waiting");
}

TEST_F(Commands, TimePasses) {
    given_client(1);
    const auto asked = create_room();
    pass(Millis{999});
    EXPECT_EQ(body(asked), "waiting");
    pass(Millis{1});
    EXPECT_EQ((*asked)->status, 504U);
    EXPECT_THAT(body(asked), HasSubstr(R"("status":"timeout")"));
    EXPECT_EQ(over().back().outcome, CommandOutcome::timed_out);
    EXPECT_EQ(answer(1, true).error().code, ErrorCode::already_answered);
}

TEST_F(Commands, OpenCommandsAreBounded) {
    given_client(1);
    const auto one = create_room();
    const auto two = create_room();
    EXPECT_EQ(body(two), "waiting");
    EXPECT_THAT(body(create_room()), HasSubstr("limit_reached"));
    EXPECT_TRUE(answer(1, true));
    EXPECT_EQ(body(create_room()), "waiting");
}

TEST_F(Commands, TakeAForm) {
    given_client(1);
    const auto asked = post("/rest/command/start", "type=video&internal=" + std::to_string(bob.value()),
                            "application/x-www-form-urlencoded");
    EXPECT_EQ(given().type, "video");
    EXPECT_TRUE(answer(1, true));
    EXPECT_THAT(body(asked), HasSubstr("accepted"));
    EXPECT_EQ(body(post("/rest/command/dial/", "type=call&number=4711", "application/x-www-form-urlencoded")),
              "waiting");
    EXPECT_EQ(given().number, "4711");
}

TEST_F(Commands, WhomTheUserDoesNotSeeDoesNotExist) {
    given_client(1);
    const auto asked =
        post("/rest/command/create/", R"({"type":"room","internal":[)" + std::to_string(dan.value()) + "]}");
    EXPECT_EQ((*asked)->status, 404U);
    EXPECT_THAT(body(asked), HasSubstr(R"({"result":"fail","error":{"code":"not_found")"));
    EXPECT_EQ(given().id, CommandId{});
}

TEST_F(Commands, WhatIsNoCommandIsRefused) {
    given_client(1);
    EXPECT_EQ((*post("/rest/command/create/", R"({"type":"video","internal":[5]})"))->status, 400U);
    EXPECT_EQ((*post("/rest/command/create/", R"({"type":"room"})"))->status, 400U);
    EXPECT_EQ((*post("/rest/command/create/", "no json"))->status, 400U);
    EXPECT_EQ((*post("/rest/command/create/", "x", "text/plain"))->status, 415U);
    EXPECT_EQ((*post("/rest/command/nothing/", "{}"))->status, 404U);
}

TEST_F(Commands, AreAnsweredByTheUsersOwnClientsAlone) {
    given_client(1);
    const auto asked = create_room();
    EXPECT_EQ(answer(1, true, bob).error().code, ErrorCode::not_found);
    EXPECT_TRUE(publisher.told<ports::CommandGiven>(bob).empty());
    EXPECT_EQ(body(asked), "waiting");
}

TEST_F(Commands, NobodyInParticularGivesNone) {
    token = "wrong";
    EXPECT_EQ((*create_room())->status, 401U);
}

TEST_F(Commands, AtTheServersStopNobodyWaits) {
    given_client(1);
    const auto asked = create_room();
    app.commands.stop_waiting();
    pump();
    EXPECT_THAT(body(asked), HasSubstr("unavailable"));
    EXPECT_THAT(body(create_room()), HasSubstr("unavailable"));
}

}  // namespace
}  // namespace foyer::gateway
