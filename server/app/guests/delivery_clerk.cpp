#include "server/app/guests/delivery_clerk.hpp"

#include <algorithm>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include "server/domain/guest/use_link.hpp"

namespace foyer::app {

namespace {

constexpr Millis tick{1000};
constexpr Millis cleaning_interval = std::chrono::hours{1};
constexpr Millis quota_window = std::chrono::days{1};
constexpr Millis first_pause = std::chrono::seconds{30};
constexpr Millis longest_pause = std::chrono::hours{1};
constexpr std::uint32_t at_a_time = 16;

using ports::DeliveryOutcome;

}  // namespace

Millis pause_after(std::uint32_t attempts) {
    const auto doublings = std::min<std::uint32_t>(attempts > 0 ? attempts - 1 : 0, 16);
    return std::min(longest_pause, first_pause * (std::int64_t{1} << doublings));
}

DeliveryClerk::DeliveryClerk(boost::asio::any_io_executor executor, Invitations& invitations,
                             ports::DeliveryStore& deliveries, ports::RoomStore& rooms, ports::Messenger* messenger,
                             Sleep sleep)
    : invitations_(invitations),
      deliveries_(deliveries),
      rooms_(rooms),
      messenger_(messenger),
      sleep_(std::move(sleep)),
      tasks_(std::move(executor)) {}

void DeliveryClerk::start() {
    if (messenger_) tasks_.spawn(work());
}

Task<void> DeliveryClerk::stop() {
    co_await tasks_.stop();
}

Task<void> DeliveryClerk::work() {
    for (;;) {  // Until the group is stopped: then sleeping throws.
        if (!recovered_) {
            const auto recovered = co_await recover();
            recovered_ = recovered.has_value();
        }
        if (recovered_) co_await turn();
        co_await sleep_(tick);
    }
}

Task<Result<void>> DeliveryClerk::recover() {
    const auto failed = co_await deliveries_.recover(
        "The server stopped while it sent this; whether it arrived is not known. Send it again if it did not.");
    if (!failed) co_return refuse(failed.error());
    counters_.failed += *failed;
    co_return Result<void>{};
}

Task<void> DeliveryClerk::turn() {
    const auto now = invitations_.now();
    auto due = co_await deliveries_.take(now, at_a_time);
    if (!due) co_return;
    // What has been taken is also settled, even if the server stops meanwhile.
    const auto executor = co_await boost::asio::this_coro::executor;
    for (const auto& delivery : *due) {
        co_await boost::asio::co_spawn(
            executor, deliver(delivery),
            boost::asio::bind_cancellation_slot(boost::asio::cancellation_slot(), boost::asio::use_awaitable));
    }
    if (now - cleaned_ < cleaning_interval) co_return;
    cleaned_ = now;
    co_await deliveries_.remove_settled(now - quota_window);
}

Task<void> DeliveryClerk::deliver(ports::Delivery delivery) {
    const auto outcome = co_await attempt(delivery);
    ports::Settlement settlement{
        .id = delivery.id, .state = domain::DeliveryState::sent, .next_attempt = {}, .reason = outcome.reason};
    if (outcome.kind == DeliveryOutcome::Kind::sent) {
        ++counters_.sent;
    } else if (outcome.kind == DeliveryOutcome::Kind::later && delivery.attempts < invitations_.settings().attempts) {
        ++counters_.put_off;
        settlement.state = domain::DeliveryState::queued;
        settlement.next_attempt = invitations_.now() + pause_after(delivery.attempts);
    } else {
        ++counters_.failed;
        settlement.state = domain::DeliveryState::failed;
    }
    // Should this fail, the row stays marked: it is not sent again by itself, and the next start calls it failed.
    const auto settled = co_await deliveries_.settle(std::move(settlement));
    if (settled && *settled) invitations_.tell(**settled);
}

Task<DeliveryOutcome> DeliveryClerk::attempt(ports::Delivery delivery) {
    const auto found = co_await invitations_.store().find(delivery.invitation);
    if (!found && found.error().code != ErrorCode::not_found) {
        co_return DeliveryOutcome{DeliveryOutcome::Kind::later, "The server could not read the invitation."};
    }
    if (!found || !domain::link_works(*found, invitations_.settings().rules, invitations_.now())) {
        co_return DeliveryOutcome{DeliveryOutcome::Kind::failed, "The invitation had ended before it was sent."};
    }
    if (invitations_.url_of(*found).empty()) {
        co_return DeliveryOutcome{DeliveryOutcome::Kind::failed, "The server's key of links has changed."};
    }
    auto message = co_await compose(*found, delivery.id);
    co_return co_await messenger_->send(std::move(message));
}

Task<ports::InvitationMessage> DeliveryClerk::compose(domain::Invitation invitation, DeliveryId id) {
    ports::InvitationMessage message;
    const auto directory = invitations_.directory();
    const auto* const inviter = directory->find(invitation.inviter);
    const auto* const company = directory->company(invitation.company);
    message.channel = invitation.channel;
    message.to = invitation.channel == domain::InvitationChannel::email ? invitation.email : invitation.mobile;
    message.name = invitation.name;
    message.inviter = inviter ? inviter->name : std::string();
    message.company = invitation.company;
    message.company_name = company ? company->name : std::string();
    message.url = invitations_.url_of(invitation);
    message.language = invitation.language.empty() && company ? company->language : invitation.language;
    message.valid_from = invitation.valid_from;
    message.valid_to = invitation.valid_to;
    message.is_later = invitation.valid_from > invitation.created;
    message.has_pin = invitation.has_pin;
    message.key = fmt::format("{}-{}", invitation.id.value(), id.value());
    if (invitation.room) {
        const auto room = co_await rooms_.load(invitation.room);
        if (room) message.room = room->room.name;
    }
    co_return message;
}

}  // namespace foyer::app
