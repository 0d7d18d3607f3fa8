#include <algorithm>

#include <fmt/format.h>

#include "server/cli/admin_commands.hpp"
#include "server/cli/table.hpp"

namespace foyer::cli {

namespace {

struct Options : AdminOptions {
    std::string login;
    std::string action;
    std::uint32_t newest = 100;
};

/// The newest first, page by page until there are enough.
Result<v1::AuditPage> newest_of(AdminClient& client, const std::string& path, std::uint32_t wanted) {
    v1::AuditPage whole;
    std::uint32_t before = 0;
    for (;;) {
        const auto left = wanted - static_cast<std::uint32_t>(whole.entries_size());
        const auto page =
            client.get<v1::AuditPage>(fmt::format("{}before={}&limit={}", path, before, std::min(left, 500U)));
        if (!page) return refuse(page.error());
        whole.MergeFrom(*page);
        whole.set_more(page->more());
        const auto got = static_cast<std::uint32_t>(whole.entries_size());
        if (!page->more() || page->entries_size() == 0 || got >= wanted) return whole;
        before = page->entries(page->entries_size() - 1).audit_id();
    }
}

Result<void> audit(AdminClient& client, const Options& options) {
    std::string path = "/api/v1/audit?";
    if (!options.login.empty()) {
        const auto user = client.user(options.login);
        if (!user) return refuse(user.error());
        path += fmt::format("contact_id={}&", user->contact_id());
    }
    if (!options.action.empty()) path += fmt::format("action={}&", query_encoded(options.action));
    return tell(options, newest_of(client, path, std::max(options.newest, 1U)), [](const v1::AuditPage& page) {
        Table table({"TIME", "WHO", "DID", "TO", "NAME", "DETAIL"});
        for (const auto& entry : page.entries()) {
            table.add({time_of(entry.at_ms()), entry.local() ? "command line" : entry.actor_name(), entry.action(),
                       entry.target(), entry.target_name(), entry.detail()});
        }
        table.print();
    });
}

}  // namespace

void add_audit_commands(CLI::App& program, const Prepare& prepare) {
    CommandGroup commands(program, prepare);
    auto [command, options] = commands.add("audit", "Who looked at, changed and exported what, newest first", audit);
    command->add_option("--user", options->login, "What this user did");
    command->add_option("--action", options->action, "What was done, such as room.closed");
    command->add_option("--newest", options->newest, "How many entries at most")->capture_default_str();
}

}  // namespace foyer::cli
