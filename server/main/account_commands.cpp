#include "server/main/account_commands.hpp"

#include <cstdio>
#include <functional>
#include <iostream>

#include "server/main/configuration.hpp"
#include "server/main/local_app.hpp"

namespace foyer::main {

namespace {

/// What the account commands take; each uses some of it.
struct Options {
    ConfigurationFlags configuration;
    std::string login;
    std::string company;
    std::string name;
    std::string email;
    std::string permission;
    bool password_stdin = false;
    bool administrator = false;
    bool take_back = false;
};
using Work = std::function<Result<void>(LocalApp&, const Options&)>;

ExitCode perform(const Options& options, const Work& work) {
    const auto loaded = options.configuration.load();
    if (!loaded) return ExitCode::usage;
    LocalApp local(loaded->config);
    auto done = local.open();
    if (done) done = work(local, options);
    if (done) return ExitCode::ok;
    std::fprintf(stderr, "foyer: %s\n", done.error().sentence.c_str());
    return done.error().code == ErrorCode::unavailable ? ExitCode::unavailable : ExitCode::failed;
}

Result<CompanyId> find_company(LocalApp& local, const std::string& name) {
    const auto directory = local.directory();
    for (const auto& [id, company] : directory.companies()) {
        if (company.name == name) return id;
    }
    return refuse(ErrorCode::not_found,
                  fmt::format("There is no company \"{}\". `foyer company list` shows all.", name));
}

Result<domain::Person> find_user(LocalApp& local, const std::string& login) {
    const auto directory = local.directory();
    const auto* person = directory.find_by_uname(login);
    if (person != nullptr) return *person;
    return refuse(ErrorCode::not_found, fmt::format("There is no user \"{}\". `foyer user list` shows all.", login));
}

/// The first line of standard input: a password on the command line would show in the list of processes.
std::string read_password() {
    std::string line;
    std::getline(std::cin, line);
    if (line.ends_with('\r')) line.pop_back();
    return line;
}

Result<void> only_errors(const auto& result) {
    if (!result) return refuse(result.error());
    return {};
}

Result<void> add_company(LocalApp& local, const Options& options) {
    return only_errors(local.run(local.app().create_company.run(app::Local{}, options.name)));
}

Result<void> list_companies(LocalApp& local, const Options&) {
    const auto directory = local.directory();
    std::map<CompanyId, const domain::Company*> sorted;
    for (const auto& [id, company] : directory.companies()) sorted[id] = &company;
    for (const auto& [id, company] : sorted) {
        std::printf("%u\t%s\t%zu people\n", id.value(), company->name.c_str(), directory.people_of(id).size());
    }
    return {};
}

Result<void> add_user(LocalApp& local, const Options& options) {
    const auto company = find_company(local, options.company);
    if (!company) return refuse(company.error());
    app::NewUser user;
    user.company = *company;
    user.uname = options.login;
    user.name = options.name;
    user.email = options.email;
    user.administrator = options.administrator;
    if (options.password_stdin) user.password = read_password();
    if (options.password_stdin && user.password.empty()) {
        return refuse(ErrorCode::bad_request, "No password came on standard input.");
    }
    return only_errors(local.run(local.app().create_user.run(app::Local{}, std::move(user))));
}

Result<void> grant(LocalApp& local, const Options& options) {
    const auto person = find_user(local, options.login);
    if (!person) return refuse(person.error());
    if (options.permission == "administrator") {
        return local.run(local.app().set_administrator.run(app::Local{}, person->id, !options.take_back));
    }
    if (options.permission != "api_chat") {
        return refuse(ErrorCode::bad_request, "The permissions are api_chat (with a company) and administrator.");
    }
    const auto company = find_company(local, options.company);
    if (!company) return refuse(company.error());
    auto& use_case = local.app().grant_permission;
    return local.run(options.take_back ? use_case.revoke(app::Local{}, person->id, *company)
                                       : use_case.run(app::Local{}, person->id, *company));
}

Result<void> set_disabled(LocalApp& local, const Options& options, bool disabled) {
    const auto person = find_user(local, options.login);
    if (!person) return refuse(person.error());
    return local.run(local.app().disable_user.run(app::Local{}, person->id, disabled));
}

Result<void> log_out(LocalApp& local, const Options& options) {
    const auto person = find_user(local, options.login);
    if (!person) return refuse(person.error());
    return local.run(local.app().end_sessions.run(app::Local{}, person->id));
}

Result<void> stop_second_factor(LocalApp& local, const Options& options) {
    const auto person = find_user(local, options.login);
    if (!person) return refuse(person.error());
    return local.run(local.app().stop_second_factor.run(app::Local{}, person->id));
}

Result<void> set_password(LocalApp& local, const Options& options) {
    const auto person = find_user(local, options.login);
    if (!person) return refuse(person.error());
    return local.run(local.app().set_password.run(app::Local{}, person->id, read_password()));
}

Result<void> list_users(LocalApp& local, const Options&) {
    const auto directory = local.directory();
    std::map<ContactId, const domain::Person*> sorted;
    for (const auto& [id, person] : directory.people()) sorted[id] = &person;
    for (const auto& [id, person] : sorted) {
        const auto* company = directory.company(person->company);
        std::string notes;
        if (person->administrator) notes += " administrator";
        for (const auto supervised : person->supervises) {
            const auto* of = directory.company(supervised);
            notes += " api_chat(" + (of == nullptr ? std::string() : of->name) + ")";
        }
        if (person->disabled) notes += " disabled";
        std::printf("%u\t%s\t%s\t%s\t%s\n", id.value(), person->uname.c_str(), person->name.c_str(),
                    company == nullptr ? "" : company->name.c_str(), notes.empty() ? "" : notes.c_str() + 1);
    }
    return {};
}

/// Adds subcommands that share one set of options and the way they are performed.
class Adder {
public:
    Adder(CLI::App& group, ExitCode& result) : group_(group), result_(result) {}

