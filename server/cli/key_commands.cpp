#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "server/cli/admin_commands.hpp"
#include "server/cli/table.hpp"

namespace foyer::cli {

namespace {

struct Options : AdminOptions {
    std::string login;
    std::string name;
    std::vector<std::string> scopes;
    std::uint32_t days = 0;
    std::uint32_t key = 0;
};

constexpr std::array scope_names{
    std::pair{std::string_view("read"), v1::KeyScope::read},
    std::pair{std::string_view("write"), v1::KeyScope::write},
    std::pair{std::string_view("admin"), v1::KeyScope::admin},
    std::pair{std::string_view("command"), v1::KeyScope::command},
};

Result<std::string> keys_of(AdminClient& client, const std::string& login) {
    const auto user = client.user(login);
    if (!user) return refuse(user.error());
    return fmt::format("/api/v1/users/{}/keys", user->contact_id());
}

/// The key alone on standard output, so that a script can take it.
Result<void> create(AdminClient& client, const Options& options) {
    v1::CreateKeyOfUserRequest request;
    request.set_name(options.name);
    request.set_days(options.days);
    for (const auto& name : options.scopes) {
        const auto* const found = std::ranges::find(scope_names, name, [](const auto& scope) { return scope.first; });
        if (found == scope_names.end()) {
            return refuse(ErrorCode::bad_request, "The scopes are read, write, admin and command.");
        }
        request.add_scopes(found->second);
    }
    const auto path = keys_of(client, options.login);
    if (!path) return refuse(path.error());
    return tell(options, client.send<v1::NewApiKey>("POST", *path, request), [](const v1::NewApiKey& made) {
        std::fprintf(stderr, "Key %u, good until %s. It is shown this once:\n", made.key().key_id(),
                     day_of(made.key().expires_ms()).c_str());
        std::printf("%s\n", made.token().c_str());
    });
}

Result<void> list(AdminClient& client, const Options& options) {
    const auto path = keys_of(client, options.login);
    if (!path) return refuse(path.error());
    return tell(options, client.get<v1::ApiKeyList>(*path), [](const v1::ApiKeyList& keys) {
        Table table({"ID", "NAME", "SCOPES", "EXPIRES", "LAST USED"});
        for (const auto& key : keys.keys()) {
            std::string scopes;
            for (const auto& [name, scope] : scope_names) {
                if (std::ranges::find(key.scopes(), scope) == key.scopes().end()) continue;
                scopes.append(scopes.empty() ? "" : ",").append(name);
            }
            table.add({std::to_string(key.key_id()), key.name(), scopes, "expires " + day_of(key.expires_ms()),
                       "last used " + day_of(key.last_used_ms())});
        }
        table.print();
    });
}

Result<void> revoke(AdminClient& client, const Options& options) {
    const auto path = keys_of(client, options.login);
    if (!path) return refuse(path.error());
    return tell(options, client.remove(fmt::format("{}/{}", *path, options.key)));
}

}  // namespace

void add_key_commands(CLI::App& program, const Prepare& prepare) {
    CommandGroup group(program, prepare, "key", "API keys of users");
    const auto add_for_user = [&group](const char* name, const char* description,
                                       Result<void> (*work)(AdminClient&, const Options&)) {
        auto added = group.add(name, description, work);
        added.first->add_option("login", added.second->login, "Login name")->required();
        return added;
    };
    auto [creating, wish] = add_for_user("create", "Make a key and print it", create);
    creating->add_option("--name", wish->name, "What it is for")->required();
    creating->add_option("--scope", wish->scopes, "read, write, admin or command; may be repeated")->required();
    creating->add_option("--days", wish->days, "How long it is good; left out: as long as the server allows");
    add_for_user("list", "A user's keys, one line each", list);
    auto [revoking, which] = add_for_user("revoke", "End a key, and what it has open, at once", revoke);
    revoking->add_option("key", which->key, "Its number, as `foyer key list` shows it")->required();
}

}  // namespace foyer::cli
