#include "server/gateway/http/legacy_answer.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/field.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "lib/wire/json_text.hpp"
#include "server/gateway/http/credentials.hpp"
#include "server/gateway/http/http_answer.hpp"

namespace foyer::gateway {

namespace {

using Fields = std::map<std::string, std::string>;

Fields form_fields(std::string_view form) {
    Fields fields;
    while (!form.empty()) {
        const auto pair = form.substr(0, form.find('&'));
        form.remove_prefix(std::min(form.size(), pair.size() + 1));
        const auto name = pair.substr(0, pair.find('='));
        if (!name.empty()) fields.emplace(percent_decoded(name), query_value(pair, name));
    }
    return fields;
}

}  // namespace

net::HttpResponse legacy_success(std::string_view fields) {
    std::string json = R"({"result":"success")";
    if (!fields.empty()) json.append(",").append(fields);
    return json_answer(json + '}');
}

net::HttpResponse legacy_failure(const Error& error) {
    std::string json = R"({"result":"fail","code":)";
    wire::append_json_string(json, name_of(error.code));
    json += R"(,"message":)";
    wire::append_json_string(json, error.sentence);
    auto response = json_answer(json + '}', static_cast<unsigned>(http_status_of(error.code)));
    add_retry_after(response, retry_after_of(error));
    return response;
}

Result<Fields> legacy_fields(const net::HttpRequest& request) {
    const auto type = request.field(boost::beast::http::field::content_type);
    if (request.body.empty()) return form_fields(request.query);
    if (!boost::beast::iequals(type.substr(0, type.find(';')), "application/json")) return form_fields(request.body);
    boost::json::error_code error;
    const auto json = boost::json::parse(request.body, error);
    const auto* object = error ? nullptr : json.if_object();
    if (object == nullptr) return refuse(ErrorCode::bad_request, "The body is neither a form nor a JSON object.");
    Fields fields;
    for (const auto& [name, value] : *object) {
        if (value.is_string()) {
            fields.emplace(name, value.get_string());
        } else if (value.is_number() || value.is_bool()) {
            fields.emplace(name, boost::json::serialize(value));
        }
    }
    return fields;
}

}  // namespace foyer::gateway