    std::pair<CLI::App*, std::shared_ptr<Options>> add(const char* name, const char* description, Work work) {
        auto* command = group_.add_subcommand(name, description);
        const auto options = std::make_shared<Options>();  // Shared by the callbacks that CLI11 keeps.
        options->configuration.add_to(*command);
        command->callback([options, work = std::move(work), &result = result_] { result = perform(*options, work); });
        return {command, options};
    }
    /// One that names a user.
    std::pair<CLI::App*, std::shared_ptr<Options>> add_for_user(const char* name, const char* description, Work work) {
        auto added = add(name, description, std::move(work));
        added.first->add_option("login", added.second->login, "Login name")->required();
        return added;
    }

private:
    CLI::App& group_;
    ExitCode& result_;
};

void add_user_commands(CLI::App& program, ExitCode& result) {
    auto* group = program.add_subcommand("user", "Users of the server");
    group->require_subcommand(1);
    Adder adder(*group, result);

    auto [add, new_user] = adder.add_for_user("add", "Add a user", add_user);
    add->add_option("--company", new_user->company, "Name of the company")->required();
    add->add_option("--name", new_user->name, "Full name");
    add->add_option("--email", new_user->email, "E-mail address");
    add->add_flag("--administrator", new_user->administrator, "May manage accounts, companies and settings");
    add->add_flag("--password-stdin", new_user->password_stdin,
                  "Read the password from the first line of standard input");

    for (const bool take_back : {false, true}) {
        auto [command, options] = adder.add_for_user(take_back ? "revoke" : "grant",
                                                     take_back ? "Take a permission back" : "Give a permission", grant);
        options->take_back = take_back;
        command->add_option("permission", options->permission, "api_chat or administrator")->required();
        command->add_option("company", options->company, "For api_chat: the company");
    }
    adder.add_for_user("disable", "Lock a user out and end what he has open",
                       [](LocalApp& local, const Options& options) { return set_disabled(local, options, true); });
    adder.add_for_user("enable", "Let a user in again",
                       [](LocalApp& local, const Options& options) { return set_disabled(local, options, false); });
    adder.add_for_user("logout", "End all sessions of a user, \"stay logged in\" included", log_out);
    adder.add_for_user("second-factor-off", "Let somebody in who has lost his authenticator app", stop_second_factor);
    auto [password, changed] = adder.add_for_user("password", "Set a password and end all sessions", set_password);
    password->add_flag("--password-stdin", changed->password_stdin, "It is read from standard input in any case");
    adder.add("list", "Everybody, one line each", list_users);
}

}  // namespace

void add_account_commands(CLI::App& program, ExitCode& result) {
    auto* company = program.add_subcommand("company", "Companies of the server");
    company->require_subcommand(1);
    Adder adder(*company, result);
    auto [add, options] = adder.add("add", "Add a company", add_company);
    add->add_option("name", options->name, "Its name")->required();
    adder.add("list", "All companies, one line each", list_companies);
    add_user_commands(program, result);
}

}  // namespace foyer::main
