#pragma once
#include "schema/feed.pb.h"
#include "server/app/app.hpp"
#include "server/app/caller.hpp"
#include "server/gateway/ws/answers.hpp"

// The requests of the feed about files (contract 6): from the wire into a use case and back. Any I/O thread.
namespace foyer::gateway {

/// True for the bodies that perform_file_request() knows.
[[nodiscard]] bool is_file_request(v1::ClientFrame::BodyCase body);
[[nodiscard]] Answer perform_file_request(app::App& app, app::Caller caller, v1::ClientFrame frame);

}  // namespace foyer::gateway
