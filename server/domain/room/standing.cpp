#include "server/domain/room/standing.hpp"

#include <algorithm>

namespace foyer::domain {
namespace {

void sort_unique(auto& ids) {
    std::ranges::sort(ids);
    const auto repeated = std::ranges::unique(ids);
    ids.erase(repeated.begin(), repeated.end());
}

/// The company a member brings into the room; nullptr for who left and for XMPP contacts, who have none here.
const Person* counts_for_company(const Member& member, const Directory& directory) {
    if (member.state == MemberState::left) return nullptr;
    const auto* const person = directory.find(member.id);
    return person && person->kind != PersonKind::xmpp ? person : nullptr;
}

}  // namespace

Standing standing(const Room& room, const Person& person, const Directory& directory) {
    if (person.disabled || room.ended) return Standing::none;
    if (room.has_member(person.id)) return Standing::member;
    return supervises(person, room, directory) ? Standing::watching : Standing::none;
}

std::vector<CompanyId> companies_involved(const Room& room, const Directory& directory) {
    std::vector<CompanyId> companies;
    for (const auto& member : room.members) {
        const auto* const person = counts_for_company(member, directory);
        if (person && (companies.empty() || companies.back() != person->company)) companies.push_back(person->company);
    }
    sort_unique(companies);
    return companies;
}

bool supervises(const Person& person, const Room& room, const Directory& directory) {
    if (person.disabled || !person.is_supervisor()) return false;
    return std::ranges::any_of(room.members, [&](const Member& member) {
        const auto* const there = counts_for_company(member, directory);
        return there && person.supervises_company(there->company);
    });
}

bool is_supervised(const Room& room, const Directory& directory) {
    if (room.ended || !directory.shows_supervision()) return false;
    return std::ranges::any_of(companies_involved(room, directory), [&](CompanyId id) {
        const auto* const company = directory.company(id);
        if (!company || !company->supervision_shown) return false;
        return std::ranges::any_of(directory.supervisors_of(id),
                                   [&](ContactId supervisor) { return !room.has_member(supervisor); });
    });
}

std::vector<ContactId> audience_of(const Room& room, const Directory& directory) {
    std::vector<ContactId> audience;
    if (room.ended) return audience;
    audience.reserve(room.members.size() + 4);
    for (const auto& member : room.members) {
        const auto* const person = directory.find(member.id);
        if (member.state != MemberState::left && person && !person->disabled) audience.push_back(member.id);
    }
    for (const auto company : companies_involved(room, directory)) {
        const auto& supervisors = directory.supervisors_of(company);
        audience.insert(audience.end(), supervisors.begin(), supervisors.end());
    }
    sort_unique(audience);
    return audience;
}

}  // namespace foyer::domain
