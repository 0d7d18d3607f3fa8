#include "server/app/guests/guest_keeper.hpp"

#include "server/domain/guest/use_link.hpp"

namespace foyer::app {

namespace {

constexpr Millis tick{1000};
constexpr Millis cleaning_interval = std::chrono::hours{1};
constexpr std::uint32_t at_a_time = 100;

std::string reason_for(domain::InvitationState state) {
    return state == domain::InvitationState::expired ? "The invitation has expired." : "You have left the room.";
}

}  // namespace

GuestKeeper::GuestKeeper(boost::asio::any_io_executor executor, Invitations& invitations, DismissGuest& dismiss,
                         PresenceBoard& presence, RoomTable& rooms, Sleep sleep)
    : invitations_(invitations),
      dismiss_(dismiss),
      presence_(presence),
      rooms_(rooms),
      sleep_(std::move(sleep)),
      tasks_(std::move(executor)) {}

void GuestKeeper::start() {
    tasks_.spawn(keep());
}

Task<void> GuestKeeper::stop() {
    co_await tasks_.stop();
}

Task<void> GuestKeeper::keep() {
    for (;;) {  // Until the group is stopped: then sleeping throws.
        co_await sleep_(tick);
        co_await turn();
    }
}

Task<void> GuestKeeper::turn() {
    const auto now = invitations_.now();
    auto due = co_await invitations_.store().due(now, at_a_time);
    if (!due) co_return;
    for (auto& invitation : *due) co_await judge(std::move(invitation));
    if (now - cleaned_ < cleaning_interval) co_return;
    cleaned_ = now;
    co_await invitations_.store().remove_ended(now - invitations_.settings().kept);
}

Task<void> GuestKeeper::judge(domain::Invitation invitation) {
    auto rooms = co_await rooms_.ports().store.rooms_of(invitation.guest, 1);
    if (!rooms) co_return;
    const auto decide = [&](const domain::Invitation& stored) -> Result<domain::Invitation> {
        // That he has no session left that a page could use, the store has seen; a connection may outlast it.
        const domain::GuestFacts facts{.is_member = !rooms->empty(),
                                       .has_session = presence_.is_connected(stored.guest)};
        const auto now = invitations_.now();
        return domain::finish(stored, domain::fate_of(stored, facts, now), now);
    };
    const bool was_final = invitation.is_final();
    auto judged = co_await invitations_.change(invitation.id, decide);
    if (!judged || !judged->is_final()) co_return;
    if (!was_final) invitations_.tell(*judged);
    co_await dismiss_.run(judged->guest, {}, reason_for(judged->state));
}

}  // namespace foyer::app
