#pragma once
#include <string>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"
#include "server/app/caller.hpp"
#include "server/app/people/contact_news.hpp"
#include "server/app/people/directory_cache.hpp"
#include "server/app/people/presence_board.hpp"
#include "server/app/people/relation_book.hpp"

namespace foyer::app {

/// What the three use cases on relations stand on. Their common errors: `forbidden` (guests), `conflict`,
/// `store_failed`, `limit_reached` (the caller's own relations). Repeating changes nothing and succeeds.
struct RosterDesk {
    DirectoryCache& directory;
    RelationBook& relations;
    ContactNews& news;
    RosterSettings settings;
};

/// Asks somebody to be each other's contacts; if the other has asked already, both have accepted.
/// Unknown ids and names, and people who may not be asked, answer like all others.
class RequestContact {
public:
    explicit RequestContact(RosterDesk desk) : desk_(desk) {}
    Task<Result<void>> run(Caller caller, ContactId contact);
    Task<Result<void>> run(Caller caller, std::string uname);

private:
    RosterDesk desk_;
};

/// Accepts what somebody asked, however long ago. Error besides: `not_found` if nothing was asked.
class AcceptContact {
public:
    explicit AcceptContact(RosterDesk desk) : desk_(desk) {}
    Task<Result<void>> run(Caller caller, ContactId contact);

private:
    RosterDesk desk_;
};

/// Ends the relation for both, or takes back or declines a request; between colleagues of an auto_roster company it
/// rules over that setting. Where nothing is to be ended, and for unknown people, it changes nothing and succeeds.
class EndContact {
public:
    explicit EndContact(RosterDesk desk) : desk_(desk) {}
    Task<Result<void>> run(Caller caller, ContactId contact);

private:
    RosterDesk desk_;
};

}  // namespace foyer::app
