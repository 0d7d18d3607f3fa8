#pragma once
#include "schema/model.pb.h"
#include "server/app/caller.hpp"
#include "server/domain/person/directory.hpp"

namespace foyer::gateway {

[[nodiscard]] v1::PersonKind kind_to_wire(domain::PersonKind kind);
void to_wire(const domain::Person& person, const std::string& company_name, v1::Self& out);

/// The caller as he is told about himself. False if there is no such person any more.
[[nodiscard]] bool self_to_wire(const domain::Directory& directory, app::Caller caller, v1::Self& out);

}  // namespace foyer::gateway
