#include "server/gateway/http/legacy_guests.hpp"

#include <charconv>

#include <fmt/format.h>

#include "lib/wire/json_text.hpp"
#include "server/gateway/http/credentials.hpp"
#include "server/gateway/http/legacy_answer.hpp"

namespace foyer::gateway {

namespace {

using Fields = std::map<std::string, std::string>;

constexpr std::uint32_t minutes_of_ten_years = 10 * 366 * 24 * 60;
constexpr std::int64_t earliest_unix_time = 1'000'000'000;

std::optional<std::int64_t> number_of(const std::string& text) {
    std::int64_t number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc{} || end != text.data() + text.size() || number < 0) return std::nullopt;
    return number;
}

/// `autodelete`: minutes after which who never came is deleted; "true" as the server is set; "false", "no" or 0: not
/// before the link ends.
Result<std::uint32_t> read_autodelete(const std::string& text) {
    if (text.empty() || text == "true" || text == "yes" || text == "1") return 0;
    if (text == "false" || text == "no" || text == "0") return minutes_of_ten_years;
    const auto minutes = number_of(text);
    if (!minutes || *minutes > minutes_of_ten_years)
        return refuse(ErrorCode::bad_request, "autodelete is no number of minutes.");
    return static_cast<std::uint32_t>(*minutes);
}

/// `expiretime`: seconds from now, or a time in seconds since 1970. When the link stops working.
Result<Instant> read_expiry(const std::string& text, Instant now) {
    if (text.empty() || text == "0") return Instant{};
    const auto seconds = number_of(text);
    constexpr std::int64_t latest = 253'402'300'799;  // The year 9999.
    if (!seconds || *seconds > latest) return refuse(ErrorCode::bad_request, "expiretime is no number of seconds.");
    const Millis time = std::chrono::seconds{*seconds};
    return *seconds < earliest_unix_time ? now + time : Instant{time};
}

Result<app::GuestSpec> read_guest(Fields& fields, Instant now) {
    if (fields["type"] != "extuser") return refuse(ErrorCode::bad_request, "The type must be extuser.");
    app::GuestSpec spec;
    spec.name = fields["name"];
    spec.email = fields["email"];
    spec.mobile = fields["mobile"];
    spec.application = fields["application"];
    auto minutes = read_autodelete(fields["autodelete"]);
    if (!minutes) return refuse(minutes.error());
    spec.delete_after_minutes = *minutes;
    auto expiry = read_expiry(fields["expiretime"], now);
    if (!expiry) return refuse(expiry.error());
    spec.valid_to = *expiry;
    return spec;
}

Task<net::HttpResponse> create(app::App& app, HttpCall call) {
    // Programs send no Origin field, so their cookie counts here, too; a page of another site has been refused before.
    auto caller = co_await app.authenticate.run(session_token(call.request, call.origin, false));
    if (!caller) co_return legacy_failure(caller.error());
    if (!caller->scopes.has(domain::Scope::write)) {
        co_return legacy_failure({ErrorCode::forbidden, "This API key lacks the scope write."});
    }
    auto fields = legacy_fields(call.request);
    if (!fields) co_return legacy_failure(fields.error());
    auto spec = read_guest(*fields, app.world.clock.now());
    if (!spec) co_return legacy_failure(spec.error());
    const std::string idempotency_key(call.request.fields["Idempotency-Key"]);
    const auto made = co_await app.create_guest.run(*caller, std::move(*spec), idempotency_key);
    if (!made) co_return legacy_failure(made.error());
    auto answer = fmt::format(R"("cID":{},"uname":)", made->invitation.invitation.guest.value());
    wire::append_json_string(answer, made->uname);
    answer += R"(,"url":)";
    wire::append_json_string(answer, made->invitation.url);
    co_return legacy_success(answer);
}

}  // namespace

void add_legacy_guests(Router& router, app::App& app) {
    HttpOperation operation;
    operation.method = boost::beast::http::verb::post;
    operation.path = "/rest/ops/create/";
    operation.access = Access::anyone;  // It finds out by itself who asks.
    operation.body = Body::json_or_form;
    operation.run = [&app](HttpCall call) { return create(app, std::move(call)); };
    router.add(std::move(operation));
}

}  // namespace foyer::gateway
