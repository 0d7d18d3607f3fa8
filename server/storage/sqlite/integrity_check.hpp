#pragma once
#include <thread>

#include "server/storage/sqlite/connection.hpp"
#include "server/storage/sqlite/writer.hpp"

namespace foyer::storage {

/// What is wrong with the tables that are read at every start; empty if nothing is. Quick. Throws SqliteError.
[[nodiscard]] std::string find_damage_in_small_tables(Connection& db);

/// Checks the whole database on a thread of its own after an unclean stop, and reports damage. Interrupted at its end.
class IntegrityCheck {
public:
    IntegrityCheck(Connection db, Report report);
    ~IntegrityCheck();
    IntegrityCheck(const IntegrityCheck&) = delete;
    IntegrityCheck& operator=(const IntegrityCheck&) = delete;

private:
    void run();

    Connection db_;
    const Report report_;
    std::thread thread_;
};

}  // namespace foyer::storage
