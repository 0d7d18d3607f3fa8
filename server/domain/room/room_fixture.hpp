#pragma once
#include <algorithm>
#include <utility>
#include <vector>

#include "server/domain/person/directory.hpp"
#include "server/domain/room/invitee.hpp"
#include "server/domain/room/room.hpp"
#include "server/domain/roster/relation.hpp"

namespace foyer::domain {

/// Two companies with people, for the tests of rooms. ann, bob, cat, eve: users at Acme; dan: user at Borg; gus: guest
/// at Acme, geo: guest at Borg; sue: user at Acme, supervises it; xia: XMPP contact at Acme; ian: at Acme, disabled.
struct RoomFixture {
    static constexpr CompanyId acme{1};
    static constexpr CompanyId borg{2};
    static constexpr ContactId ann{11}, bob{12}, cat{13}, eve{14}, dan{21}, gus{31}, geo{32}, sue{41}, xia{51}, ian{61};
    static constexpr Instant now{Millis{1'700'000'000'000}};

    static Person person(ContactId id, const char* name, CompanyId company, PersonKind kind = PersonKind::user) {
        Person p;
        p.id = id;
        p.kind = kind;
        p.company = company;
        p.uname = p.name = name;
        return p;
    }

    static std::vector<Person> everybody() {
        std::vector<Person> all{person(ann, "ann", acme),
                                person(bob, "bob", acme),
                                person(cat, "cat", acme),
                                person(eve, "eve", acme),
                                person(dan, "dan", borg),
                                person(gus, "gus", acme, PersonKind::guest),
                                person(geo, "geo", borg, PersonKind::guest),
                                person(sue, "sue", acme),
                                person(xia, "xia", acme, PersonKind::xmpp),
                                person(ian, "ian", acme)};
        for (auto& p : all) {
            if (p.id == sue) p.supervises = {acme};
            if (p.id == xia) p.jid = "xia@example.org";
            if (p.id == ian) p.disabled = true;
        }
        return all;
    }

    Directory directory{{{acme, "Acme", true}, {borg, "Borg", true}}, everybody(), {}};
    RoomLimits limits;

    /// What Acme lets its guests do from now on.
    void given_guests_may(Abilities may) {
        const Company changed{.id = acme, .name = "Acme", .guests_may = may};
        directory = Directory{{changed, {borg, "Borg", true}}, everybody(), {}};
    }

    [[nodiscard]] const Person& who(ContactId id) const { return *directory.find(id); }

    /// As auto_roster and nothing else makes them; guests are connected.
    [[nodiscard]] Invitee invitee(ContactId by, ContactId id) const {
        return invitee_of(who(by), who(id), no_relation(by, id), true, directory);
    }
    [[nodiscard]] std::vector<Invitee> invitees(ContactId by, const std::vector<ContactId>& ids) const {
        std::vector<Invitee> all;
        for (const auto id : ids) all.push_back(invitee(by, id));
        return all;
    }

    /// Everybody joined; the first one owns it.
    [[nodiscard]] Room room_of(const std::vector<ContactId>& members, bool multi) const {
        Room room;
        room.id = RoomId{7};
        room.version = 3;
        room.multi = multi;
        room.owner = members.front();
        room.company = who(members.front()).company;
        room.created = now;
        for (const auto id : members) room.members.push_back({id, MemberState::joined, Seq{1}, {}});
        std::ranges::sort(room.members, {}, &Member::id);
        return room;
    }
    [[nodiscard]] Room multi_of(const std::vector<ContactId>& members) const { return room_of(members, true); }
    [[nodiscard]] Room pair_of(ContactId one, ContactId other) const { return room_of({one, other}, false); }
};

inline std::vector<ContactId> ids_of(const Room& room) {
    std::vector<ContactId> ids;
    for (const auto& member : room.members) ids.push_back(member.id);
    return ids;
}

}  // namespace foyer::domain
