#include <fstream>
#include <iostream>
#include <sstream>

#include <fmt/format.h>

#include "lib/base/utf8.hpp"
#include "server/cli/admin_commands.hpp"
#include "server/cli/table.hpp"

namespace foyer::cli {

namespace {

struct Options : AdminOptions {
    std::string login;
    std::string company;
    std::string name;
    std::string email;
    std::string permission;
    std::string file;
    bool password_stdin = false;
    bool administrator = false;
    bool check = false;
};

std::string path_of(const v1::User& user, const std::string& what = {}) {
    return fmt::format("/api/v1/users/{}{}", user.contact_id(), what);
}

Result<void> add(AdminClient& client, const Options& options) {
    const auto company = client.company(options.company);
    if (!company) return refuse(company.error());
    v1::CreateUserRequest request;
    request.set_company_id(company->company_id());
    request.set_uname(options.login);
    request.set_name(options.name);
    request.set_email(options.email);
    request.set_administrator(options.administrator);
    if (options.password_stdin) request.set_password(read_password());
    if (options.password_stdin && request.password().empty()) {
        return refuse(ErrorCode::bad_request, "No password came on standard input.");
    }
    return tell(options, client.send<v1::User>("POST", "/api/v1/users", request));
}

std::string notes_on(const v1::User& user, const v1::CompanyPage& companies) {
    std::string notes;
    const auto note = [&](const std::string& text) { notes += (notes.empty() ? "" : " ") + text; };
    if (user.kind() == v1::guest) note("guest");
    if (user.administrator()) note("administrator");
    for (const auto id : user.supervises()) note("api_chat(" + name_of_company(companies, id) + ")");
    if (user.disabled()) note("disabled");
    return notes;
}

Result<void> list(AdminClient& client, const Options& options) {
    const auto companies = client.companies();
    if (!companies) return refuse(companies.error());
    std::string path = "/api/v1/users?";
    if (!options.company.empty()) {
        const auto company = client.company(options.company);
        if (!company) return refuse(company.error());
        path += fmt::format("company_id={}&", company->company_id());
    }
    const auto users = client.all<v1::UserPage>(
        path, [](const v1::UserPage& page) { return page.users(page.users_size() - 1).contact_id(); });
    return tell(options, users, [&](const v1::UserPage& page) {
        Table table({"ID", "LOGIN", "NAME", "COMPANY", "NOTES"});
        for (const auto& user : page.users()) {
            table.add({std::to_string(user.contact_id()), user.uname(), user.name(),
                       name_of_company(*companies, user.company_id()), notes_on(user, *companies)});
        }
        table.print();
    });
}

Result<void> show(AdminClient& client, const Options& options) {
    const auto user = client.user(options.login);
    if (!user) return refuse(user.error());
    const auto companies = client.companies();
    if (!companies) return refuse(companies.error());
    return tell(options, user, [&](const v1::User& shown) {
        Table table({"WHAT", "VALUE"});
        table.add({"id", std::to_string(shown.contact_id())});
        table.add({"login", shown.uname()});
        table.add({"name", shown.name()});
        table.add({"email", shown.email()});
        table.add({"company", name_of_company(*companies, shown.company_id())});
        table.add({"notes", notes_on(shown, *companies)});
        table.print();
    });
}

Result<void> set_permission(AdminClient& client, const Options& options, bool on) {
    const auto user = client.user(options.login);
    if (!user) return refuse(user.error());
    if (options.permission == "administrator") {
        v1::ModifyUserRequest request;
        request.set_administrator(on);
        return tell(options, client.send<v1::User>("PATCH", path_of(*user), request));
    }
    if (options.permission != "api_chat") {
        return refuse(ErrorCode::bad_request, "The permissions are api_chat (with a company) and administrator.");
    }
    const auto company = client.company(options.company);
    if (!company) return refuse(company.error());
    const auto path = path_of(*user, fmt::format("/supervises/{}", company->company_id()));
    return tell(options,
                on ? client.send<v1::User>("PUT", path, v1::GrantSupervisionRequest{}) : client.remove<v1::User>(path));
}
Result<void> grant(AdminClient& client, const Options& options) {
    return set_permission(client, options, true);
}
Result<void> take_back(AdminClient& client, const Options& options) {
    return set_permission(client, options, false);
}

Result<void> set_disabled(AdminClient& client, const Options& options, bool disabled) {
    const auto user = client.user(options.login);
    if (!user) return refuse(user.error());
    v1::ModifyUserRequest request;
    request.set_disabled(disabled);
    return tell(options, client.send<v1::User>("PATCH", path_of(*user), request));
}
Result<void> disable(AdminClient& client, const Options& options) {
    return set_disabled(client, options, true);
}
Result<void> enable(AdminClient& client, const Options& options) {
    return set_disabled(client, options, false);
}

Result<void> log_out(AdminClient& client, const Options& options) {
    const auto user = client.user(options.login);
    if (!user) return refuse(user.error());
    return tell(options, client.remove(path_of(*user, "/sessions")));
}

Result<void> stop_second_factor(AdminClient& client, const Options& options) {
    const auto user = client.user(options.login);
    if (!user) return refuse(user.error());
    return tell(options, client.remove(path_of(*user, "/second-factor")));
}

Result<void> set_password(AdminClient& client, const Options& options) {
    const auto user = client.user(options.login);
    if (!user) return refuse(user.error());
    v1::ResetPasswordRequest request;
    request.set_password(read_password());
    return tell(options, client.send("PUT", path_of(*user, "/password"), request));
}

Result<std::string> contents_of(const std::string& file) {
    std::ostringstream text;
    if (file == "-") {
        text << std::cin.rdbuf();
        return text.str();
    }
    std::ifstream in(file, std::ios::binary);
    if (in) text << in.rdbuf();
    if (!in) return refuse(ErrorCode::bad_request, fmt::format("{} cannot be read.", file));
    return text.str();
}

/// Passwords on standard output, all else beside it: so that they can be kept in a file.
void print_report(const v1::ImportReport& report, bool check) {
    for (const auto& fault : report.faults())
        std::fprintf(stderr, "line %u: %s\n", fault.line(), fault.sentence().c_str());
    if (report.faults_size() > 0) return;
    const auto* const users = report.created() == 1 ? "user" : "users";
    std::fprintf(stderr, check ? "%u %s could be added.\n" : "%u %s added.\n", report.created(), users);
    if (report.passwords_size() == 0) return;
    std::fprintf(stderr, "These got a password; it is shown this once:\n");
    Table table({"LOGIN", "PASSWORD"});
    for (const auto& given : report.passwords()) table.add({given.uname(), given.password()});
    table.print();
}

Result<void> import(AdminClient& client, const Options& options) {
    const auto company = client.company(options.company);
    if (!company) return refuse(company.error());
    auto csv = contents_of(options.file);
    if (!csv) return refuse(csv.error());
    if (!is_utf8(*csv)) {
        return refuse(ErrorCode::bad_request, "This file is not in UTF-8; save it as \"CSV UTF-8\" and try again.");
    }
    v1::ImportUsersRequest request;
    request.set_company_id(company->company_id());
    request.set_csv(std::move(*csv));
    request.set_check_only(options.check);
    const auto report = client.send<v1::ImportReport>("POST", "/api/v1/users/import", request);
    const auto told = tell(options, report, [&](const v1::ImportReport& shown) { print_report(shown, options.check); });
    if (told && report->faults_size() > 0) return refuse(ErrorCode::bad_request, "Nobody was added.");
    return told;
}

}  // namespace

void add_user_commands(CLI::App& program, const Prepare& prepare) {
    CommandGroup group(program, prepare, "user", "Users of the server");
    const auto add_for_user = [&group](const char* name, const char* description,
                                       Result<void> (*work)(AdminClient&, const Options&)) {
        auto added = group.add(name, description, work);
        added.first->add_option("login", added.second->login, "Login name")->required();
        return added;
    };
    auto [adding, added] = add_for_user("add", "Add a user", add);
    adding->add_option("--company", added->company, "Name of the company")->required();
    adding->add_option("--name", added->name, "Full name");
    adding->add_option("--email", added->email, "E-mail address");
    adding->add_flag("--administrator", added->administrator, "May manage accounts, companies and settings");
    adding->add_flag("--password-stdin", added->password_stdin,
                     "Read the password from the first line of standard input");
    auto [importing, imported] = group.add("import", "Add the users of a CSV file, all of them or nobody", import);
    importing
        ->add_option("file", imported->file,
                     "Its first line names the columns: login, and if wanted name, email, password, administrator "
                     "(yes or no). Who has no password gets one, which is printed. \"-\": standard input")
        ->required();
    importing->add_option("--company", imported->company, "Name of the company")->required();
    importing->add_flag("--check", imported->check, "Only look for faults");
    auto [listing, listed] = group.add("list", "Everybody, one line each", list);
    listing->add_option("--company", listed->company, "Of this company only");
    add_for_user("show", "One user", show);
    for (const bool on : {true, false}) {
        auto [command, options] = add_for_user(
            on ? "grant" : "revoke", on ? "Give a permission" : "Take a permission back", on ? grant : take_back);
        command->add_option("permission", options->permission, "api_chat or administrator")->required();
        command->add_option("company", options->company, "For api_chat: the company");
    }
    add_for_user("disable", "Lock a user out and end what he has open", disable);
    add_for_user("enable", "Let a user in again", enable);
    add_for_user("logout", "End all sessions of a user, \"stay logged in\" included", log_out);
    add_for_user("second-factor-off", "Let somebody in who has lost his authenticator app", stop_second_factor);
    auto [password, changed] = add_for_user("password", "Set a password and end all sessions", set_password);
    password->add_flag("--password-stdin", changed->password_stdin, "It is read from standard input in any case");
}

}  // namespace foyer::cli
