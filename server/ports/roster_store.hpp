#pragma once
#include <vector>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"
#include "server/domain/roster/relation.hpp"

namespace foyer::ports {

/// Explicit roster relations. May be called on any I/O thread. Errors: `conflict`, `store_failed`.
class RosterStore {
public:
    virtual ~RosterStore() = default;

    /// A Relation of version 0 if nothing is stored for the pair.
    virtual Task<Result<domain::Relation>> relation(ContactId one, ContactId other) = 0;
    virtual Task<Result<std::vector<domain::Relation>>> relations_of(ContactId person) = 0;
    /// `relation.version` is what it was decided on; refused with `conflict` if that has changed. Returns the new version.
    virtual Task<Result<std::uint32_t>> commit(domain::Relation relation) = 0;
};

}  // namespace foyer::ports
