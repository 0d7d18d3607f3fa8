#pragma once
#include <map>
#include <utility>
#include <vector>

#include "server/app/people/relation_book.hpp"
#include "server/domain/person/directory.hpp"
#include "server/ports/publisher.hpp"

namespace foyer::app {

/// Gathers what readers are to be told about contacts, so that those who see the same are told by one event. For
/// somebody without explicit relations and exceptions, readers fall into few groups that all such people of his company
/// share: telling a company of n about n newcomers costs n views, not n².
class ContactGroups {
public:
    explicit ContactGroups(const domain::Directory& directory) : directory_(directory) {}

    /// Everyone who lists this person is told how he sees him; who no longer does is told that he is lost.
    void add(const domain::Person& person, const Relations& relations);
    /// Events of at most so many contacts each.
    void publish(ports::Publisher& publisher) const;

private:
    /// Readers within one company's sight who see a plain person of it alike.
    struct Circle {
        ports::Audience colleagues;  ///< Those whom auto_roster joins.
        ports::Audience others;      ///< Wholly excepted ones, and supervisors from elsewhere.
    };
    struct Told {
        std::vector<ports::ContactView> views;
        std::vector<ContactId> lost;
    };

    const Circle& circle_of(CompanyId company);
    void add_plain(const domain::Person& person);
    void add_special(const domain::Person& person, const Relations& relations);
    [[nodiscard]] std::vector<ContactId> candidates(const domain::Person& person, const Relations& relations) const;
    Told& told(const ports::Audience& audience);

    const domain::Directory& directory_;
    std::map<CompanyId, Circle> circles_;
    std::vector<std::pair<ports::Audience, Told>> events_;
    std::map<const void*, std::size_t> index_;  ///< Of events_, by audience.
};

}  // namespace foyer::app
