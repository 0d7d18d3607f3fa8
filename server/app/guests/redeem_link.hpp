#pragma once
#include <string>

#include "server/app/guests/invitations.hpp"
#include "server/app/people/log_in.hpp"
#include "server/app/people/login_limits.hpp"
#include "server/app/people/sessions.hpp"

namespace foyer::app {

struct Redemption {
    std::string token;
    std::string pin;
    std::string subid;
    std::string remote_address;
};

/// Opens a session for the guest whom the link is bound to: the explicit act that uses it once. Any I/O thread.
/// Errors: `link_invalid`, `wrong_pin`, `rate_limited`, `bad_request`, `conflict`, `store_failed`.
class RedeemLink {
public:
    RedeemLink(Invitations& invitations, Sessions& sessions, LoginLimits& limits)
        : invitations_(invitations), sessions_(sessions), limits_(limits) {}

    Task<Result<LoggedIn>> run(Redemption redemption);

private:
    Task<Result<LoggedIn>> redeem(Redemption redemption);
    Task<Result<domain::Invitation>> use(InvitationId id, std::string pin);

    Invitations& invitations_;
    Sessions& sessions_;
    LoginLimits& limits_;
};

}  // namespace foyer::app
