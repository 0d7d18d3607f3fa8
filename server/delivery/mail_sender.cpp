#include "server/delivery/mail_sender.hpp"

#include <algorithm>
#include <array>
#include <ctime>

#include <fmt/format.h>
#include <sodium.h>

#include "server/delivery/curl_handle.hpp"

namespace foyer::delivery {

namespace {

using ports::DeliveryOutcome;
using Kind = DeliveryOutcome::Kind;

constexpr std::size_t encoded_word_bytes = 42;  // An encoded word has 75 characters at most (RFC 2047).

bool is_plain(const std::string& text) {
    return std::ranges::all_of(text, [](char c) { return c >= ' ' && c < 0x7F; });
}

std::string base64(std::string_view bytes) {
    std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                      sodium_base64_VARIANT_ORIGINAL);
    text.resize(std::char_traits<char>::length(text.c_str()));
    return text;
}

std::string mailbox(const std::string& name, const std::string& address) {
    if (name.empty()) return fmt::format("<{}>", address);
    if (!is_plain(name)) return fmt::format("{} <{}>", header_text(name), address);
    std::string quoted;
    for (const char c : name) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return fmt::format("\"{}\" <{}>", quoted, address);
}

std::string name_in(const std::string& sender) {
    const auto bracket = sender.find('<');
    if (bracket == std::string::npos) return {};
    auto name = sender.substr(0, bracket);
    while (!name.empty() && (name.back() == ' ' || name.back() == '"')) name.pop_back();
    while (!name.empty() && (name.front() == ' ' || name.front() == '"')) name.erase(0, 1);
    return name;
}

void add_part(curl_mime* mime, const std::string& content, const char* type) {
    auto* const part = curl_mime_addpart(mime);
    curl_mime_data(part, content.data(), content.size());
    curl_mime_type(part, type);
    curl_mime_encoder(part, "base64");
}

/// Plain text, HTML and the appointment are alternatives of one another.
CurlMime body_of(CURL* handle, const Mail& mail) {
    CurlMime mime(curl_mime_init(handle));
    auto* const alternatives = curl_mime_init(handle);
    add_part(alternatives, mail.text.text, "text/plain; charset=utf-8");
    if (!mail.text.html.empty()) add_part(alternatives, mail.text.html, "text/html; charset=utf-8");
    if (!mail.calendar.empty()) {
        add_part(alternatives, mail.calendar, "text/calendar; charset=utf-8; method=PUBLISH");
    }
    auto* const part = curl_mime_addpart(mime.get());
    curl_mime_subparts(part, alternatives);
    curl_mime_type(part, "multipart/alternative");
    return mime;
}

/// An SMTP reply of 4xx means "not now", 5xx "never"; without a reply it depends on whether the mail had been handed over.
DeliveryOutcome judge(CURL* handle, CURLcode code) {
    if (code == CURLE_OK) return {Kind::sent, {}};
    long reply = 0;
    curl_off_t uploaded = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &reply);
    curl_easy_getinfo(handle, CURLINFO_SIZE_UPLOAD_T, &uploaded);
    if (code == CURLE_LOGIN_DENIED) return {Kind::later, "The mail server did not accept the log-in."};
    if (reply >= 500) return {Kind::failed, fmt::format("The mail server refused the message ({}).", reply)};
    if (reply >= 400) return {Kind::later, fmt::format("The mail server does not take the message now ({}).", reply)};
    if (uploaded > 0) {
        return {Kind::failed, "The connection to the mail server broke; whether the message arrived is not known."};
    }
    return {Kind::later, fmt::format("The mail server could not be used: {}.", curl_easy_strerror(code))};
}

}  // namespace

std::string address_in(const std::string& sender) {
    const auto open = sender.find('<');
    if (open == std::string::npos) return sender;
    return sender.substr(open + 1, sender.find('>', open) - open - 1);
}

std::string header_text(const std::string& text) {
    if (is_plain(text)) return text;
    std::string encoded;
    for (std::size_t begin = 0; begin < text.size();) {
        auto end = std::min(text.size(), begin + encoded_word_bytes);
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
        if (begin > 0) encoded += "\r\n ";
        encoded += fmt::format("=?UTF-8?B?{}?=", base64(std::string_view(text).substr(begin, end - begin)));
        begin = end;
    }
    return encoded;
}

std::string MailSender::domain() const {
    const auto address = address_in(settings_.from);
    const auto at = address.find('@');
    return at == std::string::npos ? "localhost" : address.substr(at + 1);
}

DeliveryOutcome MailSender::send(const Mail& mail) const {
    const auto handle = new_handle(settings_.timeout, "smtp,smtps");
    auto* const curl = handle.get();
    const auto from = address_in(settings_.from);
    curl_easy_setopt(curl, CURLOPT_URL, settings_.server.c_str());
    const auto tls = settings_.starttls == MailSettings::Tls::require   ? CURLUSESSL_ALL
                     : settings_.starttls == MailSettings::Tls::attempt ? CURLUSESSL_TRY
                                                                        : CURLUSESSL_NONE;
    curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(tls));
    if (!settings_.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, settings_.ca_file.c_str());
    if (!settings_.username.empty()) {
        curl_easy_setopt(curl, CURLOPT_USERNAME, settings_.username.c_str());
        curl_easy_setopt(curl, CURLOPT_PASSWORD, settings_.password.c_str());
    }
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, fmt::format("<{}>", from).c_str());
    CurlList recipients;
    append(recipients, fmt::format("<{}>", mail.to));
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients.get());

    CurlList fields;
    append(fields, "From: " + mailbox(name_in(settings_.from), from));
    append(fields, "To: " + mailbox(mail.to_name, mail.to));
    append(fields, "Subject: " + header_text(mail.text.subject));
    append(fields, fmt::format("Message-ID: <{}>", mail.message_id));
    append(fields, "Auto-Submitted: auto-generated");
    std::array<char, 64> date{};
    const auto now = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&now, &utc);
    std::strftime(date.data(), date.size(), "Date: %a, %d %b %Y %H:%M:%S +0000", &utc);
    append(fields, date.data());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, fields.get());
    const auto body = body_of(curl, mail);
    curl_easy_setopt(curl, CURLOPT_MIMEPOST, body.get());
    return judge(curl, curl_easy_perform(curl));
}

}  // namespace foyer::delivery
