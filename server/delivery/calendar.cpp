#include "server/delivery/calendar.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace foyer::delivery {

namespace {

constexpr std::size_t line_bytes = 73;  // Beside the blank that begins a folded line, and below the 75 of the RFC.

std::string stamp(Instant time) {
    const auto seconds = std::chrono::system_clock::to_time_t(
        std::chrono::time_point_cast<std::chrono::system_clock::duration>(time));
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    return fmt::format("{:%Y%m%dT%H%M%SZ}", utc);
}

std::string escaped(std::string_view text) {
    std::string value;
    for (const char c : text) {
        if (c == '\n') {
            value += "\\n";
        } else if (static_cast<unsigned char>(c) >= ' ') {
            if (c == ',' || c == ';' || c == '\\') value += '\\';
            value += c;
        }
    }
    return value;
}

/// Long lines go on in the next one behind a blank, never inside a character.
std::string folded(std::string line) {
    std::string text;
    while (line.size() > line_bytes) {
        auto end = line_bytes;
        while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;
        text += line.substr(0, end) + "\r\n ";
        line.erase(0, end);
    }
    return text + line + "\r\n";
}

}  // namespace

std::string calendar_entry(const ports::InvitationMessage& message, const std::string& summary, const std::string& uid,
                           Instant now) {
    const auto end = std::min(message.valid_to, message.valid_from + Millis{std::chrono::hours{1}});
    std::string text;
    const auto add = [&](std::string line) { text += folded(std::move(line)); };
    add("BEGIN:VCALENDAR");
    add("VERSION:2.0");
    add("PRODID:-//Foyer//Foyer//EN");
    add("METHOD:PUBLISH");
    add("BEGIN:VEVENT");
    add("UID:" + uid);
    add("DTSTAMP:" + stamp(now));
    add("DTSTART:" + stamp(message.valid_from));
    add("DTEND:" + stamp(end));
    add("SUMMARY:" + escaped(summary));
    add("DESCRIPTION:" + escaped(message.url));
    add("URL:" + message.url);
    add("END:VEVENT");
    add("END:VCALENDAR");
    return text;
}

}  // namespace foyer::delivery
