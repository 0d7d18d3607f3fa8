#include "server/app/people/contact_news.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "server/app/people/contact_groups.hpp"
#include "server/app/people/contacts.hpp"
#include "server/domain/roster/roster.hpp"

namespace foyer::app {

namespace {

ports::Audience only(ContactId person) {
    return std::make_shared<const std::vector<ContactId>>(1, person);
}

/// Whom everyone who lists them is to be told about anew.
std::vector<ContactId> people_to_tell(const DirectoryNews& news) {
    std::set<ContactId> people(news.diff.added.begin(), news.diff.added.end());
    people.insert(news.diff.changed.begin(), news.diff.changed.end());
    for (const auto company : news.diff.companies) {
        const auto& ids = news.now->people_of(company);
        people.insert(ids.begin(), ids.end());
    }
    std::vector<domain::Directory::Exception> exceptions;
    if (news.diff.exceptions) {
        std::ranges::set_symmetric_difference(news.old->exceptions(), news.now->exceptions(),
                                              std::back_inserter(exceptions));
    }
    for (const auto& exception : exceptions) {
        people.insert(exception.first);
        if (exception.second) people.insert(exception.second);
    }
    return {people.begin(), people.end()};
}

/// Companies the person supervises in one of the directories only.
std::vector<CompanyId> supervision_changed(const DirectoryNews& news, ContactId id) {
    std::vector<CompanyId> changed;
    const auto* before = news.old->find(id);
    const auto* now = news.now->find(id);
    if (!before || !now || before->supervises == now->supervises) return changed;
    const std::set<CompanyId> old_set(before->supervises.begin(), before->supervises.end());
    const std::set<CompanyId> new_set(now->supervises.begin(), now->supervises.end());
    std::ranges::set_symmetric_difference(old_set, new_set, std::back_inserter(changed));
    return changed;
}

}  // namespace

ContactNews::ContactNews(boost::asio::any_io_executor executor, DirectoryCache& directory, RelationBook& relations,
                         GuestCircles& circles, PresenceBoard& presence, ports::Publisher& publisher)
    : executor_(std::move(executor)),
      directory_(directory),
      relations_(relations),
      circles_(circles),
      presence_(presence),
      publisher_(publisher) {}

Task<void> ContactNews::relation_changed(domain::Relation before, domain::Relation now) {
    co_await boost::asio::co_spawn(executor_, tell_relation(before, now), boost::asio::use_awaitable);
}

Task<void> ContactNews::directory_changed(DirectoryNews news) {
    co_await boost::asio::co_spawn(executor_, tell_directory(std::move(news)), boost::asio::use_awaitable);
}

void ContactNews::room_changed(const domain::Room& room) {
    for (auto& change : circles_.room_changed(room)) {
        boost::asio::post(executor_, [this, change = std::move(change)] {
            tell_guest(change.guest, change.people);
            std::vector<ContactId> there;
            std::ranges::copy_if(change.people, std::back_inserter(there),
                                 [&](ContactId id) { return circles_.has(change.guest, id); });
            presence_.show_to_guest(change.guest, there);
        });
    }
}

void ContactNews::tell_guest(ContactId guest, const std::vector<ContactId>& about) {
    const auto now = directory_.current();
    const auto* reader = now->find(guest);
    if (!reader || !presence_.is_connected(guest)) return;
    ports::ContactsChanged seen;
    ports::ContactsLost lost;
    for (const auto id : about) {
        const auto* other = now->find(id);
        auto view = other ? view_for_guest(*reader, *other, *now, circles_.has(guest, id)) : std::nullopt;
        if (view)
            seen.contacts.push_back(std::move(*view));
        else
            lost.contacts.push_back(id);
    }
    if (!seen.contacts.empty()) publisher_.publish(only(guest), std::move(seen));
    if (!lost.contacts.empty()) publisher_.publish(only(guest), std::move(lost));
}

void ContactNews::tell_guests_around(const std::vector<ContactId>& people) {
    std::map<ContactId, std::vector<ContactId>> about;
    for (const auto id : people) {
        for (const auto guest : circles_.guests_around(id)) about[guest].push_back(id);
    }
    for (const auto& [guest, ids] : about) tell_guest(guest, ids);
}

Task<void> ContactNews::tell_relation(domain::Relation before, domain::Relation now) {
    // Another change of the same pair may have overtaken this one: the newest is told.
    const auto newest = co_await relations_.between(now.low, now.high);
    const auto relation = newest ? *newest : now;
    const auto directory = directory_.current();
    const auto* low = directory->find(now.low);
    const auto* high = directory->find(now.high);
    if (!low || !high) co_return;
    tell_side(*directory, now.low, now.high, before, relation);
    tell_side(*directory, now.high, now.low, before, relation);
    const bool saw = domain::may_see_presence(*low, *high, *directory, before);
    const bool sees = domain::may_see_presence(*low, *high, *directory, relation);
    if (saw != sees) co_await presence_.relation_changed(now.low, now.high);
}

void ContactNews::tell_side(const domain::Directory& now, ContactId reader, ContactId other,
                            const domain::Relation& before, const domain::Relation& relation) {
    const auto& reading = *now.find(reader);
    const auto& seen = *now.find(other);
    if (auto view = view_of(reading, seen, now, relation)) {
        publisher_.publish(only(reader), ports::ContactsChanged{{std::move(*view)}});
    } else if (domain::is_contact(reading, seen, now, before)) {
        publisher_.publish(only(reader), ports::ContactsLost{{other}});
    }
}

Task<void> ContactNews::tell_directory(DirectoryNews news) {
    for (const auto id : news.diff.changed) tell_self(*news.now, id);
    for (const auto company : news.diff.companies) {
        for (const auto id : news.now->people_of(company)) tell_self(*news.now, id);
    }
    co_await tell_about(people_to_tell(news), news.diff.added);
    tell_removed(news);
    for (const auto id : news.diff.changed) {
        for (const auto company : supervision_changed(news, id)) {
            auto about = news.now->people_of(company);
            co_await tell_everything(id, std::move(about));
        }
    }
    co_await tell_exceptions(news);
    co_await presence_.directory_changed(std::move(news));
}

void ContactNews::tell_self(const domain::Directory& now, ContactId id) {
    const auto& person = *now.find(id);
    if (person.disabled) {
        publisher_.publish(only(id), ports::SessionsEnded{SessionId{}, "This account was disabled."});
        return;
    }
    if (!presence_.is_connected(id)) return;
    const auto* company = now.company(person.company);
    publisher_.publish(only(id), ports::SelfChanged{person, company ? company->name : std::string{}});
}

// Of newcomers nobody has to ask the store: they have no relations yet.
Task<void> ContactNews::tell_about(std::vector<ContactId> people, std::vector<ContactId> newcomers) {
    const auto none = std::make_shared<const std::vector<domain::Relation>>();
    std::vector<Relations> relations(people.size(), none);
    for (std::size_t i = 0; i < people.size(); ++i) {
        if (std::ranges::binary_search(newcomers, people[i])) continue;
        const auto stored = co_await relations_.of(people[i]);
        if (stored) relations[i] = *stored;
    }
    // From here on without waiting: one directory for all.
    const auto now = directory_.current();
    ContactGroups groups(*now);
    for (std::size_t i = 0; i < people.size(); ++i) {
        if (const auto* person = now->find(people[i])) groups.add(*person, relations[i]);
    }
    groups.publish(publisher_);
    tell_guests_around(people);
    for (const auto id : people) {
        const auto* person = now->find(id);
        if (!person || !presence_.is_connected(id)) continue;
        if (auto view = view_of(*person, *person, *now, domain::no_relation(id, id))) {
            publisher_.publish(only(id), ports::ContactsChanged{{std::move(*view)}});
        }
    }
}

// Whoever may have listed them; to others it says nothing new.
void ContactNews::tell_removed(const DirectoryNews& news) {
    std::map<CompanyId, std::vector<ContactId>> removed;
    for (const auto id : news.diff.removed) {
        removed[news.old->find(id)->company].push_back(id);
        publisher_.publish(only(id), ports::SessionsEnded{SessionId{}, "This account was removed."});
    }
    tell_guests_around(news.diff.removed);
    for (auto& [company, ids] : removed) {
        auto readers = news.now->people_of(company);
        std::erase_if(readers, [&](ContactId id) { return news.now->find(id)->kind == domain::PersonKind::guest; });
        const auto& supervisors = news.now->supervisors_of(company);
        readers.insert(readers.end(), supervisors.begin(), supervisors.end());
        std::ranges::sort(readers);
        const auto repeated = std::ranges::unique(readers);
        readers.erase(repeated.begin(), repeated.end());
        publisher_.publish(std::make_shared<const std::vector<ContactId>>(std::move(readers)),
                           ports::ContactsLost{std::move(ids)});
    }
}

// Who is newly excepted from all sees each of his colleagues anew.
Task<void> ContactNews::tell_exceptions(DirectoryNews news) {
    if (!news.diff.exceptions) co_return;
    std::vector<domain::Directory::Exception> changed;
    std::ranges::set_symmetric_difference(news.old->exceptions(), news.now->exceptions(), std::back_inserter(changed));
    for (const auto& exception : changed) {
        const auto* person = news.now->find(exception.first);
        if (!person || exception.second) continue;
        auto about = news.now->people_of(person->company);
        co_await tell_everything(exception.first, std::move(about));
    }
}

Task<void> ContactNews::tell_everything(ContactId reader, std::vector<ContactId> about) {
    const auto relations = co_await relations_.of(reader);
    const auto now = directory_.current();
    const auto* reading = now->find(reader);
    if (!reading || !relations || !presence_.is_connected(reader)) co_return;
    ports::ContactsChanged seen;
    ports::ContactsLost lost;
    const auto tell = [&] {
        if (!seen.contacts.empty()) publisher_.publish(only(reader), std::exchange(seen, {}));
        if (!lost.contacts.empty()) publisher_.publish(only(reader), std::exchange(lost, {}));
    };
    for (const auto id : about) {
        const auto* other = now->find(id);
        if (!other) continue;
        auto view = view_of(*reading, *other, *now, relation_in(*relations, reader, id));
        if (view)
            seen.contacts.push_back(std::move(*view));
        else
            lost.contacts.push_back(id);
        if (seen.contacts.size() + lost.contacts.size() == 250) tell();
    }
    tell();
}

}  // namespace foyer::app
