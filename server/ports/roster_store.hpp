#pragma once
#include <vector>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"
#include "server/domain/roster/relation.hpp"

namespace foyer::ports {

/// Explicit roster relations. May be called on any I/O thread. A write resumes its caller when it is durable. Errors:
/// `conflict`, `not_found` (a person), `bad_request` (a person with himself), `store_failed`, `unavailable`.
class RosterStore {
public:
    virtual ~RosterStore() = default;

    /// A Relation of version 0 if nothing is stored for the pair.
    virtual Task<Result<domain::Relation>> relation(ContactId one, ContactId other) = 0;
    /// In the order of (low, high).
    virtual Task<Result<std::vector<domain::Relation>>> relations_of(ContactId person) = 0;
    /// `relation.version` is what it was decided on; refused with `conflict` if that has changed. Returns the new
    /// version.
    virtual Task<Result<std::uint32_t>> commit(domain::Relation relation) = 0;
};

}  // namespace foyer::ports
