#pragma once
#include <vector>

#include "server/domain/person/directory.hpp"

namespace foyer::domain {

/// What differs between two directories, each list by id.
struct DirectoryDiff {
    std::vector<ContactId> added;
    std::vector<ContactId> changed;
    std::vector<ContactId> removed;
    std::vector<CompanyId> companies;  ///< Added, changed or removed.
    bool exceptions = false;

    [[nodiscard]] bool empty() const {
        return added.empty() && changed.empty() && removed.empty() && companies.empty() && !exceptions;
    }
    bool operator==(const DirectoryDiff&) const = default;
};

[[nodiscard]] DirectoryDiff diff(const Directory& old, const Directory& now);

}  // namespace foyer::domain
