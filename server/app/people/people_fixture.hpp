#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

#include "server/app/app.hpp"
#include "server/storage/memory/memory_file_bytes.hpp"
#include "server/storage/memory/memory_store.hpp"

namespace foyer::app {

struct StandingClock final : ports::Clock {
    Instant time{std::chrono::hours{1'000'000}};
    [[nodiscard]] Instant now() const override { return time; }
};

/// 0, 1, 2 … in every byte.
struct CountedRandom final : ports::Random {
    std::uint8_t count = 0;
    void fill(std::span<std::uint8_t> bytes) override {
        std::ranges::fill(bytes, count);
        ++count;
    }
};

/// "hash of x" for x; counts what it computed, and does something in between if asked to.
struct FakeHasher final : ports::PasswordHasher {
    int verified = 0;
    bool busy = false;
    std::string scheme = "hash of ";
    std::function<void()> meanwhile;

    Task<Result<std::string>> hash(std::string password) override {
        if (busy) co_return refuse(ErrorCode::rate_limited);
        co_return scheme + password;
    }
    Task<Result<bool>> verify(std::string password, std::string hash) override {
        if (busy) co_return refuse(ErrorCode::rate_limited);
        ++verified;
        if (meanwhile) std::exchange(meanwhile, nullptr)();
        co_return hash.ends_with("hash of " + password);
    }
    [[nodiscard]] bool needs_rehash(const std::string& hash) const override { return !hash.starts_with(scheme); }
};

/// "7ofsecret1" is the code of step 7.
struct FakeCodes final : ports::OneTimeCodes {
    [[nodiscard]] std::optional<std::uint64_t> step_of(const std::string& secret, const std::string& code,
                                                       Instant) const override {
        const auto step = std::strtoull(code.c_str(), nullptr, 10);
        if (code != std::to_string(step) + "of" + in_letters(secret)) return std::nullopt;
        return step;
    }
    [[nodiscard]] std::string in_letters(const std::string& secret) const override {
        return "secret" + std::to_string(static_cast<unsigned char>(secret.at(0)));
    }
};

/// Writes down what each person is told: "contact bob mutual automatic", "lost bob", "bob online" …
class Transcript final : public ports::Publisher {
public:
    explicit Transcript(const DirectoryCache*& directory) : directory_(directory) {}

    void publish(ports::Audience audience, ports::Event event) override {
        ++events;
        EXPECT_TRUE(std::ranges::adjacent_find(*audience, std::greater_equal{}) == audience->end())
            << "by id, without repetition";
        lines_of(event, [&](std::string line) {
            for (const auto person : *audience) told_[person].push_back(line);
        });
    }
    /// What a person was told since this was asked last.
    std::vector<std::string> take(ContactId person) { return std::exchange(told_[person], {}); }
    void clear() { told_.clear(); }

    int events = 0;

private:
    template <class Tell>
    void lines_of(const ports::Event& event, Tell tell) {
        if (const auto* changed = std::get_if<ports::ContactsChanged>(&event)) {
            for (const auto& view : changed->contacts) tell(line_of(view));
        } else if (const auto* lost = std::get_if<ports::ContactsLost>(&event)) {
            for (const auto id : lost->contacts) tell("lost " + name(id));
        } else if (const auto* presence = std::get_if<ports::PresenceChanged>(&event)) {
            for (const auto& one : presence->presence) tell(line_of(one));
        } else if (const auto* self = std::get_if<ports::SelfChanged>(&event)) {
            tell("self " + self->person.name + " of " + self->company_name);
        } else if (const auto* ended = std::get_if<ports::SessionsEnded>(&event)) {
            tell("ended " + (ended->key       ? "key " + std::to_string(ended->key.value())
                             : ended->session ? std::to_string(ended->session.value())
                                              : "all"));
        }
    }
    std::string line_of(const ports::ContactView& view) {
        static const char* states[] = {"none", "asked", "asking", "mutual"};
        if (view.person.uname.empty()) return "face " + view.person.name;  // As guests see people.
        return "contact " + view.person.uname + ' ' + states[static_cast<int>(view.roster)] +
               (view.automatic ? " automatic" : "");
    }
    std::string line_of(const ports::Presence& presence) {
        static const char* shows[] = {"offline", "online", "away", "dnd"};
        auto line = name(presence.person);
        if (presence.resources.empty()) line += " offline";
        for (const auto& resource : presence.resources) {
            line += ' ' + resource.name + ':' + shows[static_cast<int>(resource.show)];
            if (!resource.text.empty()) line += '(' + resource.text + ')';
        }
        return line;
    }
    std::string name(ContactId id) {
        const auto directory = directory_->current();
        const auto* person = directory->find(id);
        return person ? person->uname : std::to_string(id.value());
    }

