#pragma once
#include <array>
#include <functional>
#include <string>
#include <string_view>

#include "server/app/app.hpp"
#include "server/gateway/http/http_answer.hpp"
#include "server/gateway/http/router.hpp"
#include "server/gateway/rest/call_pace.hpp"
#include "server/gateway/rest/rest_request.hpp"
#include "server/gateway/rest/routes.gen.hpp"

namespace foyer::gateway {

/// The named bounds of REST (config section `rest`).
struct RestSettings {
    std::uint32_t page = 100;          ///< Entries of one page when the caller does not say …
    std::uint32_t page_max = 1000;     ///< … and when he asks for more.
    std::uint32_t import_users = 200;  ///< Users of one file.
    std::uint32_t requests_per_second = 100;
    std::uint32_t requests_burst = 500;
};

/// How much the server logs. Any thread.
class LogSwitch {
public:
    virtual ~LogSwitch() = default;
    [[nodiscard]] virtual std::string level() const = 0;
    /// Until the configuration is read again. Error: `bad_request` for what is no level.
    virtual Result<void> set(std::string_view level) = 0;
};

/// What the handlers work with. Made in main, outlives the router.
struct RestDesk {
    app::App& app;
    RestSettings settings;
    LogSwitch* log = nullptr;  ///< Null where no server runs.
    CallPace pace{settings.requests_per_second, settings.requests_burst};

    [[nodiscard]] std::uint32_t page(std::uint32_t asked) const {
        return std::min(asked == 0 ? settings.page : asked, settings.page_max);
    }
};

/// Where something new is to be found, below the path it was posted to. 0: nowhere.
[[nodiscard]] inline std::uint32_t id_in_location(const v1::RoomInfo& info) {
    return info.room().room_id();
}
[[nodiscard]] inline std::uint32_t id_in_location(const v1::Message& message) {
    return message.seq();
}
[[nodiscard]] inline std::uint32_t id_in_location(const v1::Company& company) {
    return company.company_id();
}
[[nodiscard]] inline std::uint32_t id_in_location(const v1::User& user) {
    return user.contact_id();
}

[[nodiscard]] inline std::uint32_t id_in_location(const v1::NewApiKey& made) {
    return made.key().key_id();
}

[[nodiscard]] inline std::uint32_t id_in_location(const v1::WebhookWithSecret& made) {
    return made.webhook().webhook_id();
}

/// The calls of schema/rest.proto with their handlers. Filled before the server starts.
class RestOperations {
public:
    explicit RestOperations(RestDesk& desk) : desk_(desk) {}

    template <class Route>
    using Handler = Task<Result<typename Route::Answer>> (*)(RestDesk&, app::Caller, typename Route::Request);

    template <class Route>
    void bind(Handler<Route> handler) {
        static_assert(!is_for_administrators<Route>,
                      "an administrators' call takes an Actor: the operator is one, too");
        runs_[Route::index] = [&desk = desk_, handler](HttpCall call) {
            const auto caller = call.caller;
            return perform<Route>(desk, handler, caller, std::move(call));
        };
    }
    template <class Route>
    using AdminHandler = Task<Result<typename Route::Answer>> (*)(RestDesk&, app::Actor, typename Route::Request);
    template <class Route>
    void bind(AdminHandler<Route> handler) {
        static_assert(is_for_administrators<Route>, "the operator is no person");
        runs_[Route::index] = [&desk = desk_, handler](HttpCall call) {
            const auto actor = call.actor;
            return perform<Route>(desk, handler, actor, std::move(call));
        };
    }

    /// Makes them routes of the server. Throws std::logic_error if a call has no handler.
    void add_to(Router& router) const;

private:
    template <class Route>
    static constexpr bool is_for_administrators = rest_routes[Route::index].scope == RestScope::admin;

    template <class Route, class Handler, class Asker>
    static Task<net::HttpResponse> perform(RestDesk& desk, Handler handler, Asker asker, HttpCall call) {
        constexpr const auto& route = rest_routes[Route::index];
        // The operator, who is nobody, asks as fast as he likes.
        if (call.caller.person) {
            const auto may = desk.pace.take(call.caller.person, desk.app.world.clock.now());
            if (!may) co_return error_answer(may.error());
        }
        auto request = rest_request<typename Route::Request>(route, call);
        if (!request) co_return error_answer(request.error());
        auto answer = co_await handler(desk, asker, std::move(*request));
        if (!answer) co_return error_answer(answer.error());
        auto response = json_answer(wire::encode_json(*answer), route.creates ? 201 : 200);
        if constexpr (route.creates) {
            response.fields.emplace_back("Location", call.request.path + '/' + std::to_string(id_in_location(*answer)));
        }
        co_return response;
    }

    RestDesk& desk_;
    std::array<std::function<Task<net::HttpResponse>(HttpCall)>, rest_routes.size()> runs_;
};

// The handlers, by what they are about.
void bind_own_calls(RestOperations& operations);
void bind_key_calls(RestOperations& operations);
void bind_room_calls(RestOperations& operations);
void bind_message_calls(RestOperations& operations);
void bind_contact_calls(RestOperations& operations);
void bind_invitation_calls(RestOperations& operations);
void bind_file_calls(RestOperations& operations);
void bind_company_calls(RestOperations& operations);
void bind_user_calls(RestOperations& operations);
void bind_user_session_calls(RestOperations& operations);
void bind_import_calls(RestOperations& operations);
void bind_log_calls(RestOperations& operations);
void bind_webhook_calls(RestOperations& operations);
void bind_admin_calls(RestOperations& operations);

/// All of them. `desk` outlives the router. Any I/O thread.
void add_rest_operations(Router& router, RestDesk& desk);

}  // namespace foyer::gateway
