#include "server/cli/command_group.hpp"

#include <iostream>

namespace foyer::cli {

std::string read_password() {
    std::string line;
    std::getline(std::cin, line);
    if (line.ends_with('\r')) line.pop_back();
    return line;
}

std::string name_of_company(const v1::CompanyPage& companies, std::uint32_t id) {
    for (const auto& company : companies.companies()) {
        if (company.company_id() == id) return company.name();
    }
    return {};
}

}  // namespace foyer::cli
