#pragma once
#include <optional>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"
#include "server/domain/audit/audit_entry.hpp"
#include "server/domain/person/second_factor.hpp"

namespace foyer::ports {

/// Second factors of people. May be called on any I/O thread; a write resumes its caller when it is durable.
/// Errors: `conflict`, `not_found` (a person), `store_failed`, `unavailable`. A refused call changes nothing.
class SecondFactorStore {
public:
    virtual ~SecondFactorStore() = default;

    virtual Task<Result<std::optional<domain::SecondFactor>>> find(ContactId person) = 0;
    /// `factor.version` is what it was decided on (0: there is none); refused with `conflict` if that has changed.
    virtual Task<Result<void>> commit(domain::SecondFactor factor) = 0;
    /// Harmless if there is none. With `audited` it is entered in the audit log with it, both or none.
    virtual Task<Result<void>> remove(ContactId person, domain::Audited audited = nullptr) = 0;
};

}  // namespace foyer::ports
