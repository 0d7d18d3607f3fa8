#include "server/main/demo.hpp"

#include <map>

#include <fmt/format.h>

namespace foyer::main {

namespace {

constexpr const char* password = "foyer-demo";

struct DemoUser {
    const char* uname;
    const char* name;
    const char* company;
    bool administrator = false;
};
constexpr std::array users{
    DemoUser{"ann", "Ann Archer", "Acme"},        DemoUser{"bob", "Bob Baker", "Acme"},
    DemoUser{"cat", "Cat Cooper", "Acme"},        DemoUser{"sue", "Sue Stone", "Acme"},
    DemoUser{"root", "Robin Root", "Acme", true}, DemoUser{"dan", "Dan Dyer", "Borg"},
};

struct Line {
    const char* author;
    const char* text;
};
constexpr std::array between_two{
    Line{"ann", "Morning Bob. Did the samples for the Brandt order leave yesterday?"},
    Line{"bob", "Morning! They did, at four. Tracking says they are in Leipzig already."},
    Line{"ann", "Perfect. Mrs Brandt calls at eleven, I will tell her."},
    Line{"bob", "Tell her the blue one is a new dye lot. It is a shade darker than what she saw."},
    Line{"ann", "Good to know *before* the call :) Thanks!"},
};
constexpr std::array launch{
    Line{"cat", "I put the three of us in here for the spring catalogue."},
    Line{"cat", "Pages 4 to 9 need new photos. Bob, can the studio have the chairs on Thursday?"},
    Line{"bob", "Thursday works. All six colours, or only the new ones?"},
    Line{"ann", "Only the new ones. The old photos are fine."},
    Line{"bob", "Then I bring four and the small table."},
    Line{"cat", "Great. Draft of the cover: https://example.com/cover-draft-2"},
    Line{"ann", "The second one. The first looks like winter."},
};
constexpr std::array help{
    Line{"sue", "This room is for questions about orders and returns. Everybody in the company may read and join it."},
    Line{"bob", "A customer wants to return a lamp after 40 days. Do we take it?"},
    Line{"sue", "If it is unused: yes, until 60 days, but he pays the parcel."},
    Line{"cat", "And if the box is damaged?"},
    Line{"sue", "Then too. Take a picture and put the order number on it."},
};

/// The people of the demo, by login name, each with a session to act by.
using Callers = std::map<std::string, app::Caller, std::less<>>;

Task<Result<void>> create_people(app::App& app) {
    std::map<std::string, CompanyId, std::less<>> companies;
    for (const auto* name : {"Acme", "Borg"}) {
        auto company = co_await app.create_company.run(app::Local{}, name);
        if (!company) co_return refuse(company.error());
        companies[name] = *company;
    }
    std::vector<app::NewUser> wanted;
    for (const auto& user : users) {
        const auto email =
            fmt::format("{}@{}.example", user.uname, user.company == std::string_view("Acme") ? "acme" : "borg");
        wanted.push_back({companies[user.company], user.uname, user.name, email, password, user.administrator});
    }
    auto created = co_await app.create_user.run_all(app::Local{}, std::move(wanted));
    if (!created) co_return refuse(created.error());
    const auto directory = app.directory.current();
    co_return co_await app.grant_permission.run(app::Local{}, directory->find_by_uname("sue")->id, companies["Acme"]);
}

Task<Result<Callers>> log_everybody_in(app::App& app) {
    Callers callers;
    for (const auto& user : users) {
        app::Login login;
        login.uname = user.uname;
        login.password = password;
        login.remote_address = "127.0.0.1";
        auto session = co_await app.log_in.run(std::move(login));
        if (!session) co_return refuse(session.error());
        callers[user.uname] = session->caller;
    }
    co_return callers;
}

Task<Result<void>> talk(app::App& app, const Callers& callers, RoomId room, std::span<const Line> lines) {
    for (const auto& line : lines) {
        const auto& author = callers.find(line.author)->second;
        auto posted = co_await app.post_message.run(author, room, line.text, std::string());
        if (!posted) co_return refuse(posted.error());
        auto seen = co_await app.set_seen.run(author, room, *posted);  // He has read what he answers.
        if (!seen) co_return refuse(seen.error());
    }
    co_return Result<void>{};
}

Task<Result<void>> create_rooms(app::App& app, const Callers& callers) {
    const auto id = [&callers](const char* uname) { return app::Party{callers.find(uname)->second.person}; };
    std::vector<app::Party> bob;
    bob.push_back(id("bob"));
    auto pair = co_await app.invite_to_chat.run(callers.find("ann")->second, std::move(bob), std::string());
    if (!pair) co_return refuse(pair.error());
    if (auto said = co_await talk(app, callers, *pair, between_two); !said) co_return said;

    app::NewRoom catalogue;
    catalogue.parties.push_back(id("ann"));
    catalogue.parties.push_back(id("bob"));
    catalogue.name = "Spring catalogue";
    auto group = co_await app.create_room.run(callers.find("cat")->second, std::move(catalogue));
    if (!group) co_return refuse(group.error());
    if (auto said = co_await talk(app, callers, *group, launch); !said) co_return said;

    app::NewRoom desk;
    for (const auto* uname : {"sue", "bob", "cat"}) desk.parties.push_back(id(uname));
    desk.name = "Orders and returns";
    desk.is_public = true;
    desk.archive = true;
    auto open = co_await app.create_room.run(callers.find("sue")->second, std::move(desk));
    if (!open) co_return refuse(open.error());
    co_return co_await talk(app, callers, *open, help);
}

}  // namespace

Task<Result<void>> seed_demo(app::App& app) {
    if (!app.directory.current()->companies().empty()) co_return Result<void>{};
    if (auto people = co_await create_people(app); !people) co_return people;
    auto callers = co_await log_everybody_in(app);
    if (!callers) co_return refuse(callers.error());
    auto rooms = co_await create_rooms(app, *callers);
    for (const auto& [uname, caller] : *callers) {
        if (auto out = co_await app.log_out.run(caller); !out) co_return out;
    }
    co_return rooms;
}

std::string demo_words() {
    std::string words = fmt::format("Demo: log in with password {} as", password);
    for (const auto& user : users)
        words += fmt::format("{} {} ({})", &user == &users.front() ? "" : ",", user.uname, user.company);
    return words + ".\n      sue watches over Acme, root administers.";
}

}  // namespace foyer::main
