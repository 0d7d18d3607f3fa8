#pragma once
#include <string>

#include "lib/wire/codec.hpp"
#include "lib/wire/json_reader.hpp"
#include "server/gateway/http/router.hpp"
#include "server/gateway/rest/rest_route.hpp"

/// A request of REST as one message: what stands in the body, and over it what stands in path, query and header. Pure;
/// any thread.
namespace foyer::gateway {

/// The parameters as a JSON object. Error: `bad_request` naming the one that is not well formed.
[[nodiscard]] Result<std::string> parameters_json(const RestRoute& route, const HttpCall& call);

/// Errors: `bad_request` naming the field, `limit_reached`.
template <class Request>
[[nodiscard]] Result<Request> rest_request(const RestRoute& route, const HttpCall& call) {
    Request message;
    const auto read = [&message](wire::JsonReader& reader, const boost::json::value& json) {
        return read_json(reader, json, message);
    };
    if (route.takes_body && !call.request.body.empty()) {
        auto body = wire::with_parsed_json(call.request.body, {}, read);
        if (!body) return refuse(std::move(body.error()));
    }
    auto parameters = parameters_json(route, call);
    if (!parameters) return refuse(std::move(parameters.error()));
    auto filled = wire::with_parsed_json(*parameters, {}, read);
    if (!filled) return refuse(std::move(filled.error()));
    return message;
}

}  // namespace foyer::gateway
