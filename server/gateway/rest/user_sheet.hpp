#pragma once
#include <string>
#include <vector>

#include "lib/base/result.hpp"
#include "server/app/people/import_users.hpp"

namespace foyer::gateway {

/// Users as a CSV file names them, and the lines that cannot be understood.
struct UserSheet {
    std::vector<app::UserLine> lines;
    std::vector<app::LineFault> faults;
};

/// Reads a CSV file (RFC 4180; semicolons do as well, as some spreadsheets write them). The first line names the
/// columns: login, name, email, password, administrator. Errors: `bad_request` for a first line that cannot be
/// understood, `limit_reached` beyond `most` users. Pure; any thread.
[[nodiscard]] Result<UserSheet> read_user_sheet(std::string_view csv, std::uint32_t most);

}  // namespace foyer::gateway
