#include "server/cli/transcript.hpp"

#include <string_view>

#include <fmt/format.h>

#include "lib/wire/codec.hpp"
#include "server/cli/table.hpp"

namespace foyer::cli {

namespace {

std::string title_of(const v1::AdminHistoryPage& page) {
    const auto& room = page.room();
    return room.name().empty() ? fmt::format("Room {}", room.room_id())
                               : fmt::format("{} (room {})", room.name(), room.room_id());
}

std::string people_of(const v1::AdminHistoryPage& page) {
    std::string people;
    for (const auto& member : page.members()) people.append(people.empty() ? "" : ", ").append(member.name());
    return people;
}

class JsonLines final : public Transcript {
public:
    [[nodiscard]] std::string begin(const v1::AdminHistoryPage& room) const override {
        auto head = room;
        head.clear_messages();
        head.clear_more();
        return wire::encode_json(head) + '\n';
    }
    [[nodiscard]] std::string message(const v1::Message& message) const override {
        return wire::encode_json(message) + '\n';
    }
    [[nodiscard]] std::string end() const override { return {}; }
};

/// Further lines of a message are indented, so that none looks like a message of its own.
class PlainText final : public Transcript {
public:
    [[nodiscard]] std::string begin(const v1::AdminHistoryPage& room) const override {
        return tame(title_of(room)) + '\n' + tame(people_of(room)) + "\n\n";
    }
    [[nodiscard]] std::string message(const v1::Message& message) const override {
        return fmt::format("[{}] {}: {}\n", time_of(message.time_ms()), tame(message.author_name()),
                           tame(message.text()));
    }
    [[nodiscard]] std::string end() const override { return {}; }

private:
    static std::string tame(const std::string& text) {
        std::string tamed;
        for (const char c : text) {
            const auto code = static_cast<unsigned char>(c);
            if (c == '\n') {
                tamed += "\n    ";
            } else if (c == '\t' || (code >= ' ' && code != 0x7F)) {
                tamed += c;
            }
        }
        return tamed;
    }
};

class Html final : public Transcript {
public:
    [[nodiscard]] std::string begin(const v1::AdminHistoryPage& room) const override {
        const auto title = escaped(title_of(room));
        return "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n"
               "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
               "'unsafe-inline'\">\n"
               "<meta name=\"viewport\" content=\"width=device-width\">\n<title>" +
               title +
               "</title>\n<style>body { font: 1rem/1.5 sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 "
               "1rem }\n"
               "li { margin: .5rem 0 } time { color: #595959 } p { margin: 0; white-space: pre-wrap; overflow-wrap: "
               "anywhere }</style>\n<h1>" +
               title + "</h1>\n<p>" + escaped(people_of(room)) + "</p>\n<ol>\n";
    }
    [[nodiscard]] std::string message(const v1::Message& message) const override {
        return fmt::format("<li value=\"{}\"><b>{}</b> <time>{}</time><p>{}</p></li>\n", message.seq(),
                           escaped(message.author_name()), time_of(message.time_ms()), escaped(message.text()));
    }
    [[nodiscard]] std::string end() const override { return "</ol>\n</html>\n"; }

private:
    static std::string escaped(const std::string& text) {
        std::string safe;
        for (const char c : text) {
            switch (c) {
                case '&':
                    safe += "&amp;";
                    break;
                case '<':
                    safe += "&lt;";
                    break;
                case '>':
                    safe += "&gt;";
                    break;
                case '"':
                    safe += "&quot;";
                    break;
                default:
                    safe += c;
            }
        }
        return safe;
    }
};

}  // namespace

std::unique_ptr<Transcript> transcript_as(const std::string& format) {
    if (format == "json") return std::make_unique<JsonLines>();
    if (format == "text") return std::make_unique<PlainText>();
    if (format == "html") return std::make_unique<Html>();
    return nullptr;
}

}  // namespace foyer::cli
