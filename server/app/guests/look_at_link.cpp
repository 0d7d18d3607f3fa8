#include "server/app/guests/look_at_link.hpp"

#include "server/domain/guest/use_link.hpp"

namespace foyer::app {

namespace {
constexpr std::size_t unbounded = 1'000'000'000;
constexpr auto all_links = "link";  // Counted as one account: addresses alone are bounded here.
}  // namespace

LoginLimitSettings link_limits(const GuestSettings& settings) {
    return {.failures_per_pair = unbounded,
            .failures_per_address = settings.attempts_per_address,
            .failures_before_delay = unbounded,
            .window = settings.window,
            .longest_delay = Millis{0},
            .table_size = settings.table_size};
}

Result<void> begin_attempt(LoginLimits& limits, const std::string& remote_address, Instant now) {
    const auto verdict = limits.begin(all_links, remote_address, now);
    if (verdict.allowed) return {};
    Error error{ErrorCode::rate_limited, "Too many wrong links; try again later."};
    error.retry_after = verdict.retry_after;
    return refuse(std::move(error));
}

void end_attempt(LoginLimits& limits, const std::string& remote_address, Instant now, ErrorCode outcome) {
    if (outcome == ErrorCode::link_invalid || outcome == ErrorCode::wrong_pin) return;
    limits.undecided(all_links, remote_address, now);
}

Task<Result<LinkFace>> LookAtLink::run(std::string token, std::optional<Caller> caller, std::string remote_address) {
    if (auto begun = begin_attempt(limits_, remote_address, invitations_.now()); !begun)
        co_return refuse(begun.error());
    auto face = co_await look(std::move(token), caller);
    end_attempt(limits_, remote_address, invitations_.now(), face ? ErrorCode::ok : face.error().code);
    co_return face;
}

Task<Result<LinkFace>> LookAtLink::look(std::string token, std::optional<Caller> caller) {
    const auto found = co_await invitations_.store().find_by_token(invitations_.links().token_hash(token));
    if (!found) co_return refuse(found.error());
    if (!*found) co_return refuse(ErrorCode::link_invalid);
    const auto& invitation = **found;
    LinkFace face;
    face.logged_in = caller && caller->person == invitation.guest && !invitation.is_final();
    // Who is in already comes back by his session, whatever has become of the link.
    if (!face.logged_in && !domain::link_works(invitation, invitations_.settings().rules, invitations_.now())) {
        co_return refuse(ErrorCode::link_invalid);
    }
    const auto directory = invitations_.directory();
    if (const auto* const inviter = directory->find(invitation.inviter)) face.inviter_name = inviter->name;
    if (const auto* const company = directory->company(invitation.company)) face.company_name = company->name;
    face.name = invitation.name;
    face.needs_pin = invitation.has_pin && !face.logged_in;
    face.valid_from = invitation.valid_from;
    face.room = invitation.room;
    if (invitation.room) {
        const auto stored = co_await rooms_.load(invitation.room);
        if (!stored && stored.error().code != ErrorCode::not_found) co_return refuse(stored.error());
        if (stored) face.room_name = stored->room.name;
    }
    co_return face;
}

}  // namespace foyer::app
