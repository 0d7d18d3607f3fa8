#pragma once
#include <atomic>
#include <string>

namespace foyer::contract {

/// SQLite's file layer with switches that make it fail. Registered once per process under name(); the switches hold for
/// every file opened through it. Any thread.
class FaultyVfs {
public:
    /// Registers it at the first call.
    static FaultyVfs& instance();

    [[nodiscard]] static std::string name() { return "foyer-faulty"; }
    void heal() { disk_full = writes_fail = syncs_fail = reads_fail = false; }

    std::atomic<bool> disk_full = false;
    std::atomic<bool> writes_fail = false;
    std::atomic<bool> syncs_fail = false;
    std::atomic<bool> reads_fail = false;

private:
    FaultyVfs();
};

}  // namespace foyer::contract
