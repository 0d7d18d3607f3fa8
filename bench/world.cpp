#include "bench/world.hpp"

#include <algorithm>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <fmt/format.h>

#include "server/app/people/tokens.hpp"
#include "server/storage/sqlite/sqlite_store.hpp"

namespace foyer::bench {
namespace {

namespace asio = boost::asio;

/// Runs many writes side by side, so that the store groups them.
class Batch {
public:
    explicit Batch(std::vector<Task<Result<void>>> tasks) {
        for (auto& task : tasks) {
            asio::co_spawn(io_, std::move(task), [this](const std::exception_ptr&, const Result<void>& result) {
                if (!result && outcome_) outcome_ = result;
            });
        }
    }
    Result<void> run() {
        io_.run();
        return outcome_;
    }

private:
    asio::io_context io_;
    Result<void> outcome_;
};

Instant now() {
    return std::chrono::floor<Millis>(std::chrono::system_clock::now());
}

Task<Result<void>> make_company(ports::AccountStore& accounts, std::string name, CompanyId& id) {
    auto made = co_await accounts.create_company(std::move(name));
    if (!made) co_return refuse(made.error());
    id = *made;
    co_return Result<void>{};
}

Task<Result<void>> make_participant(ports::Store store, CompanyId company, std::size_t number, Participant& who) {
    domain::Person person;
    person.company = company;
    person.uname = fmt::format("bench{}", number);
    person.name = fmt::format("Bench {}", number);
    auto made = co_await store.accounts.create_person(std::move(person), "");
    if (!made) co_return refuse(made.error());
    who.person = *made;
    who.token = fmt::format("bench-token-{:031}", number);
    ports::Session session;
    session.person = who.person;
    session.token_hash = app::hash_token(who.token);
    session.created = now();
    session.expires = now() + std::chrono::hours(24);
    auto opened = co_await store.sessions.create(std::move(session));
    if (!opened) co_return refuse(opened.error());
    co_return Result<void>{};
}

Task<Result<void>> make_room(ports::Store store, CompanyId company, std::span<Participant> members) {
    domain::Room room;
    room.multi = true;
    room.owner = members.front().person;
    room.company = company;
    room.created = now();
    for (const auto& who : members) room.insert({who.person, domain::MemberState::joined, Seq{1}, room.owner});
    auto made = co_await store.rooms.create(std::move(room), "");
    if (!made) co_return refuse(made.error());
    for (auto& who : members) who.room = made->stored.room.id;
    co_return Result<void>{};
}

/// So many messages of 200 bytes, one after the other, by the room's people in turn.
Task<Result<void>> fill_room(ports::RoomStore& rooms, std::span<const Participant> members, std::size_t messages) {
    constexpr std::size_t at_once = 50;
    for (std::size_t written = 0; written < messages;) {
        ports::RoomWrite write{.room = members.front().room, .expected_version = 1, .next = {}, .messages = {}};
        for (; written < messages && write.messages.size() < at_once; ++written) {
            domain::Draft draft;
            draft.author = members[written % members.size()].person;
            draft.author_name = "Bench";
            draft.text = std::string(200, 'x');
            draft.time = now();
            write.messages.push_back(std::move(draft));
        }
        auto committed = co_await rooms.commit(std::move(write));
        if (!committed) co_return refuse(committed.error());
    }
    co_return Result<void>{};
}

}  // namespace

Result<std::vector<Participant>> make_world(const std::filesystem::path& folder, const WorldPlan& plan) {
    storage::SqliteSettings settings;
    settings.folder = folder;
    auto opened = storage::open_sqlite(std::move(settings));
    if (!opened) return refuse(opened.error());
    const auto store = (*opened)->store();

    const std::size_t company_size =
        std::max(plan.company_size / std::max<std::size_t>(plan.room_size, 1), std::size_t{1}) *
        std::max<std::size_t>(plan.room_size, 1);
    std::vector<CompanyId> companies((plan.people + company_size - 1) / company_size);
    std::vector<Task<Result<void>>> writes;
    for (std::size_t i = 0; i < companies.size(); ++i) {
        writes.push_back(make_company(store.accounts, fmt::format("Company {}", i), companies[i]));
    }
    if (auto done = Batch(std::move(writes)).run(); !done) return refuse(done.error());

    std::vector<Participant> people(plan.people);
    for (std::size_t from = 0; from < people.size(); from += 2'000) {
        writes.clear();
        for (std::size_t i = from; i < std::min(from + 2'000, people.size()); ++i) {
            writes.push_back(make_participant(store, companies[i / company_size], i, people[i]));
        }
        if (auto done = Batch(std::move(writes)).run(); !done) return refuse(done.error());
    }

    writes.clear();
    for (std::size_t i = 0; i < plan.rooms; ++i) {
        const auto members = std::span(people).subspan(i * plan.room_size, plan.room_size);
        writes.push_back(make_room(store, companies[i * plan.room_size / company_size], members));
    }
    if (auto done = Batch(std::move(writes)).run(); !done) return refuse(done.error());

    // No more at once than the store lets wait (storage.queue_bytes).
    const std::size_t rooms_at_once = 100;
    const auto filled = plan.messages > 0 ? plan.rooms : 0;
    for (std::size_t from = 0; from < filled; from += rooms_at_once) {
        writes.clear();
        for (std::size_t i = from; i < std::min(from + rooms_at_once, filled); ++i) {
            const auto members = std::span(people).subspan(i * plan.room_size, plan.room_size);
            writes.push_back(fill_room(store.rooms, members, plan.messages / plan.rooms));
        }
        if (auto done = Batch(std::move(writes)).run(); !done) return refuse(done.error());
    }
    return people;
}

}  // namespace foyer::bench
