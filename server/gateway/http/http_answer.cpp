#include "server/gateway/http/http_answer.hpp"

#include "lib/wire/codec.hpp"
#include "schema/http.pb.h"

namespace foyer::gateway {

net::HttpResponse json_answer(std::string json, unsigned status) {
    net::HttpResponse response;
    response.status = status;
    response.fields = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}};
    response.body = std::move(json);
    return response;
}

net::HttpResponse error_answer(const Error& error) {
    v1::ErrorAnswer answer;
    auto& body = *answer.mutable_error();
    body.set_code(static_cast<v1::ErrorCode>(error.code));
    body.set_sentence(error.sentence);
    const auto retry_after = retry_after_of(error);
    body.set_retry_after_ms(static_cast<std::uint32_t>(retry_after.count()));
    auto response = json_answer(wire::encode_json(answer), static_cast<unsigned>(http_status_of(error.code)));
    add_retry_after(response, retry_after);
    return response;
}

net::HttpResponse refusal_answer(unsigned status, std::string_view sentence) {
    auto code = ErrorCode::bad_request;
    if (status == 413 || status == 431) code = ErrorCode::limit_reached;
    if (status == 500) code = ErrorCode::internal;
    if (status == 503) code = ErrorCode::unavailable;
    auto response = error_answer(Error{code, std::string(sentence)});
    response.status = status;
    return response;
}

Millis retry_after_of(const Error& error) {
    constexpr Millis soon{1000};
    const bool for_the_moment = error.code == ErrorCode::unavailable || error.code == ErrorCode::rate_limited;
    return for_the_moment && error.retry_after == Millis{0} ? soon : error.retry_after;
}

void add_retry_after(net::HttpResponse& response, Millis retry_after) {
    if (retry_after == Millis{0}) return;
    response.fields.emplace_back("Retry-After", std::to_string((retry_after.count() + 999) / 1000));
}

net::HttpResponse text_answer(std::string text, unsigned status, std::string content_type) {
    net::HttpResponse response;
    response.status = status;
    response.fields = {{"Content-Type", std::move(content_type)}, {"Cache-Control", "no-store"}};
    response.body = std::move(text);
    return response;
}

}  // namespace foyer::gateway
