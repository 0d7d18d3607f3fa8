// What the crash tests kill: writes messages through the SQLite store, and says on its standard output what was
// acknowledged: `ack ROOM SEQ KEY`. Usage: foyer-crash-writer FOLDER ROUND WRITERS MESSAGES
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include "server/storage/sqlite/sqlite_store.hpp"

namespace foyer {
namespace {

template <class T>
T must(Result<T> result) {
    if (result) return std::move(*result);
    std::fprintf(stderr, "refused: %s\n", result.error().sentence.c_str());
    std::exit(1);
}

void say(const std::string& line) {
    // One write per line: the pipe keeps what was said before the process died.
    if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) std::exit(1);
}

Task<ContactId> find_or_make_author(ports::AccountStore& accounts) {
    const auto directory = must(co_await accounts.load_directory());
    if (const auto* author = directory.find_by_uname("ann")) co_return author->id;
    domain::Person ann;
    ann.uname = "ann";
    ann.company = must(co_await accounts.create_company("Acme"));
    co_return must(co_await accounts.create_person(ann, ""));
}

Task<void> write_messages(ports::Store store, int writer, std::string round, int count) {
    const auto author = co_await find_or_make_author(store.accounts);
    domain::Room room;
    room.multi = true;
    room.owner = author;
    room.members.push_back({author, domain::MemberState::joined, Seq{1}, {}});
    const auto id = must(co_await store.rooms.create(room, fmt::format("room {}", writer % 3))).stored.room.id;
    for (int i = 0; i < count; ++i) {
        const auto key = fmt::format("{}-{}-{}", round, writer, i);
        ports::RoomWrite write{.room = id, .expected_version = 1, .next = {}, .messages = {}};
        write.messages.push_back({author, "Ann", key, Instant{}, key});
        const auto committed = must(co_await store.rooms.commit(std::move(write)));
        say(fmt::format("ack {} {} {}\n", id.value(), committed.messages.at(0).seq.value(), key));
    }
}

/// The account is made by one, so that the others find it.
Task<void> write_all(boost::asio::io_context& io, ports::Store store, int writers, std::string round, int count) {
    co_await find_or_make_author(store.accounts);
    for (int writer = 0; writer < writers; ++writer) {
        boost::asio::co_spawn(io, write_messages(store, writer, round, count), boost::asio::detached);
    }
}

int run(char** arguments) {
    boost::asio::io_context io;
    storage::SqliteSettings settings;
    settings.folder = arguments[1];
    settings.checkpoints = {.step_pages = 64, .bound_pages = 128};  // Crashes meet checkpoints, too.
    const auto store = must(storage::open_sqlite(settings));
    boost::asio::co_spawn(io,
                          write_all(io, store->store(), std::atoi(arguments[3]), arguments[2], std::atoi(arguments[4])),
                          boost::asio::detached);
    io.run();
    return 0;
}

}  // namespace
}  // namespace foyer

int main(int count, char** arguments) {
    return count == 5 ? foyer::run(arguments) : 2;
}
