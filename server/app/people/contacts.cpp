#include "server/app/people/contacts.hpp"

#include "server/domain/roster/guest_sight.hpp"
#include "server/domain/roster/roster.hpp"

namespace foyer::app {

namespace {

/// Gathers the views of one reader.
struct Gathering {
    const domain::Directory& directory;
    const domain::Person& reader;
    const Relations& relations;
    std::vector<ports::ContactView> views;

    void take(ContactId id) {
        const auto* other = directory.find(id);
        if (!other) return;
        auto view = view_of(reader, *other, directory, relation_in(relations, reader.id, id));
        if (view) views.push_back(std::move(*view));
    }
};

}  // namespace

std::optional<ports::ContactView> view_of(const domain::Person& reader, const domain::Person& other,
                                          const domain::Directory& directory, const domain::Relation& relation) {
    if (!domain::is_contact(reader, other, directory, relation)) return std::nullopt;
    const auto* company = directory.company(other.company);
    const auto roster = domain::roster_view(reader, other, directory, relation);
    return ports::ContactView{other, company ? company->name : std::string{}, roster.state, roster.automatic};
}

std::optional<ports::ContactView> view_for_guest(const domain::Person& guest, const domain::Person& other,
                                                 const domain::Directory& directory, bool share_room) {
    if (!domain::guest_sees(guest, other, share_room)) return std::nullopt;
    const auto* company = directory.company(other.company);
    return ports::ContactView{domain::as_seen_by_guest(other), company ? company->name : std::string{}};
}

Task<Result<std::vector<ports::ContactView>>> Contacts::contacts_of(ContactId person) {
    const auto relations = co_await relations_.of(person);
    if (!relations) co_return refuse(relations.error());
    const auto directory = directory_.current();
    const auto* reader = directory->find(person);
    if (!reader) co_return std::vector<ports::ContactView>{};

    Gathering gathering{*directory, *reader, *relations, {}};
    if (reader->kind == domain::PersonKind::guest) {
        gathering.take(person);
        for (const auto id : circles_.circle_of(person)) {
            const auto* other = directory->find(id);
            auto view = other ? view_for_guest(*reader, *other, *directory, true) : std::nullopt;
            if (view) gathering.views.push_back(std::move(*view));
        }
        std::ranges::sort(gathering.views, {}, [](const ports::ContactView& view) { return view.person.id; });
        co_return std::move(gathering.views);
    }
    auto companies = reader->supervises;
    if (!reader->supervises_company(reader->company)) companies.push_back(reader->company);
    for (const auto company : companies) {
        for (const auto id : directory->people_of(company)) gathering.take(id);
    }
    for (const auto& relation : **relations) {
        const auto* other = directory->find(relation.other(person));
        if (other && std::ranges::find(companies, other->company) == companies.end()) gathering.take(other->id);
    }
    std::ranges::sort(gathering.views, {}, [](const ports::ContactView& view) { return view.person.id; });
    co_return std::move(gathering.views);
}

}  // namespace foyer::app
