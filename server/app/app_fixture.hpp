#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/strand.hpp>
#include <gtest/gtest.h>

#include "server/app/app.hpp"
#include "server/storage/memory/memory_file_bytes.hpp"
#include "server/storage/memory/memory_store.hpp"

namespace foyer::app {

/// A clock that stands until it is moved.
class ManualClock final : public ports::Clock {
public:
    [[nodiscard]] Instant now() const override { return now_; }
    void advance(Millis by) { now_ += by; }

private:
    Instant now_{Millis{1'700'000'000'000}};
};

/// Bytes that count up: the same in every run.
class CountingRandom final : public ports::Random {
public:
    void fill(std::span<std::uint8_t> bytes) override {
        for (auto& byte : bytes) byte = static_cast<std::uint8_t>(next_++);
    }

private:
    std::uint32_t next_ = 1;
};

/// Nobody has a second factor.
class NoCodes final : public ports::OneTimeCodes {
public:
    [[nodiscard]] std::optional<std::uint64_t> step_of(const std::string&, const std::string&, Instant) const override {
        return std::nullopt;
    }
    [[nodiscard]] std::string in_letters(const std::string&) const override { return {}; }
};

/// Hashes by writing the password down. For tests alone.
class OpenHasher final : public ports::PasswordHasher {
public:
    Task<Result<std::string>> hash(std::string password) override { co_return "open:" + password; }
    Task<Result<bool>> verify(std::string password, std::string hash) override { co_return hash == "open:" + password; }
    [[nodiscard]] bool needs_rehash(const std::string& hash) const override { return !hash.starts_with("open:"); }
};

/// Keeps what was published, in order.
class RecordingPublisher final : public ports::Publisher {
public:
    struct Published {
        ports::Audience audience;
        ports::Event event;

        [[nodiscard]] bool is_for(ContactId person) const { return std::ranges::binary_search(*audience, person); }
    };
    void publish(ports::Audience audience, ports::Event event) override {
        EXPECT_TRUE(std::ranges::adjacent_find(*audience, std::ranges::greater_equal{}) == audience->end())
            << "sorted, no repetition";
        published.push_back({std::move(audience), std::move(event)});
    }
    /// What `person` was told of one kind of event, in order.
    template <class Event>
    [[nodiscard]] std::vector<Event> told(ContactId person) const {
        std::vector<Event> events;
        for (const auto& one : published) {
            const auto* const event = std::get_if<Event>(&one.event);
            if (event && one.is_for(person)) events.push_back(*event);
        }
        return events;
    }

    std::vector<Published> published;
};

/// Another server, in the test's hand.
class FakeReceiver final : public ports::HttpCaller {
public:
    Task<Result<ports::OutgoingReply>> call(ports::OutgoingRequest request) override {
        requests.push_back(std::move(request));
        if (!answers) co_return refuse(ErrorCode::unavailable, "Nobody is there.");
        co_return ports::OutgoingReply{status, {}};
    }
    std::vector<std::string> bodies() {
        std::vector<std::string> all;
        for (auto& request : std::exchange(requests, {})) all.push_back(std::move(request.body));
        return all;
    }

    std::vector<ports::OutgoingRequest> requests;
    bool answers = true;
    int status = 200;
};

/// The whole application on memory stores, a standing clock and one thread that the test pumps. Two executors, so that
/// use cases hop between strands as they do in the server.
class AppFixture {
public:
    explicit AppFixture(AppSettings settings = {})
        : app(world(), settings, {boost::asio::make_strand(io), boost::asio::make_strand(io)}) {
        acme = *run(memory.store().accounts.create_company("Acme"));
        borg = *run(memory.store().accounts.create_company("Borg"));
    }

    [[nodiscard]] AppPorts world() {
        AppPorts made{memory.store(), publisher, clock, random, hasher, codes, file_bytes};
        made.http = &receiver;
        made.webhook_body = [](const WebhookNews&) { return std::string("{}"); };
        return made;
    }

    /// Makes somebody; known once `refresh()` has run.
    ContactId person(const std::string& name, CompanyId company, domain::PersonKind kind = domain::PersonKind::user,
                     std::vector<CompanyId> supervises = {}) {
        domain::Person made;
        made.kind = kind;
        made.company = company;
        made.uname = made.name = name;
        made.supervises = std::move(supervises);
        return *run(memory.store().accounts.create_person(std::move(made), ""));
    }
    void change_person(ContactId id, const std::function<void(domain::Person&)>& change) {
        auto person = *app.directory.current()->find(id);
        change(person);
        EXPECT_TRUE(run(memory.store().accounts.update_person(std::move(person))));
        refresh();
    }
    void refresh() {
        EXPECT_TRUE(run(app.directory.refresh()));
        pump();
    }
    static Caller caller(ContactId person) { return {.person = person, .session = SessionId{1}}; }

    /// Stores a room as it is, with nobody told.
    RoomId given_room(domain::Room room) {
        return run(memory.store().rooms.create(std::move(room), ""))->stored.room.id;
    }
    [[nodiscard]] ports::StoredRoom stored(RoomId id) { return *run(memory.store().rooms.load(id)); }
    [[nodiscard]] std::vector<domain::Message> messages(RoomId id) {
        ports::MessageRange all{.room = id, .after = Seq{}, .before = {}, .limit = 100'000};
        return run(memory.store().rooms.messages(all))->messages;
    }

    /// A use case under way.
    template <class T>
    using Pending = std::shared_ptr<std::optional<T>>;
    template <class T>
    Pending<T> start(Task<T> task) {
        auto pending = std::make_shared<std::optional<T>>();
        boost::asio::co_spawn(io, std::move(task), [pending](std::exception_ptr failure, T value) {
            if (failure) std::rethrow_exception(failure);
            *pending = std::move(value);
        });
        return pending;
    }
    /// Runs everything that can run.
    void pump() {
        io.restart();
        io.poll();
    }
    template <class T>
    T run(Task<T> task) {
        const auto pending = start(std::move(task));
        pump();
        if (!pending->has_value()) throw std::logic_error("a use case waits for something that never comes");
        return std::move(**pending);
    }

    boost::asio::io_context io;
    storage::MemoryStore memory;
    storage::MemoryFileBytes file_bytes;
    ManualClock clock;
    CountingRandom random;
    OpenHasher hasher;
    NoCodes codes;
    RecordingPublisher publisher;
    FakeReceiver receiver;
    App app;
    CompanyId acme;
    CompanyId borg;
};

}  // namespace foyer::app
