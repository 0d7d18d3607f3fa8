// Durable posts through the SQLite store: closed loop, so many callers at once on two I/O threads, 200-byte messages.
// Needs a real disk: FOYER_BENCH_FOLDER names the folder to work in (default: the working folder).
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

#include <benchmark/benchmark.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <sys/resource.h>

#include "server/storage/sqlite/sqlite_store.hpp"

namespace foyer {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

class Folder {
public:
    Folder() {
        const char* parent = std::getenv("FOYER_BENCH_FOLDER");
        path = std::filesystem::path(parent ? parent : ".") / "foyer-bench-data";
        std::filesystem::remove_all(path);
    }
    ~Folder() { std::filesystem::remove_all(path); }
    std::filesystem::path path;
};

struct IoThread {
    asio::io_context io{1};
    std::vector<std::uint32_t> latencies_us;
};

template <class T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error("refused: " + result.error().sentence);
    return std::move(*result);
}

template <class T>
T run(Task<Result<T>> task) {
    asio::io_context io;
    std::optional<Result<T>> result;
    asio::co_spawn(io, std::move(task), [&](std::exception_ptr, Result<T> r) { result = std::move(r); });
    io.run();
    return must(std::move(*result));
}

domain::Person ann_of(CompanyId company) {
    domain::Person ann;
    ann.company = company;
    ann.uname = "ann";
    return ann;
}

Task<void> make_rooms(ports::Store store, ContactId owner, int count, std::vector<RoomId>& rooms) {
    for (int i = 0; i < count; ++i) {
        domain::Room room;
        room.multi = true;
        room.owner = owner;
        room.members.push_back({owner, domain::MemberState::joined, Seq{1}, {}});
        rooms.push_back(must(co_await store.rooms.create(std::move(room), "")).stored.room.id);
    }
}

Task<void> talk(IoThread& thread, ports::RoomStore& store, std::vector<RoomId>& rooms, ContactId author, int messages,
                std::uint32_t number) {
    auto room = number % rooms.size();
    for (int i = 0; i < messages; ++i) {
        ports::RoomWrite write{.room = rooms[room], .expected_version = 1, .next = {}, .messages = {}};
        write.messages.push_back(
            {.author = author,
             .author_name = "Ann of Acme",
             .text = std::string(200, 'x'),
             .time = Instant{Millis{1}},
             .idempotency_key = fmt::format("{:08x}-{:08x}-{:04x}", number * 2654435761U, i, number)});
        const auto started = Clock::now();
        must(co_await store.commit(std::move(write)));
        const auto took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - started);
        thread.latencies_us.push_back(static_cast<std::uint32_t>(took.count()));
        room = (room + 7919) % rooms.size();
    }
}

double cpu_seconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

void report(benchmark::State& state, std::vector<std::uint32_t>& latencies, const storage::StoreMetrics& metrics) {
    std::ranges::sort(latencies);
    const auto at = [&](double part) {
        return static_cast<double>(
            latencies[static_cast<std::size_t>(part * static_cast<double>(latencies.size() - 1))]);
    };
    state.SetItemsProcessed(static_cast<std::int64_t>(latencies.size()));
    state.counters["p50_us"] = at(0.5);
    state.counters["p99_us"] = at(0.99);
    state.counters["max_us"] = at(1);
    state.counters["group"] = static_cast<double>(metrics.writes) / static_cast<double>(metrics.groups);
    state.counters["checkpoints"] = static_cast<double>(metrics.checkpoints);
    state.counters["wal_pages"] = static_cast<double>(metrics.wal_pages);
}

/// range(0): rooms; range(1): callers at once; range(2): messages altogether.
void durable_posts(benchmark::State& state) {
    double cpu = 0;
    const auto callers = static_cast<std::uint32_t>(state.range(1));
    const int each = static_cast<int>(state.range(2)) / static_cast<int>(callers);
    std::vector<std::uint32_t> latencies;
    storage::StoreMetrics metrics;
    for (auto _ : state) {
        state.PauseTiming();
        Folder folder;
        storage::SqliteSettings settings;
        settings.folder = folder.path;
        std::array<IoThread, 2> io;
        auto store = must(storage::open_sqlite(settings));
        auto ports = store->store();
        const auto company = run(ports.accounts.create_company("Acme"));
        const auto author = run(ports.accounts.create_person(ann_of(company), ""));
        std::vector<RoomId> rooms;
        asio::io_context setup;
        asio::co_spawn(setup, make_rooms(ports, author, static_cast<int>(state.range(0)), rooms), asio::detached);
        setup.run();
        for (std::uint32_t i = 0; i < callers; ++i) {
            auto& thread = io[i % io.size()];
            asio::co_spawn(thread.io, talk(thread, ports.rooms, rooms, author, each, i), asio::detached);
        }
        cpu = cpu_seconds();
        state.ResumeTiming();
        {
            std::vector<std::jthread> threads;
            for (auto& thread : io) threads.emplace_back([&thread] { thread.io.run(); });
        }
        state.PauseTiming();
        cpu = cpu_seconds() - cpu;
        metrics = store->metrics();
        for (auto& thread : io)
            latencies.insert(latencies.end(), thread.latencies_us.begin(), thread.latencies_us.end());
        store.reset();
        state.ResumeTiming();
    }
    report(state, latencies, metrics);
    state.counters["cpu_us_each"] = 1e6 * cpu / static_cast<double>(latencies.size());
}

BENCHMARK(durable_posts)
    ->ArgNames({"rooms", "callers", "messages"})
    ->Args({1, 1, 3'000})
    ->Args({1, 100, 50'000})
    ->Args({200, 100, 200'000})
    ->Args({1'000, 1'000, 400'000})
    ->Args({10'000, 1'000, 400'000})
    ->Iterations(1)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace foyer
