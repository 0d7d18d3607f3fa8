#include "server/storage/sqlite/integrity_check.hpp"

#include <utility>

namespace foyer::storage {

namespace {

/// The first complaint of a check; empty if it finds nothing.
std::string complaint_of(Connection& db, const char* pragma) {
    auto row = db.query(pragma);
    if (!row.step()) return "the check gave no answer";
    auto answer = row.string(0);
    return answer == "ok" ? std::string{} : answer;
}

}  // namespace

std::string find_damage_in_small_tables(Connection& db) {
    for (const char* pragma :
         {"PRAGMA quick_check('meta')", "PRAGMA quick_check('companies')", "PRAGMA quick_check('people')",
          "PRAGMA quick_check('supervisors')", "PRAGMA quick_check('roster_exceptions')",
          "PRAGMA quick_check('relations')", "PRAGMA quick_check('sessions')"}) {
        auto complaint = complaint_of(db, pragma);
        if (!complaint.empty()) return complaint;
    }
    return {};
}

IntegrityCheck::IntegrityCheck(Connection db, Report report)
    : db_(std::move(db)), report_(std::move(report)), thread_([this] { run(); }) {}

IntegrityCheck::~IntegrityCheck() {
    sqlite3_interrupt(db_.handle());
    thread_.join();
}

void IntegrityCheck::run() {
    try {
        const auto complaint = complaint_of(db_, "PRAGMA quick_check(1)");
        if (!complaint.empty()) report_("the database is damaged, restore a backup: " + complaint);
    } catch (const SqliteError& error) {
        if (error.code() != SQLITE_INTERRUPT) report_(std::string("could not check the database: ") + error.what());
    }
}

}  // namespace foyer::storage
