#pragma once
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace foyer::bench {

struct BenchSettings {
    std::filesystem::path server;           ///< The `foyer` program.
    std::filesystem::path folder;           ///< For data folders and logs; the disk that is measured.
    std::chrono::seconds duration{4};       ///< Of each measurement.
    std::vector<std::string> server_flags;  ///< More flags for `foyer serve`.
    std::size_t idle_connections = 10'000;
    std::size_t stored_messages = 1'000'000;  ///< Of the start with a large database …
    std::size_t stored_rooms = 10'000;        ///< … and over how many rooms they are spread.
    bool with_ceiling = true;
};

/// One line of the result: what was measured, what it should be, and what it compares with, measured in the same run: a
/// bare epoll writer with the same clients, the bare disk, or the same without the hardship.
struct Row {
    std::string what;
    std::string figure;
    std::string goal;
    std::string baseline;
};

/// Scenarios, each with a server and a data folder of its own. Single-threaded between scenarios, as they fork.
/// A row says "failed: …" where something went wrong.
using Rows = std::vector<Row>;
[[nodiscard]] Rows run_fan_out(const BenchSettings& settings, std::size_t members);
[[nodiscard]] Rows run_many_rooms(const BenchSettings& settings);
[[nodiscard]] Rows run_durable_acks(const BenchSettings& settings);
[[nodiscard]] Rows run_signals(const BenchSettings& settings);
[[nodiscard]] Rows run_connects(const BenchSettings& settings, bool tls);
[[nodiscard]] Rows run_comeback(const BenchSettings& settings);
[[nodiscard]] Rows run_large_start(const BenchSettings& settings);
[[nodiscard]] Rows run_stuck_reader(const BenchSettings& settings);

}  // namespace foyer::bench
