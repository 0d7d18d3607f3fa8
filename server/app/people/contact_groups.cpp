#include "server/app/people/contact_groups.hpp"

#include <algorithm>
#include <optional>

#include "server/app/people/contacts.hpp"
#include "server/app/people/presence_audience.hpp"
#include "server/domain/roster/roster.hpp"

namespace foyer::app {

namespace {

constexpr std::size_t contacts_per_event = 250;

ports::Audience audience_of(std::vector<ContactId> people) {
    return std::make_shared<const std::vector<ContactId>>(std::move(people));
}

/// Calls `tell` with the parts of `all`, in order.
template <class T, class Tell>
void in_parts(const std::vector<T>& all, Tell tell) {
    for (std::size_t begin = 0; begin < all.size(); begin += contacts_per_event) {
        const auto end = std::min(all.size(), begin + contacts_per_event);
        tell(std::vector<T>(all.begin() + static_cast<std::ptrdiff_t>(begin),
                            all.begin() + static_cast<std::ptrdiff_t>(end)));
    }
}

}  // namespace

void ContactGroups::add(const domain::Person& person, const Relations& relations) {
    if (relations->empty() && !directory_.has_exception(person.id))
        add_plain(person);
    else
        add_special(person, relations);
}

void ContactGroups::add_plain(const domain::Person& person) {
    const auto& circle = circle_of(person.company);
    for (const auto& audience : {circle.colleagues, circle.others}) {
        // Anyone of the audience, except the person himself, sees him as all of it do.
        const auto reader = std::ranges::find_if(*audience, [&](ContactId id) { return id != person.id; });
        if (reader == audience->end()) continue;
        const auto view =
            view_of(*directory_.find(*reader), person, directory_, domain::no_relation(*reader, person.id));
        if (view)
            told(audience).views.push_back(*view);
        else
            told(audience).lost.push_back(person.id);
    }
}

const ContactGroups::Circle& ContactGroups::circle_of(CompanyId company) {
    const auto [found, is_new] = circles_.try_emplace(company);
    if (!is_new) return found->second;
    std::vector<ContactId> colleagues, others;
    for (const auto id : directory_.people_of(company)) {
        const auto& reader = *directory_.find(id);
        if (reader.kind == domain::PersonKind::guest || reader.disabled) continue;
        (reads_colleagues(reader, directory_) ? colleagues : others).push_back(id);
    }
    for (const auto id : directory_.supervisors_of(company)) {
        if (directory_.find(id)->company != company) others.push_back(id);
    }
    std::ranges::sort(others);
    found->second = {audience_of(std::move(colleagues)), audience_of(std::move(others))};
    return found->second;
}

std::vector<ContactId> ContactGroups::candidates(const domain::Person& person, const Relations& relations) const {
    auto ids = directory_.people_of(person.company);
    const auto& supervisors = directory_.supervisors_of(person.company);
    ids.insert(ids.end(), supervisors.begin(), supervisors.end());
    for (const auto& relation : *relations) ids.push_back(relation.other(person.id));
    std::ranges::sort(ids);
    const auto repeated = std::ranges::unique(ids);
    ids.erase(repeated.begin(), repeated.end());
    return ids;
}

void ContactGroups::add_special(const domain::Person& person, const Relations& relations) {
    std::map<std::pair<domain::RosterState, bool>, std::pair<ports::ContactView, std::vector<ContactId>>> seen;
    std::vector<ContactId> lost;
    for (const auto id : candidates(person, relations)) {
        const auto* reader = directory_.find(id);
        if (!reader || reader->kind == domain::PersonKind::guest || id == person.id) continue;
        auto view = view_of(*reader, person, directory_, relation_in(relations, person.id, id));
        if (!view) {
            lost.push_back(id);
            continue;
        }
        auto& group = seen[{view->roster, view->automatic}];
        group.first = std::move(*view);
        group.second.push_back(id);
    }
    for (auto& [key, group] : seen) told(audience_of(std::move(group.second))).views.push_back(std::move(group.first));
    if (!lost.empty()) told(audience_of(std::move(lost))).lost.push_back(person.id);
}

ContactGroups::Told& ContactGroups::told(const ports::Audience& audience) {
    const auto [found, is_new] = index_.try_emplace(audience.get(), events_.size());
    if (is_new) events_.emplace_back(audience, Told{});
    return events_[found->second].second;
}

void ContactGroups::publish(ports::Publisher& publisher) const {
    for (const auto& [audience, told] : events_) {
        in_parts(told.views, [&](std::vector<ports::ContactView> views) {
            publisher.publish(audience, ports::ContactsChanged{std::move(views)});
        });
        in_parts(told.lost,
                 [&](std::vector<ContactId> ids) { publisher.publish(audience, ports::ContactsLost{std::move(ids)}); });
    }
}

}  // namespace foyer::app
