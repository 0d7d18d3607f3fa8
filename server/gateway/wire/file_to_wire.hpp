#pragma once
#include "schema/model.pb.h"
#include "server/ports/file_events.hpp"

namespace foyer::gateway {

void to_wire(const ports::FileView& view, v1::FileTransfer& out);

}  // namespace foyer::gateway
