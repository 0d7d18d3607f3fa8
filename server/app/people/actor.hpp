#pragma once
#include <variant>

#include "server/app/caller.hpp"
#include "server/domain/person/directory.hpp"

namespace foyer::app {

/// The operator at the machine's own command line: who may read the data folder may do everything.
struct Local {};

/// Who administers: somebody logged in, or the operator.
using Actor = std::variant<Local, Caller>;

/// May manage accounts, companies and permissions: the operator, and administrators who are not disabled.
[[nodiscard]] bool may_administer(const Actor& actor, const domain::Directory& directory);

}  // namespace foyer::app
