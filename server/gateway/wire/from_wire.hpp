#pragma once
#include <string>
#include <vector>

#include "lib/base/result.hpp"
#include "schema/feed.pb.h"
#include "server/app/open_feed.hpp"
#include "server/app/party.hpp"
#include "server/app/people/client_features.hpp"
#include "server/ports/publisher.hpp"

/// Requests of the wire as values of the application: the one place where they are translated inwards. Pure; any
/// thread.
namespace foyer::gateway {

/// Error: `bad_request` for a time out of range. What it says is checked by the application.
[[nodiscard]] Result<app::GuestSpec> guest_from_wire(const v1::GuestParty& guest);

/// Error: `bad_request` for a party that is neither or both of contact and guest.
[[nodiscard]] Result<std::vector<app::Party>> parties_from_wire(
    const google::protobuf::RepeatedPtrField<v1::Party>& parties);

[[nodiscard]] app::Features features_from_wire(const google::protobuf::RepeatedPtrField<std::string>& names);
[[nodiscard]] ports::Show show_from_wire(v1::Show show);

[[nodiscard]] app::FeedRequest feed_request_from_wire(const v1::Hello& hello);

/// The resource name a client asked for: control characters and what is beyond 64 bytes cut off; `fallback` if nothing
/// is left.
[[nodiscard]] std::string resource_name(const std::string& wish, std::string fallback);

}  // namespace foyer::gateway
