// Accounts from a file, for administrators.
#include <algorithm>

#include "server/gateway/rest/rest_operations.hpp"
#include "server/gateway/rest/user_sheet.hpp"

namespace foyer::gateway {

namespace {

v1::ImportReport report_of(const app::ImportedUsers& outcome, std::vector<app::LineFault> faults) {
    faults.insert(faults.end(), outcome.faults.begin(), outcome.faults.end());
    std::ranges::stable_sort(faults, {}, &app::LineFault::line);
    v1::ImportReport report;
    if (faults.empty()) report.set_created(outcome.created);
    for (const auto& fault : faults) {
        auto& item = *report.add_faults();
        item.set_line(fault.line);
        item.set_sentence(fault.sentence);
    }
    for (const auto& given : outcome.passwords) {
        auto& item = *report.add_passwords();
        item.set_line(given.line);
        item.set_uname(given.uname);
        item.set_password(given.password);
    }
    return report;
}

/// All faults are told at once: those of lines that cannot be read, and those of users who cannot be.
Task<Result<v1::ImportReport>> import_users(RestDesk& desk, app::Actor actor, v1::ImportUsersRequest request) {
    auto sheet = read_user_sheet(request.csv(), desk.settings.import_users);
    if (!sheet) co_return refuse(sheet.error());
    const bool check_only = request.check_only() || !sheet->faults.empty();
    const auto outcome =
        co_await desk.app.import_users.run(actor, CompanyId{request.company_id()}, std::move(sheet->lines), check_only);
    if (!outcome) co_return refuse(outcome.error());
    co_return report_of(*outcome, std::move(sheet->faults));
}

}  // namespace

void bind_import_calls(RestOperations& operations) {
    operations.bind<route::ImportUsers>(import_users);
}

}  // namespace foyer::gateway
