#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server/cli/admin_commands.hpp"
#include "server/cli/table.hpp"
#include "server/cli/transcript.hpp"

namespace foyer::cli {

namespace {

struct Options : AdminOptions {
    std::string company;
    std::uint32_t room = 0;
    std::string format = "text";
    std::string out;
};

std::string path_of(std::uint32_t room, const std::string& what) {
    return fmt::format("/api/v1/admin/rooms/{}/{}", room, what);
}

std::string notes_on(const v1::AdminRoom& room) {
    std::string notes = room.multi() ? "multi" : "one-to-one";
    if (room.public_()) notes += " public";
    if (room.archive()) notes += " archive";
    if (room.ended()) notes += " ended";
    return notes;
}

Result<void> list(AdminClient& client, const Options& options) {
    const auto companies = client.companies();
    if (!companies) return refuse(companies.error());
    std::string path = "/api/v1/admin/rooms?";
    if (!options.company.empty()) {
        const auto company = client.company(options.company);
        if (!company) return refuse(company.error());
        path += fmt::format("company_id={}&", company->company_id());
    }
    const auto rooms = client.all<v1::AdminRoomPage>(
        path, [](const v1::AdminRoomPage& page) { return page.rooms(page.rooms_size() - 1).room_id(); });
    return tell(options, rooms, [&](const v1::AdminRoomPage& page) {
        Table table({"ID", "NAME", "KIND", "COMPANY", "MEMBERS", "GUESTS", "MESSAGES", "LAST"});
        for (const auto& room : page.rooms()) {
            table.add({std::to_string(room.room_id()), room.name(), notes_on(room),
                       name_of_company(*companies, room.company_id()), std::to_string(room.members()),
                       std::to_string(room.guests()), std::to_string(room.messages()),
                       time_of(room.last_message_ms())});
        }
        table.print();
    });
}

Result<void> close(AdminClient& client, const Options& options) {
    return tell(options, client.send("POST", path_of(options.room, "close"), v1::CloseRoomRequest{}));
}

struct EndFile {
    void operator()(std::FILE* file) const {
        if (file != stdout) std::fclose(file);
    }
};
using File = std::unique_ptr<std::FILE, EndFile>;

/// What people have written is for its reader alone, and takes the place of nothing that is there.
Result<File> open_new(const std::string& name) {
    if (name.empty()) return File(stdout);
    const int descriptor = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    std::FILE* const file = descriptor < 0 ? nullptr : ::fdopen(descriptor, "w");
    if (file == nullptr) return refuse(ErrorCode::bad_request, fmt::format("{}: {}.", name, std::strerror(errno)));
    return File(file);
}

Result<void> write(std::FILE* file, const std::string& text) {
    if (std::fwrite(text.data(), 1, text.size(), file) == text.size()) return {};
    return refuse(ErrorCode::store_failed, fmt::format("The room cannot be written: {}.", std::strerror(errno)));
}

Result<void> write_page(std::FILE* file, const Transcript& transcript, const v1::AdminHistoryPage& page, bool first) {
    std::string text = first ? transcript.begin(page) : std::string();
    for (const auto& message : page.messages()) text += transcript.message(message);
    if (!page.more()) text += transcript.end();
    return write(file, text);
}

/// Page by page, so that a room of any size will do.
Result<void> export_room(AdminClient& client, const Options& options) {
    const auto transcript = transcript_as(options.json ? "json" : options.format);
    if (!transcript) return refuse(ErrorCode::bad_request, "The formats are json, text and html.");
    File file;
    std::uint32_t after = 0;
    for (bool more = true; more;) {
        const auto page =
            client.get<v1::AdminHistoryPage>(path_of(options.room, fmt::format("messages?after={}", after)));
        if (!page) return refuse(page.error());
        const bool first = file == nullptr;
        if (first) {
            auto opened = open_new(options.out);
            if (!opened) return refuse(opened.error());
            file = std::move(*opened);
        }
        if (auto written = write_page(file.get(), *transcript, *page, first); !written) return written;
        more = page->more() && page->messages_size() > 0;
        if (more) after = page->messages(page->messages_size() - 1).seq();
    }
    if (std::fflush(file.get()) == 0) return {};
    return refuse(ErrorCode::store_failed, fmt::format("The room cannot be written: {}.", std::strerror(errno)));
}

void add_export(CommandGroup& group) {
    auto [exporting, exported] = group.add("export", "Write a room down: its people and all its messages", export_room);
    exporting->add_option("room", exported->room, "Its number, as `foyer room list` shows it")->required();
    exporting
        ->add_option("--format", exported->format,
                     "text; json (an object a line, the room first); or html (a page that stands alone)")
        ->capture_default_str();
    exporting->add_option("--out", exported->out, "A file to make; left out: standard output");
}

}  // namespace

void add_room_commands(CLI::App& program, const Prepare& prepare) {
    CommandGroup group(program, prepare, "room", "Rooms of everybody");
    auto [listing, listed] = group.add("list", "All rooms, ended ones too, one line each", list);
    listing->add_option("--company", listed->company, "That this company made, or has somebody in");
    auto [closing, closed] = group.add("close", "End a room for everybody, with its calls and files", close);
    closing->add_option("room", closed->room, "Its number, as `foyer room list` shows it")->required();
    add_export(group);
    CommandGroup top(program, prepare);
    add_export(top);
}

}  // namespace foyer::cli