    const DirectoryCache*& directory_;
    std::map<ContactId, std::vector<std::string>> told_;
};

/// An App in memory, with virtual time. Companies and people are made by name.
class PeopleTest : public ::testing::Test {
protected:
    using Lines = std::vector<std::string>;

    explicit PeopleTest(PeopleSettings people = {}) : settings{{}, people, {}} {
        cache = &app.directory;
        EXPECT_TRUE(run(app.directory.refresh()));
    }

    template <class T>
    T run(Task<T> task) {
        auto result = boost::asio::co_spawn(io, std::move(task), boost::asio::use_future);
        io.restart();
        io.run();
        return result.get();
    }

    CompanyId company(const std::string& name, bool auto_roster = true) {
        const auto id = *run(app.create_company.run(Local{}, name));
        if (auto_roster) return id;
        EXPECT_TRUE(run(app.modify_company.run(Local{}, id, {std::nullopt, false})));
        return id;
    }
    ContactId user(const std::string& uname, CompanyId of, bool administrator = false) {
        const auto id =
            run(app.create_user.run(Local{}, {of, uname, uname, {}, "password of " + uname, administrator}));
        EXPECT_TRUE(id);
        transcript.clear();
        return id.value_or(ContactId{});
    }
    ContactId guest(const std::string& uname, CompanyId of) {
        domain::Person person;
        person.kind = domain::PersonKind::guest;
        person.company = of;
        person.uname = person.name = uname;
        const auto id = *run(store.store().accounts.create_person(person, ""));
        EXPECT_TRUE(run(app.directory.refresh()));
        transcript.clear();
        return id;
    }
    void except(ContactId first, ContactId second = {}, bool on = true) {
        EXPECT_TRUE(run(app.set_roster_exception.run(Local{}, {first, second}, on)));
    }
    /// Comes online and lets everybody know.
    ConnectionId online(ContactId person, const std::string& resource = "web") {
        const ConnectionId id{++connections};
        app.presence.connect(id, person, {resource, ports::Show::online, {}});
        pass(Millis{250});
        transcript.clear();
        return id;
    }
    /// Time passes, in steps like those of the server.
    void pass(Millis time) {
        for (const auto end = clock.time + time; clock.time < end;) {
            clock.time += std::min(Millis{50}, end - clock.time);
            run(app.presence.turn());
        }
    }
    Lines told(ContactId person) { return transcript.take(person); }
    static Caller caller(ContactId person) { return {person, SessionId{1}}; }
    Result<LoggedIn> log_in(const std::string& uname, const std::string& password,
                            const std::string& address = "192.0.2.1") {
        Login login;
        login.uname = uname;
        login.password = password;
        login.remote_address = address;
        return run(app.log_in.run(login));
    }
    static ErrorCode code(const auto& result) { return result ? ErrorCode::ok : result.error().code; }

    boost::asio::io_context io{1};
    storage::MemoryStore store;
    storage::MemoryFileBytes file_bytes;
    StandingClock clock;
    CountedRandom random;
    FakeHasher hasher;
    FakeCodes codes;
    const DirectoryCache* cache = nullptr;
    Transcript transcript{cache};
    AppSettings settings;
    std::vector<Millis> slept;
    App app{{store.store(), transcript, clock, random, hasher, codes, file_bytes},
            settings,
            {io.get_executor()},
            [this](Millis time) { return sleep(time); }};
    std::uint64_t connections = 0;

private:
    Task<void> sleep(Millis time) {
        slept.push_back(time);
        co_return;
    }
};

}  // namespace foyer::app
