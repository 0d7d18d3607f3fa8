#pragma once
#include <optional>
#include <string>

#include "server/app/caller.hpp"
#include "server/app/guests/invitations.hpp"
#include "server/app/people/login_limits.hpp"
#include "server/ports/room_store.hpp"

namespace foyer::app {

/// What the holder of a link is shown before he comes in.
struct LinkFace {
    std::string name;
    std::string inviter_name;
    std::string company_name;
    std::string room_name;  ///< Empty if the room has none.
    bool needs_pin = false;
    Instant valid_from{};
    bool logged_in = false;  ///< The caller is this guest already.
    RoomId room;
};

/// Bounds for wrong links and PINs, per address.
[[nodiscard]] LoginLimitSettings link_limits(const GuestSettings& settings);

/// Tells who invites into what, and uses nothing up. Any I/O thread.
/// Errors: `link_invalid`, `rate_limited` (wrong links from this address), `store_failed`.
class LookAtLink {
public:
    LookAtLink(Invitations& invitations, ports::RoomStore& rooms, LoginLimits& limits)
        : invitations_(invitations), rooms_(rooms), limits_(limits) {}

    /// `caller`: whose session came with the request, if there is one.
    Task<Result<LinkFace>> run(std::string token, std::optional<Caller> caller, std::string remote_address);

private:
    Task<Result<LinkFace>> look(std::string token, std::optional<Caller> caller);

    Invitations& invitations_;
    ports::RoomStore& rooms_;
    LoginLimits& limits_;
};

/// Counts an attempt on a link; `rate_limited` if there were too many wrong ones from this address.
[[nodiscard]] Result<void> begin_attempt(LoginLimits& limits, const std::string& remote_address, Instant now);
/// What became of it: only a wrong link or PIN stays counted.
void end_attempt(LoginLimits& limits, const std::string& remote_address, Instant now, ErrorCode outcome);

}  // namespace foyer::app
