#include "server/app/people/presence_audience.hpp"

#include <algorithm>

#include "server/domain/roster/roster.hpp"

namespace foyer::app {

namespace {

using domain::PersonKind;

/// All colleagues but the wholly excepted ones may see this person.
bool is_plain(const domain::Person& person, const domain::Directory& directory, const Relations& relations) {
    const auto* company = directory.company(person.company);
    if (person.kind != PersonKind::user || !company || !company->auto_roster || directory.has_exception(person.id))
        return false;
    return std::ranges::none_of(*relations, [&](const domain::Relation& relation) {
        const auto* other = directory.find(relation.other(person.id));
        return relation.ended && other && other->company == person.company;
    });
}

/// In a company where everybody has to ask, only relations make readers; else any colleague may be one.
std::vector<ContactId> candidates(const domain::Person& person, const domain::Directory& directory,
                                  const Relations& relations, const std::vector<ContactId>& connected) {
    std::vector<ContactId> ids{person.id};
    for (const auto& relation : *relations) {
        if (relation.mutual()) ids.push_back(relation.other(person.id));
    }
    const auto* company = directory.company(person.company);
    if (company && company->auto_roster) ids.insert(ids.end(), connected.begin(), connected.end());
    std::ranges::sort(ids);
    const auto repeated = std::ranges::unique(ids);
    ids.erase(repeated.begin(), repeated.end());
    return ids;
}

}  // namespace

bool reads_colleagues(const domain::Person& reader, const domain::Directory& directory) {
    return reader.kind == PersonKind::user && !reader.disabled && !directory.is_excepted_from_all(reader.id);
}

Spread spread_of(const domain::Person& person, const domain::Directory& directory, const Relations& relations,
                 const std::vector<ContactId>& connected) {
    Spread spread;
    if (person.disabled) return spread;
    if (person.kind == PersonKind::guest) {
        spread.batch = Spread::Batch::company;
        spread.readers.push_back(person.id);
        return spread;
    }
    const bool plain = is_plain(person, directory, relations);
    if (plain) spread.batch = Spread::Batch::colleagues;
    const std::vector<ContactId> nobody;
    for (const auto id : candidates(person, directory, relations, plain ? nobody : connected)) {
        const auto* reader = directory.find(id);
        if (!reader) continue;
        if (plain && reader->company == person.company && reads_colleagues(*reader, directory)) continue;
        if (domain::may_see_presence(*reader, person, directory, relation_in(relations, person.id, id)))
            spread.readers.push_back(id);
    }
    return spread;
}

}  // namespace foyer::app
