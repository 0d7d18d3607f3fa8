#include "server/delivery/message_text.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <functional>
#include <map>

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace foyer::delivery {

namespace {

using Values = std::map<std::string, std::string, std::less<>>;

std::string escaped(std::string_view text) {
    std::string html;
    for (const char c : text) {
        switch (c) {
            case '&':
                html += "&amp;";
                break;
            case '<':
                html += "&lt;";
                break;
            case '>':
                html += "&gt;";
                break;
            case '"':
                html += "&quot;";
                break;
            case '\n':
                html += "<br>";
                break;
            default:
                html += c;
        }
    }
    return html;
}

std::string time_in(const std::string& language, Instant time) {
    const auto seconds = std::chrono::system_clock::to_time_t(
        std::chrono::time_point_cast<std::chrono::system_clock::duration>(time));
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    return language == "de" ? fmt::format("{:%d.%m.%Y %H:%M} UTC", utc) : fmt::format("{:%Y-%m-%d %H:%M} UTC", utc);
}

Values values_of(const std::string& language, const ports::InvitationMessage& message) {
    const bool german = language == "de";
    Values values{{"name", message.name},
                  {"inviter", message.inviter},
                  {"company", message.company_name},
                  {"room", message.room},
                  {"url", message.url},
                  {"valid_from", time_in(language, message.valid_from)},
                  {"valid_to", time_in(language, message.valid_to)},
                  {"in_room", ""},
                  {"when", ""},
                  {"pin", ""}};
    if (!message.room.empty()) {
        values["in_room"] = german ? fmt::format(" im Raum „{}“", message.room) : fmt::format(" in the room \"{}\"", message.room);
    }
    if (message.is_later) {
        const auto& when = values["valid_from"];
        values["when"] = german ? fmt::format("Der Termin ist am {}.\n\n", when) : fmt::format("The appointment is at {}.\n\n", when);
    }
    if (message.has_pin) {
        values["pin"] = german ? "Sie brauchen außerdem die PIN, die Ihnen genannt wird.\n\n"
                               : "You will also need the PIN that you are told.\n\n";
    }
    return values;
}

std::string filled(std::string_view form, const Values& values, bool is_html) {
    std::string text;
    while (!form.empty()) {
        const auto open = form.find('{');
        const auto close = form.find('}', open == std::string_view::npos ? 0 : open);
        text += form.substr(0, open);
        if (open == std::string_view::npos) break;
        const auto found = close == std::string_view::npos ? values.end() : values.find(form.substr(open + 1, close - open - 1));
        if (found == values.end()) {
            text += '{';
            form.remove_prefix(open + 1);
            continue;
        }
        text += is_html ? escaped(found->second) : found->second;
        form.remove_prefix(close + 1);
    }
    return text;
}

/// Headers end where their line does.
std::string on_one_line(std::string text) {
    std::ranges::replace_if(text, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
    return text;
}

}  // namespace

MessageText fill(const Template& form, const ports::InvitationMessage& message) {
    const auto values = values_of(form.language, message);
    return {on_one_line(filled(form.subject, values, false)), filled(form.text, values, false),
            filled(form.html, values, true), filled(form.sms, values, false)};
}

}  // namespace foyer::delivery
