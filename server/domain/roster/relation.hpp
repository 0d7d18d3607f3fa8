#pragma once
#include <cstdint>
#include <optional>

#include "lib/base/result.hpp"
#include "lib/base/strong_id.hpp"

namespace foyer::domain {

/// What two people have said of each other (contract 1.2). Stored once a pair, `low` having the smaller id.
/// A pair without a stored relation is a Relation with nothing acknowledged and version 0.
struct Relation {
    ContactId low;
    ContactId high;
    bool low_acknowledged = false;
    bool high_acknowledged = false;
    bool ended = false;  ///< One of them ended it: rules over `auto_roster` until one asks again.
    std::uint32_t version = 0;

    [[nodiscard]] bool acknowledged_by(ContactId person) const {
        return person == low ? low_acknowledged : high_acknowledged;
    }
    [[nodiscard]] bool mutual() const { return low_acknowledged && high_acknowledged; }
    /// The party who is not `person`.
    [[nodiscard]] ContactId other(ContactId person) const { return person == low ? high : low; }
    bool operator==(const Relation&) const = default;
};

/// Where the relation stands as seen by one of the two.
enum class RosterState { none, asked, asking, mutual };

/// The relation of two people who have said nothing yet.
[[nodiscard]] Relation no_relation(ContactId one, ContactId other);

/// What the relation alone says to one of its two.
[[nodiscard]] RosterState state_for(const Relation& relation, ContactId reader);

/// The decisions give the next relation, or nullopt where there is nothing to change; `version` stays what was decided
/// on.

/// `asker` acknowledges the other. If the other has done so before, both have accepted.
[[nodiscard]] std::optional<Relation> ask(Relation relation, ContactId asker);

/// `accepter` answers what the other asked, whenever that was. Error: `not_found` if nothing was asked.
[[nodiscard]] Result<std::optional<Relation>> accept(Relation relation, ContactId accepter);

/// Ends it for both. `were_contacts`: they were each other's contacts, also where auto_roster made them so; then the
/// end rules over auto_roster until both have acknowledged each other anew.
[[nodiscard]] std::optional<Relation> end(Relation relation, bool were_contacts);

}  // namespace foyer::domain
