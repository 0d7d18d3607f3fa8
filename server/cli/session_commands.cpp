#include <fmt/format.h>

#include "server/cli/admin_commands.hpp"
#include "server/cli/table.hpp"

namespace foyer::cli {

namespace {

struct Options : AdminOptions {
    std::string login;
    std::uint32_t session = 0;
};

Result<void> list(AdminClient& client, const Options& options) {
    const auto user = client.user(options.login);
    if (!user) return refuse(user.error());
    const auto sessions = client.get<v1::SessionList>(fmt::format("/api/v1/users/{}/sessions", user->contact_id()));
    return tell(options, sessions, [](const v1::SessionList& shown) {
        Table table({"ID", "KIND", "PAGE", "SINCE", "UNTIL"});
        for (const auto& session : shown.sessions()) {
            table.add({std::to_string(session.session_id()), session.login_token() ? "stay logged in" : "session",
                       session.subid(), time_of(session.created_ms()), time_of(session.expires_ms())});
        }
        table.print();
    });
}

Result<void> revoke(AdminClient& client, const Options& options) {
    const auto user = client.user(options.login);
    if (!user) return refuse(user.error());
    return tell(options,
                client.remove(fmt::format("/api/v1/users/{}/sessions/{}", user->contact_id(), options.session)));
}

}  // namespace

void add_session_commands(CLI::App& program, const Prepare& prepare) {
    CommandGroup group(program, prepare, "session", "Where users are logged in");
    auto [listing, listed] = group.add("list", "A user's sessions, newest first, one line each", list);
    listing->add_option("login", listed->login, "Login name")->required();
    auto [revoking, revoked] =
        group.add("revoke", "End a session at once; `foyer user logout` ends all of them", revoke);
    revoking->add_option("login", revoked->login, "Login name")->required();
    revoking->add_option("session", revoked->session, "Its number, as `foyer session list` shows it")->required();
}

}  // namespace foyer::cli
