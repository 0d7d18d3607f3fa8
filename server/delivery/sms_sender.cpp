#include "server/delivery/sms_sender.hpp"

#include <algorithm>
#include <regex>

#include <fmt/format.h>

#include "server/delivery/curl_handle.hpp"

namespace foyer::delivery {

namespace {

using ports::DeliveryOutcome;
using Kind = DeliveryOutcome::Kind;
using Encode = std::string (*)(std::string_view);

constexpr std::size_t answer_bytes = 4096;  // Enough for any rule, and little for a regular expression.
constexpr long too_early = 425;
constexpr long too_many = 429;

std::string percent_encoded(std::string_view text) {
    std::string encoded;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           std::string_view("-._~").contains(c);
        if (plain) {
            encoded += c;
        } else {
            encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return encoded;
}

std::string in_json(std::string_view text) {
    std::string encoded;
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            encoded += '\\';
            encoded += c;
        } else if (static_cast<unsigned char>(c) < ' ') {
            encoded += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
        } else {
            encoded += c;
        }
    }
    return encoded;
}

std::string in_xml(std::string_view text) {
    std::string encoded;
    for (const char c : text) {
        if (c == '&' || c == '<' || c == '>' || c == '"') {
            encoded += fmt::format("&#{};", static_cast<int>(c));
        } else {
            encoded += c;
        }
    }
    return encoded;
}

std::string as_it_is(std::string_view text) {
    return std::string(text);
}

Encode encoder_for(const std::string& content_type) {
    if (content_type.contains("json")) return in_json;
    if (content_type.contains("form-urlencoded")) return percent_encoded;
    if (content_type.contains("xml")) return in_xml;
    return as_it_is;
}

std::string filled(std::string_view form, const std::string& to, const std::string& text, const std::string& from,
                   Encode encode) {
    std::string result;
    while (!form.empty()) {
        const auto take = [&](std::string_view name, const std::string& value) {
            if (!form.starts_with(name)) return false;
            result += encode(value);
            form.remove_prefix(name.size());
            return true;
        };
        if (take("{to}", to) || take("{text}", text) || take("{from}", from)) continue;
        result += form.front();
        form.remove_prefix(1);
    }
    return result;
}

std::size_t keep(char* data, std::size_t size, std::size_t count, void* into) {
    auto& answer = *static_cast<std::string*>(into);
    const auto bytes = size * count;
    answer.append(data, std::min(bytes, answer_bytes - std::min(answer_bytes, answer.size())));
    return bytes;
}

}  // namespace

SmsRequest fill(const SmsSettings& settings, const std::string& to, const std::string& text) {
    return {filled(settings.url, to, text, settings.from, percent_encoded),
            filled(settings.body, to, text, settings.from, encoder_for(settings.content_type))};
}


DeliveryOutcome judge(const SmsSettings& settings, long status, const std::string& body) {
    const std::regex success(settings.success, std::regex::ECMAScript);
    if (std::regex_search(fmt::format("{} {}", status, body), success)) return {Kind::sent, {}};
    if (status == too_many || status == too_early || status >= 500) {
        return {Kind::later, fmt::format("The SMS gateway does not take the message now (status {}).", status)};
    }
    return {Kind::failed, fmt::format("The SMS gateway refused the message (status {}).", status)};
}

DeliveryOutcome SmsSender::send(const std::string& to, const std::string& text, const std::string& key) const {
    const auto request = fill(settings_, to, text);
    const auto handle = new_handle(settings_.timeout, "http,https");
    auto* const curl = handle.get();
    std::string body;
    CurlList fields;
    for (const auto& line : settings_.headers) append(fields, line);
    append(fields, "Idempotency-Key: foyer-" + key);
    append(fields, "Expect:");
    if (settings_.post) append(fields, "Content-Type: " + settings_.content_type);
    curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, fields.get());
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "Foyer/" FOYER_VERSION);
    if (!settings_.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, settings_.ca_file.c_str());
    if (settings_.post) {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(request.body.size()));
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.c_str());
    }
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, keep);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
    const auto code = curl_easy_perform(curl);
    long status = 0;
    long sent = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(curl, CURLINFO_REQUEST_SIZE, &sent);
    if (code == CURLE_OK) return judge(settings_, status, body);
    if (sent > 0) {
        return {Kind::failed, "The connection to the SMS gateway broke; whether the message was sent is not known."};
    }
    return {Kind::later, fmt::format("The SMS gateway could not be reached: {}.", curl_easy_strerror(code))};
}

}  // namespace foyer::delivery
