#pragma once
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include "server/ports/store.hpp"

namespace foyer::contract {

/// One adapter with nothing stored in it, and the faults it can be made to show.
class StoreUnderTest {
public:
    virtual ~StoreUnderTest() = default;
    virtual ports::Store store() = 0;
    /// The same data as another process would see it.
    virtual ports::Store from_another_process() = 0;
    virtual void fail_writes(bool on) = 0;
    virtual void fail_reads(bool on) = 0;
};

struct Adapter {
    std::string name;
    std::function<std::unique_ptr<StoreUnderTest>()> make;
};

/// Every adapter of the store ports.
std::vector<Adapter> adapters();

/// Runs a task to its end on `io`, which stands for an I/O thread.
template <class T>
T run_on(boost::asio::io_context& io, Task<T> task) {
    std::optional<T> result;
    std::exception_ptr thrown;
    boost::asio::co_spawn(io, std::move(task), [&](std::exception_ptr error, T value) {
        thrown = error;
        result = std::move(value);
    });
    io.restart();
    io.run();
    if (thrown) std::rethrow_exception(thrown);
    return std::move(*result);
}

/// A company with Ann, Bob and Cid, and calls that wait for their results.
class StoreContract : public ::testing::TestWithParam<Adapter> {
protected:
    StoreContract();

    template <class T>
    T run(Task<T> task) {
        return run_on(io, std::move(task));
    }
    /// The value of a call that must succeed.
    template <class T>
    T get(Task<Result<T>> task) {
        auto result = run(std::move(task));
        if (!result) throw std::runtime_error("refused: " + std::to_string(static_cast<int>(result.error().code)));
        if constexpr (!std::is_void_v<T>) return std::move(*result);
    }
    /// The code of a call that must be refused; `ok` if it was not.
    template <class T>
    ErrorCode refusal(Task<Result<T>> task) {
        const auto result = run(std::move(task));
        return result ? ErrorCode::ok : result.error().code;
    }

    CompanyId given_company(std::string name) { return get(accounts().create_company(std::move(name))); }
    ContactId given_person(std::string uname, CompanyId in);
    domain::Room pair_room(ContactId one, ContactId other) const;
    domain::Room multi_room(std::vector<ContactId> members) const;
    RoomId given_room(domain::Room room) { return get(rooms().create(std::move(room), "")).stored.room.id; }
    /// Posts one message on the room's present version.
    Seq given_message(RoomId room, ContactId author, std::string text, std::string key = "");
    ports::Committed post(RoomId room, std::uint32_t version, domain::Draft draft);

    ports::RoomStore& rooms() { return store.rooms; }
    ports::AccountStore& accounts() { return store.accounts; }
    ports::SessionStore& sessions() { return store.sessions; }
    ports::RosterStore& roster() { return store.roster; }

    boost::asio::io_context io;
    std::unique_ptr<StoreUnderTest> adapter = GetParam().make();
    ports::Store store = adapter->store();
    CompanyId acme;
    ContactId ann;
    ContactId bob;
    ContactId cid;
};

/// The n-th message a test posts: all its fields can be told apart.
domain::Draft draft_of(ContactId author, std::string text, std::string key = "");
Instant at(std::int64_t ms);

std::string name_of_adapter(const ::testing::TestParamInfo<Adapter>& info);

}  // namespace foyer::contract

/// Runs the contract tests of a suite over every adapter.
#define FOYER_CONTRACT_SUITE(suite)                                                               \
    INSTANTIATE_TEST_SUITE_P(Adapters, suite, ::testing::ValuesIn(::foyer::contract::adapters()), \
                             ::foyer::contract::name_of_adapter)
