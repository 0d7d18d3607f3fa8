#pragma once
#include <cstdint>

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
    bool operator==(const Relation&) const = default;
};

/// Where the relation stands as seen by one of the two.
enum class RosterState { none, asked, asking, mutual };

}  // namespace foyer::domain
