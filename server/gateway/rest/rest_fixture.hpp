#pragma once
#include <string>
#include <vector>

#include <boost/beast/http/field.hpp>
#include <boost/json.hpp>
#include <gmock/gmock.h>

#include "server/app/app_fixture.hpp"
#include "server/gateway/http/http_gateway.hpp"
#include "server/gateway/rest/local_gateway.hpp"
#include "server/gateway/rest/rest_operations.hpp"

namespace foyer::gateway {

/// The whole application behind its REST calls, in memory. Acme has Ann and Bob (auto_roster), the supervisor Sue and
/// the administrator Root; Borg has Dan. Everybody asks with the token of a session.
class RestFixture : public app::AppFixture {
protected:
    struct Answer {
        unsigned status = 0;
        boost::json::value body;
        net::HttpResponse response;

        [[nodiscard]] std::string code() const {
            const auto* error = body.is_object() ? body.as_object().if_contains("error") : nullptr;
            return error ? std::string(error->at("code").as_string()) : "ok";
        }
        [[nodiscard]] std::string field(std::string_view name) const {
            for (const auto& [key, value] : response.fields) {
                if (key == name) return value;
            }
            return {};
        }
        [[nodiscard]] const boost::json::value& operator[](std::string_view pointer) const {
            return body.at_pointer(pointer);
        }
        [[nodiscard]] std::int64_t number(std::string_view pointer) const {
            return body.at_pointer(pointer).to_number<std::int64_t>();
        }
    };

    explicit RestFixture(app::AppSettings settings = {}) : AppFixture(settings) {
        refresh();
        make_administrator(root);
    }

    /// Asks as somebody: with his session, or with a token of its own.
    Answer ask(ContactId who, std::string_view line, std::string body = {}) {
        return ask_with(token_of(who), line, std::move(body));
    }
    /// `line`: "GET /api/v1/rooms?limit=1".
    Answer ask_with(const std::string& token, std::string_view line, std::string body = {},
                    std::string idempotency_key = {}) {
        return asked(run(gateway.handle(request_of(token, line, std::move(body), std::move(idempotency_key)))));
    }
    /// Asks as the operator at the command line.
    Answer ask_locally(std::string_view line, std::string body = {}) {
        return asked(run(local.handle(request_of({}, line, std::move(body), {}))));
    }
    static net::HttpRequest request_of(const std::string& token, std::string_view line, std::string body,
                                       std::string idempotency_key) {
        namespace http = boost::beast::http;
        net::HttpRequest request;
        const auto blank = line.find(' ');
        request.method = http::string_to_verb(line.substr(0, blank));
        const auto target = line.substr(blank + 1);
        const auto question = target.find('?');
        request.path = target.substr(0, question);
        if (question != std::string_view::npos) request.query = target.substr(question + 1);
        if (!token.empty()) request.fields.set(http::field::authorization, "Bearer " + token);
        if (!body.empty()) request.fields.set(http::field::content_type, "application/json");
        if (!idempotency_key.empty()) request.fields.set("Idempotency-Key", idempotency_key);
        request.body = std::move(body);
        return request;
    }
    static Answer asked(net::HttpResponse response) {
        Answer answer;
        answer.status = response.status;
        answer.response = std::move(response);
        boost::json::error_code error;
        answer.body = boost::json::parse(std::string(answer.response.body_view()), error);
        return answer;
    }

    std::string token_of(ContactId who) {
        auto& token = tokens_[who];
        if (token.empty()) token = run(app.sessions.open(who, ports::SessionKind::session, {}, SessionId{}))->token;
        return token;
    }
    /// A key of this person's own.
    std::string key_of(ContactId who, domain::Scopes scopes) {
        app::NewApiKey wish{who, "test", scopes};
        return run(app.create_api_key.run(app::Local{}, std::move(wish)))->token;
    }
    void make_administrator(ContactId who) {
        change_person(who, [](domain::Person& person) { person.administrator = true; });
    }
    /// A multi room of Ann and Bob in which Ann has written something.
    RoomId given_conversation() {
        app::NewRoom wish;
        wish.parties = {bob};
        wish.name = "Plans";
        const auto room = *run(app.create_room.run(caller(ann), std::move(wish)));
        EXPECT_TRUE(run(app.post_message.run(caller(ann), room, "hello", "")));
        return room;
    }

    ContactId ann = person("ann", acme);
    ContactId bob = person("bob", acme);
    ContactId eve = person("eve", acme);
    ContactId gus = person("gus", acme, domain::PersonKind::guest);
    ContactId sue = person("sue", acme, domain::PersonKind::user, {acme});
    ContactId dan = person("dan", borg);
    ContactId root = person("root", acme);

    struct TestLog final : LogSwitch {
        [[nodiscard]] std::string level() const override { return current; }
        Result<void> set(std::string_view level) override {
            if (level != "info" && level != "debug") return refuse(ErrorCode::bad_request);
            current = level;
            return {};
        }
        std::string current = "info";
    };
    TestLog log;
    RestDesk desk{app, {}, &log};
    OriginRule origins{{"https://www.example.com"}};
    StaticFiles files{{}, origins};
    HttpGateway gateway{app, origins, files, routes()};
    LocalGateway local{routes()};

private:
    Router routes() {
        Router router;
        add_rest_operations(router, desk);
        return router;
    }

    std::map<ContactId, std::string> tokens_;
};

}  // namespace foyer::gateway
