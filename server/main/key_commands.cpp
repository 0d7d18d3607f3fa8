#include "server/main/key_commands.hpp"

#include <cstdio>
#include <functional>

#include "server/main/configuration.hpp"
#include "server/main/local_app.hpp"

namespace foyer::main {

namespace {

constexpr std::array all_scopes{domain::Scope::read, domain::Scope::write, domain::Scope::admin,
                                domain::Scope::command};

struct Options {
    ConfigurationFlags configuration;
    std::string login;
    std::string name;
    std::vector<std::string> scopes;
    std::uint32_t days = 0;
    std::uint32_t key = 0;
};
using Work = std::function<Result<void>(LocalApp&, ContactId, const Options&)>;

ExitCode perform(const Options& options, const Work& work) {
    const auto loaded = options.configuration.load();
    if (!loaded) return ExitCode::usage;
    LocalApp local(loaded->config);
    auto done = local.open();
    if (done) {
        const auto directory = local.directory();
        const auto* person = directory.find_by_uname(options.login);
        done = person ? work(local, person->id, options)
                      : refuse(ErrorCode::not_found, fmt::format("There is no user \"{}\".", options.login));
    }
    if (done) return ExitCode::ok;
    std::fprintf(stderr, "foyer: %s\n", done.error().sentence.c_str());
    return done.error().code == ErrorCode::unavailable ? ExitCode::unavailable : ExitCode::failed;
}

Result<domain::Scopes> scopes_named(const std::vector<std::string>& names) {
    domain::Scopes scopes;
    for (const auto& name : names) {
        const auto found =
            std::ranges::find_if(all_scopes, [&](domain::Scope scope) { return name_of(scope) == name; });
        if (found == all_scopes.end()) {
            return refuse(ErrorCode::bad_request, "The scopes are read, write, admin and command.");
        }
        scopes.add(*found);
    }
    return scopes;
}

std::string day_of(Instant instant) {
    if (instant == Instant{}) return "never";
    const std::chrono::sys_time<Millis> time{instant.time_since_epoch()};
    const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(time)};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                       static_cast<unsigned>(day.day()));
}

/// The key alone on standard output, so that a script can take it.
Result<void> create(LocalApp& local, ContactId person, const Options& options) {
    const auto scopes = scopes_named(options.scopes);
    if (!scopes) return refuse(scopes.error());
    app::NewApiKey wish{person, options.name, *scopes, std::chrono::days{options.days}};
    const auto made = local.run(local.app().create_api_key.run(app::Local{}, std::move(wish)));
    if (!made) return refuse(made.error());
    std::fprintf(stderr, "Key %u, good until %s. It is shown this once:\n", made->key.id.value(),
                 day_of(made->key.expires).c_str());
    std::printf("%s\n", made->token.c_str());
    return {};
}

Result<void> list(LocalApp& local, ContactId person, const Options&) {
    const auto keys = local.run(local.app().list_api_keys.run(app::Local{}, person));
    if (!keys) return refuse(keys.error());
    for (const auto& key : *keys) {
        std::string scopes;
        for (const auto scope : all_scopes) {
            if (key.scopes.has(scope)) scopes.append(scopes.empty() ? "" : ",").append(name_of(scope));
        }
        std::printf("%u\t%s\t%s\texpires %s\tlast used %s\n", key.id.value(), key.name.c_str(), scopes.c_str(),
                    day_of(key.expires).c_str(), day_of(key.last_used).c_str());
    }
    return {};
}

Result<void> revoke(LocalApp& local, ContactId person, const Options& options) {
    return local.run(local.app().revoke_api_key.run(app::Local{}, person, ApiKeyId{options.key}));
}

}  // namespace

void add_key_commands(CLI::App& program, ExitCode& result) {
    auto* group = program.add_subcommand("key", "API keys of users");
    group->require_subcommand(1);
    const auto add = [group, &result](const char* name, const char* description, Work work) {
        auto* command = group->add_subcommand(name, description);
        const auto options = std::make_shared<Options>();  // Shared by the callbacks that CLI11 keeps.
        options->configuration.add_to(*command);
        command->add_option("login", options->login, "Login name")->required();
        command->callback([options, work = std::move(work), &result] { result = perform(*options, work); });
        return std::pair{command, options};
    };
    auto [creating, wish] = add("create", "Make a key and print it", create);
    creating->add_option("--name", wish->name, "What it is for")->required();
    creating->add_option("--scope", wish->scopes, "read, write, admin or command; may be repeated")->required();
    creating->add_option("--days", wish->days, "How long it is good; left out: as long as the server allows");
    add("list", "A user's keys, one line each", list);
    auto [revoking, which] = add("revoke", "End a key", revoke);
    revoking->add_option("key", which->key, "Its number, as `foyer key list` shows it")->required();
}

}  // namespace foyer::main
