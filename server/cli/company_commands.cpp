#include <optional>

#include <fmt/format.h>

#include "server/cli/admin_commands.hpp"
#include "server/cli/table.hpp"

namespace foyer::cli {

namespace {

struct Options : AdminOptions {
    std::string name;
    std::string new_name;
    std::string auto_roster;
    std::string supervision_shown;
    std::optional<std::string> language;
    std::string guests_may_chat;
    std::string guests_may_share_files;
    std::string guests_may_call;
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

Result<void> set(AdminClient& client, const Options& options) {
    const auto company = client.company(options.name);
    if (!company) return refuse(company.error());
    v1::ModifyCompanyRequest request;
    if (!options.auto_roster.empty()) request.set_auto_roster(options.auto_roster == "on");
    if (!options.supervision_shown.empty()) request.set_supervision_shown(options.supervision_shown == "on");
    if (options.language) request.set_language(*options.language);
    if (!options.guests_may_chat.empty()) request.set_guests_may_chat(options.guests_may_chat == "on");
    if (!options.guests_may_share_files.empty()) {
        request.set_guests_may_share_files(options.guests_may_share_files == "on");
    }
    if (!options.guests_may_call.empty()) request.set_guests_may_call(options.guests_may_call == "on");
    const auto path = fmt::format("/api/v1/companies/{}", company->company_id());
    return tell(options, client.send<v1::Company>("PATCH", path, request));
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
    auto [setting, setter] = group.add("set", "Change what holds for a company", set);
    setting->add_option("name", setter->name, "Its name")->required();
    const auto flag = [setting](const char* name, std::string& value, const char* help) {
        setting->add_option(name, value, help)->check(CLI::IsMember({"on", "off"}));
    };
    flag("--auto-roster", setter->auto_roster, "All its users are each other's contacts: on or off");
    flag("--supervision-shown", setter->supervision_shown,
         "Who is in a room that supervisors may watch sees it: on or off");
    setting->add_option("--language", setter->language, "What guests are written to in: en, de, …; \"\": English");
    flag("--guests-may-chat", setter->guests_may_chat, "Its guests may write: on or off");
    flag("--guests-may-share-files", setter->guests_may_share_files, "Its guests may send and take files: on or off");
    flag("--guests-may-call", setter->guests_may_call, "Its guests may take part in calls: on or off");
}

}  // namespace foyer::cli
