#include "server/app/guests/redeem_link.hpp"

#include <openssl/crypto.h>

#include "lib/base/utf8.hpp"
#include "server/app/guests/look_at_link.hpp"
#include "server/domain/guest/use_link.hpp"

namespace foyer::app {

namespace {

constexpr std::size_t subid_max_bytes = 64;
constexpr std::size_t pin_max_bytes = 64;

bool same(const domain::Digest& one, const domain::Digest& other) {
    return CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0;
}

}  // namespace

Task<Result<LoggedIn>> RedeemLink::run(Redemption redemption) {
    if (redemption.subid.size() > subid_max_bytes || !is_utf8(redemption.subid)) {
        co_return refuse(ErrorCode::bad_request, "The sub-ID is too long or not valid.");
    }
    const auto address = redemption.remote_address;
    if (auto begun = begin_attempt(limits_, address, invitations_.now()); !begun) co_return refuse(begun.error());
    auto logged_in = co_await redeem(std::move(redemption));
    end_attempt(limits_, address, invitations_.now(), logged_in ? ErrorCode::ok : logged_in.error().code);
    co_return logged_in;
}

Task<Result<LoggedIn>> RedeemLink::redeem(Redemption redemption) {
    const auto found = co_await invitations_.store().find_by_token(invitations_.links().token_hash(redemption.token));
    if (!found) co_return refuse(found.error());
    if (!*found) co_return refuse(ErrorCode::link_invalid);
    auto used = co_await use((*found)->id, std::move(redemption.pin));
    if (!used) co_return refuse(used.error());
    auto opened = co_await sessions_.open(used->guest, ports::SessionKind::session, std::move(redemption.subid),
                                          SessionId{});
    if (!opened) co_return refuse(opened.error().code == ErrorCode::not_found ? Error{ErrorCode::link_invalid}
                                                                             : opened.error());
    // It may have been revoked, and all sessions ended, while this one was being opened.
    const auto now = co_await invitations_.store().find(used->id);
    if (!now || now->is_final()) {
        co_await sessions_.end(opened->session, "The invitation was withdrawn.");
        co_return refuse(now ? Error{ErrorCode::link_invalid} : now.error());
    }
    invitations_.tell(*now);
    co_return LoggedIn{.caller = {used->guest, opened->session.id},
                       .session_token = std::move(opened->token),
                       .login_token = std::nullopt,
                       .expires = opened->session.expires};
}

Task<Result<domain::Invitation>> RedeemLink::use(InvitationId id, std::string pin) {
    const auto& rules = invitations_.settings().rules;
    const auto answer = [&](const domain::Invitation& invitation) {
        if (pin.empty()) return domain::PinAnswer::missing;
        if (pin.size() > pin_max_bytes) return domain::PinAnswer::wrong;
        const bool right = same(invitations_.links().pin_hash(invitation.seed, pin), invitation.pin_hash);
        return right ? domain::PinAnswer::right : domain::PinAnswer::wrong;
    };
    const auto redeem = [&](const domain::Invitation& invitation) {
        return domain::redeem(invitation, answer(invitation), rules, invitations_.now());
    };
    auto used = co_await invitations_.change(id, redeem);
    // Asking without a PIN is how one learns that there is one: only wrong ones count.
    if (used || used.error().code != ErrorCode::wrong_pin || pin.empty()) co_return used;
    const auto count = [&](const domain::Invitation& invitation) -> Result<domain::Invitation> {
        return domain::count_wrong_pin(invitation, rules, invitations_.now());
    };
    const auto counted = co_await invitations_.change(id, count);
    if (!counted) co_return refuse(counted.error());
    if (counted->is_final()) invitations_.tell(*counted);
    co_return used;
}

}  // namespace foyer::app
