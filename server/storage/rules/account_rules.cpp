#include "server/storage/rules/account_rules.hpp"

#include <algorithm>
#include <utility>

namespace foyer::storage {

domain::Person storable(domain::Person person) {
    auto& companies = person.supervises;
    std::ranges::sort(companies);
    const auto repeated = std::ranges::unique(companies);
    companies.erase(repeated.begin(), repeated.end());
    return person;
}

Result<domain::Directory::Exception> storable(domain::Directory::Exception exception) {
    if (!exception.first || exception.first == exception.second) {
        return refuse(ErrorCode::bad_request, "An exception needs two people, or one and everybody.");
    }
    if (exception.second && exception.second < exception.first) std::swap(exception.first, exception.second);
    return exception;
}

}  // namespace foyer::storage
