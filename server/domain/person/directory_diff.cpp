#include "server/domain/person/directory_diff.hpp"

namespace foyer::domain {

DirectoryDiff diff(const Directory& old, const Directory& now) {
    DirectoryDiff difference;
    for (const auto& [id, person] : now.people()) {
        const auto* before = old.find(id);
        if (!before)
            difference.added.push_back(id);
        else if (*before != person)
            difference.changed.push_back(id);
    }
    for (const auto& [id, person] : old.people()) {
        if (!now.find(id)) difference.removed.push_back(id);
    }
    for (const auto& [id, company] : now.companies()) {
        const auto* before = old.company(id);
        if (!before || *before != company) difference.companies.push_back(id);
    }
    for (const auto& [id, company] : old.companies()) {
        if (!now.company(id)) difference.companies.push_back(id);
    }
    difference.exceptions = old.exceptions() != now.exceptions();
    std::ranges::sort(difference.added);
    std::ranges::sort(difference.changed);
    std::ranges::sort(difference.removed);
    std::ranges::sort(difference.companies);
    return difference;
}

}  // namespace foyer::domain
