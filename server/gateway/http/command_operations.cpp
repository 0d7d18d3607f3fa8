#include "server/gateway/http/command_operations.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/field.hpp>

#include "lib/wire/json_text.hpp"
#include "server/gateway/http/command_body.hpp"
#include "server/gateway/http/http_answer.hpp"

namespace foyer::gateway {

namespace {

struct Answer {
    unsigned http_status = 200;
    std::string_view status;  ///< Empty: the command was not given at all.
};

net::HttpResponse failure(const Answer& answer, std::string_view code, std::string_view sentence) {
    std::string json = R"({"result":"fail",)";
    if (!answer.status.empty()) {
        json += R"("status":)";
        wire::append_json_string(json, answer.status);
        json += ',';
    }
    json += R"("error":{"code":)";
    wire::append_json_string(json, code);
    json += R"(,"sentence":)";
    wire::append_json_string(json, sentence);
    return json_answer(json + "}}", answer.http_status);
}

net::HttpResponse answer_of(const Result<domain::CommandOutcome>& outcome) {
    if (!outcome) {
        const auto& error = outcome.error();
        const auto status = error.code == ErrorCode::no_client ? "no_client" : "";
        return failure({static_cast<unsigned>(http_status_of(error.code)), status}, name_of(error.code),
                       error.sentence);
    }
    switch (*outcome) {
        case domain::CommandOutcome::accepted:
            return json_answer(R"({"result":"success","status":"accepted"})");
        case domain::CommandOutcome::rejected:
            return failure({409, "rejected"}, name_of(ErrorCode::forbidden), "The user's client has refused.");
        case domain::CommandOutcome::timed_out:
            break;
    }
    return failure({504, "timeout"}, name_of(ErrorCode::unavailable), "None of the user's clients answered in time.");
}

bool is_form(const net::HttpRequest& request) {
    constexpr std::string_view form = "application/x-www-form-urlencoded";
    const auto type = request.field(boost::beast::http::field::content_type);
    return boost::beast::iequals(type.substr(0, form.size()), form);
}

Task<net::HttpResponse> give(app::App& app, std::string action, HttpCall call) {
    auto wish = is_form(call.request) ? command_from_form(call.request.body) : command_from_json(call.request.body);
    if (!wish) co_return answer_of(refuse(wish.error()));
    wish->action = std::move(action);
    const auto outcome = co_await app.give_command.run(call.caller, std::move(*wish));
    co_return answer_of(outcome);
}

}  // namespace

void add_command_operations(Router& router, app::App& app) {
    for (const std::string action : {"create", "start", "dial", "kdial", "talk", "hold", "hangup"}) {
        HttpOperation operation;
        operation.method = boost::beast::http::verb::post;
        operation.path = "/rest/command/" + action + "/";
        operation.run = [&app, action](HttpCall call) { return give(app, action, std::move(call)); };
        operation.body = Body::json_or_form;
        operation.scope = domain::Scope::command;
        router.add(std::move(operation));
    }
}

}  // namespace foyer::gateway
