#include <fmt/format.h>

#include "server/cli/admin_commands.hpp"
#include "server/cli/table.hpp"

namespace foyer::cli {

namespace {

struct Options : AdminOptions {
    std::string name;
    std::string new_name;
};

Result<void> add(AdminClient& client, const Options& options) {
    v1::CreateCompanyRequest request;
    request.set_name(options.name);
    return tell(options, client.send<v1::Company>("POST", "/api/v1/companies", request));
}

Result<void> list(AdminClient& client, const Options& options) {
    return tell(options, client.companies(), [](const v1::CompanyPage& page) {
        Table table({"ID", "NAME", "SIZE"});
        for (const auto& company : page.companies()) {
            table.add(
                {std::to_string(company.company_id()), company.name(), fmt::format("{} people", company.people())});
        }
        table.print();
    });
}

Result<void> rename(AdminClient& client, const Options& options) {
    const auto company = client.company(options.name);
    if (!company) return refuse(company.error());
    v1::ModifyCompanyRequest request;
    request.set_name(options.new_name);
    return tell(options,
                client.send<v1::Company>("PATCH", fmt::format("/api/v1/companies/{}", company->company_id()), request));
}

}  // namespace

void add_company_commands(CLI::App& program, const Prepare& prepare) {
    CommandGroup group(program, prepare, "company", "Companies of the server");
    auto [adding, added] = group.add("add", "Add a company", add);
    adding->add_option("name", added->name, "Its name")->required();
    group.add("list", "All companies, one line each", list);
    auto [renaming, renamed] = group.add("rename", "Give a company another name", rename);
    renaming->add_option("name", renamed->name, "Its name")->required();
    renaming->add_option("new-name", renamed->new_name, "Its name from now on")->required();
}

}  // namespace foyer::cli
