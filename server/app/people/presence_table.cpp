#include "server/app/people/presence_table.hpp"

#include <algorithm>

#include "lib/base/utf8.hpp"

namespace foyer::app {

namespace {

constexpr std::size_t longest_name = 64;  // Bytes of a resource name.

/// At most `bytes` of the text, not cut within a character; nothing of what is not UTF-8.
std::string bounded(std::string text, std::size_t bytes) {
    if (!is_utf8(text)) return {};
    if (text.size() <= bytes) return text;
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
    text.resize(bytes);
    return text;
}

}  // namespace

PresenceTable::Connected PresenceTable::connect(ConnectionId id, ContactId person, CompanyId company,
                                                ports::Resource wish) {
    wish.name = bounded(std::move(wish.name), longest_name);
    if (wish.name.empty()) wish.name = "client";
    wish.text = bounded(std::move(wish.text), settings_.text_max_bytes);
    auto& holder = people_[person];
    if (holder.held.empty() && holder.unlisted == 0) {
        holder.company = company;
        companies_[company].insert(person);
    }
    const auto connection = connections_.insert_or_assign(id, Connection{person}).first;
    const auto lost = std::ranges::find_if(
        holder.held, [&](const Held& held) { return !held.connection && held.resource.name == wish.name; });
    if (lost != holder.held.end()) {
        const bool changed = lost->resource != wish;
        *lost = {std::move(wish), id, {}};
        return {lost->resource.name, changed};
    }
    if (holder.held.size() >= settings_.resources_per_person) {
        connection->second.listed = false;
        ++holder.unlisted;
        return {std::move(wish.name), false};
    }
    wish.name = free_name(holder, std::move(wish.name));
    holder.held.push_back({std::move(wish), id, {}});
    const auto& shown = holder.held.back().resource;
    return {shown.name, shown.show != ports::Show::offline};
}

std::string PresenceTable::free_name(const Holder& holder, std::string wish) {
    const auto taken = [&](const std::string& name) {
        return std::ranges::any_of(holder.held, [&](const Held& held) { return held.resource.name == name; });
    };
    auto name = wish;
    for (int i = 2; taken(name); ++i) name = wish + '-' + std::to_string(i);
    return name;
}

PresenceTable::Changed PresenceTable::set(ConnectionId id, ports::Show show, std::string text) {
    auto* held = find(id);
    if (!held) return {};
    text = bounded(std::move(text), settings_.text_max_bytes);
    if (held->resource.show == show && held->resource.text == text) return {};
    const bool was_hidden = held->resource.show == ports::Show::offline && show == ports::Show::offline;
    held->resource.show = show;
    held->resource.text = std::move(text);
    if (was_hidden) return {};
    const auto person = connections_.at(id).person;
    return {person, people_.at(person).company};
}

PresenceTable::Changed PresenceTable::disconnect(ConnectionId id, bool graceful, Instant now) {
    const auto connection = connections_.find(id);
    if (connection == connections_.end()) return {};
    auto* held = find(id);
    const auto person = connection->second.person;
    connections_.erase(connection);
    if (!held) {
        --people_.at(person).unlisted;
        remove_if_gone(person);
        return {};
    }
    if (graceful) return take_away(person, *held);
    held->connection.reset();
    held->until = now + settings_.grace;
    graces_.push_back({held->until, person});
    return {};
}

std::vector<PresenceTable::Changed> PresenceTable::end_graces(Instant now) {
    std::vector<Changed> changed;
    while (!graces_.empty() && graces_.front().until <= now) {
        const auto person = graces_.front().person;
        graces_.pop_front();
        const auto holder = people_.find(person);
        if (holder == people_.end()) continue;
        const auto& held = holder->second.held;
        const auto over = std::ranges::find_if(held, [&](const Held& h) { return !h.connection && h.until <= now; });
        if (over == held.end()) continue;
        if (const auto gone = take_away(person, *over); gone.person) changed.push_back(gone);
    }
    return changed;
}

PresenceTable::Changed PresenceTable::take_away(ContactId person, const Held& held) {
    Changed changed;
    if (held.resource.show != ports::Show::offline) changed = {person, people_.at(person).company};
    auto& list = people_.at(person).held;
    list.erase(list.begin() + (&held - list.data()));
    remove_if_gone(person);
    return changed;
}

void PresenceTable::remove_if_gone(ContactId person) {
    const auto entry = people_.find(person);
    if (!entry->second.held.empty() || entry->second.unlisted > 0) return;
    const auto company = companies_.find(entry->second.company);
    company->second.erase(person);
    if (company->second.empty()) companies_.erase(company);
    people_.erase(entry);
}

PresenceTable::Held* PresenceTable::find(ConnectionId id) {
    const auto connection = connections_.find(id);
    if (connection == connections_.end() || !connection->second.listed) return nullptr;
    auto& held = people_.at(connection->second.person).held;
    return &*std::ranges::find_if(held, [&](const Held& h) { return h.connection == id; });
}

std::vector<ports::Resource> PresenceTable::shown(ContactId person) const {
    std::vector<ports::Resource> resources;
    const auto holder = people_.find(person);
    if (holder == people_.end()) return resources;
    for (const auto& held : holder->second.held) {
        if (held.resource.show != ports::Show::offline) resources.push_back(held.resource);
    }
    std::ranges::sort(resources, {}, &ports::Resource::name);
    return resources;
}

const std::unordered_set<ContactId>& PresenceTable::connected_of(CompanyId company) const {
    static const std::unordered_set<ContactId> nobody;
    const auto found = companies_.find(company);
    return found == companies_.end() ? nobody : found->second;
}

}  // namespace foyer::app
