// PLACEHOLDER until `./x gen` writes this file from schema/errors.proto.
#pragma once
#include <cstdint>
namespace foyer {
enum class ErrorCode : std::uint8_t { ok = 0, bad_request, not_logged_in, wrong_credentials, forbidden, not_found, limit_reached,
    rate_limited, conflict, store_failed, unavailable, feature_unavailable, bad_text, not_in_roster, guest_not_active,
    room_not_extendable, not_a_multi_room, watching_only, room_ended, bad_name, already_exists, origin_not_allowed, internal };
[[nodiscard]] constexpr const char* sentence_of(ErrorCode) { return ""; }
[[nodiscard]] constexpr const char* name_of(ErrorCode) { return ""; }
[[nodiscard]] constexpr int http_status_of(ErrorCode) { return 500; }
}
