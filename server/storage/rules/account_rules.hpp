#pragma once
#include "lib/base/result.hpp"
#include "server/domain/person/directory.hpp"

namespace foyer::storage {

/// Brings a person into the form in which he is stored: the companies he supervises by id, each once.
[[nodiscard]] domain::Person storable(domain::Person person);

/// Brings an exception into the form in which it is stored: the smaller id first, 0 (everybody) last.
/// Refuses with `bad_request` nobody, and a person with himself.
[[nodiscard]] Result<domain::Directory::Exception> storable(domain::Directory::Exception exception);

}  // namespace foyer::storage
