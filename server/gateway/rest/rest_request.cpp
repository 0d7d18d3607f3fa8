#include "server/gateway/rest/rest_request.hpp"

#include <algorithm>
#include <charconv>

#include "lib/base/utf8.hpp"
#include "lib/wire/json_text.hpp"
#include "server/gateway/http/credentials.hpp"

namespace foyer::gateway {

namespace {

/// As it is called in JSON: "companyId" for "company_id".
std::string camel_case(std::string_view name) {
    std::string made;
    bool raise = false;
    for (const char letter : name) {
        if (letter == '_') {
            raise = true;
        } else {
            made += raise ? static_cast<char>(letter - 'a' + 'A') : letter;
            raise = false;
        }
    }
    return made;
}

std::string text_of(const RestParameter& parameter, const HttpCall& call) {
    switch (parameter.place) {
        case RestParameter::Place::path:
            return std::string(call.path.text(parameter.name));
        case RestParameter::Place::query:
            if (auto value = query_value(call.request.query, parameter.name); !value.empty()) return value;
            return query_value(call.request.query, camel_case(parameter.name));
        case RestParameter::Place::header:
            return std::string(call.request.fields["Idempotency-Key"]);
    }
    return {};
}

Error malformed(const RestParameter& parameter, std::string_view expected) {
    return {ErrorCode::bad_request, fmt::format("{} must be {}.", parameter.name, expected)};
}

Result<void> append_value(std::string& json, const RestParameter& parameter, const std::string& text) {
    switch (parameter.kind) {
        case RestParameter::Kind::number: {
            std::uint32_t number = 0;
            const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
            if (error != std::errc{} || end != text.data() + text.size()) {
                return refuse(malformed(parameter, "a whole number"));
            }
            wire::append_json_number(json, number);
            return {};
        }
        case RestParameter::Kind::flag:
            if (text != "true" && text != "false") return refuse(malformed(parameter, "true or false"));
            json += text;
            return {};
        case RestParameter::Kind::text:
            if (!is_utf8(text)) return refuse(malformed(parameter, "text in UTF-8"));
            wire::append_json_string(json, text);
            return {};
    }
    return {};
}

}  // namespace

Result<std::string> parameters_json(const RestRoute& route, const HttpCall& call) {
    std::string json = "{";
    for (const auto& parameter : route.parameters) {
        const auto text = text_of(parameter, call);
        if (text.empty()) continue;
        if (json.size() > 1) json += ',';
        wire::append_json_string(json, parameter.name);
        json += ':';
        if (auto appended = append_value(json, parameter, text); !appended) return refuse(appended.error());
    }
    return json + '}';
}

}  // namespace foyer::gateway
