#include "server/gateway/http/command_body.hpp"

#include <algorithm>
#include <charconv>
#include <string>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "server/gateway/http/credentials.hpp"

namespace foyer::gateway {

namespace {

namespace json = boost::json;

std::unexpected<Error> unreadable(std::string_view field) {
    return refuse(ErrorCode::bad_request, "The field " + std::string(field) + " is not well formed.");
}

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

/// "5", or "5, 6,7".
Result<void> add_contacts(std::string_view list, domain::Command& command) {
    while (!list.empty()) {
        const auto comma = list.find(',');
        const auto item = trimmed(list.substr(0, comma));
        list = comma == std::string_view::npos ? std::string_view{} : list.substr(comma + 1);
        std::uint32_t id = 0;
        const auto [end, error] = std::from_chars(item.data(), item.data() + item.size(), id);
        if (error != std::errc{} || end != item.data() + item.size() || id == 0) return unreadable("internal");
        command.internal.emplace_back(id);
    }
    return {};
}

Result<void> add_contacts(const json::value& value, domain::Command& command) {
    if (value.is_null()) return {};
    if (const auto* text = value.if_string()) return add_contacts(std::string_view(*text), command);
    if (const auto* list = value.if_array()) {
        for (const auto& item : *list) {
            if (item.is_array()) return unreadable("internal");
            if (auto added = add_contacts(item, command); !added) return added;
        }
        return {};
    }
    boost::system::error_code error;
    const auto id = value.to_number<std::uint32_t>(error);
    if (error || id == 0) return unreadable("internal");
    command.internal.emplace_back(id);
    return {};
}

Result<std::string> text_of(const json::object& object, std::string_view field) {
    const auto* const value = object.if_contains(field);
    if (!value || value->is_null()) return std::string();
    const auto* const text = value->if_string();
    if (!text) return unreadable(field);
    return std::string(*text);
}

Result<void> add_guests(const json::value& value, domain::Command& command) {
    if (value.is_null()) return {};
    if (const auto* list = value.if_array()) {
        for (const auto& item : *list) {
            if (!item.is_object()) return unreadable("external");
            if (auto added = add_guests(item, command); !added) return added;
        }
        return {};
    }
    const auto* const guest = value.if_object();
    if (!guest) return unreadable("external");
    auto name = text_of(*guest, "name");
    auto email = text_of(*guest, "email");
    auto mobile = text_of(*guest, "mobile");
    if (!name || !email || !mobile) return unreadable("external");
    command.external.push_back({std::move(*name), std::move(*email), std::move(*mobile)});
    return {};
}

Result<json::value> parse_json(std::string_view text, std::string_view what) {
    boost::system::error_code error;
    auto value = json::parse(json::string_view(text.data(), text.size()), error);
    if (error) return refuse(ErrorCode::bad_request, std::string(what) + " is not well-formed JSON.");
    return value;
}

/// {"name": …}, [{"name": …}, …], or a name alone.
Result<void> add_guests(std::string_view text, domain::Command& command) {
    const auto begin = trimmed(text);
    if (!begin.starts_with('{') && !begin.starts_with('[')) {
        command.external.push_back({std::string(begin), {}, {}});
        return {};
    }
    const auto value = parse_json(text, "The field external");
    if (!value) return refuse(value.error());
    return add_guests(*value, command);
}

std::string form_text(std::string_view encoded) {
    std::string text(encoded);
    std::ranges::replace(text, '+', ' ');
    return percent_decoded(text);
}

}  // namespace

Result<domain::Command> command_from_json(std::string_view body) {
    const auto value = parse_json(body, "The body");
    if (!value) return refuse(value.error());
    const auto* const fields = value->if_object();
    if (!fields) return refuse(ErrorCode::bad_request, "The body must be an object.");
    domain::Command command;
    auto type = text_of(*fields, "type");
    if (!type) return refuse(type.error());
    command.type = std::move(*type);
    auto number = text_of(*fields, "number");
    if (!number) return refuse(number.error());
    command.number = std::move(*number);
    if (const auto* internal = fields->if_contains("internal")) {
        if (auto added = add_contacts(*internal, command); !added) return refuse(added.error());
    }
    if (const auto* external = fields->if_contains("external")) {
        if (auto added = add_guests(*external, command); !added) return refuse(added.error());
    }
    return command;
}

Result<domain::Command> command_from_form(std::string_view body) {
    domain::Command command;
    while (!body.empty()) {
        const auto end = body.find('&');
        const auto pair = body.substr(0, end);
        body = end == std::string_view::npos ? std::string_view{} : body.substr(end + 1);
        const auto equals = pair.find('=');
        auto name = form_text(pair.substr(0, equals));
        auto value = equals == std::string_view::npos ? std::string() : form_text(pair.substr(equals + 1));
        if (name.ends_with("[]")) name.resize(name.size() - 2);  // As some languages write a list.
        Result<void> added;
        if (name == "type") command.type = std::move(value);
        if (name == "number") command.number = std::move(value);
        if (name == "internal") added = add_contacts(std::string_view(value), command);
        if (name == "external" && !value.empty()) added = add_guests(std::string_view(value), command);
        if (!added) return refuse(added.error());
    }
    return command;
}

}  // namespace foyer::gateway
