#include "server/delivery/messenger.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include "server/delivery/calendar.hpp"

namespace foyer::delivery {

namespace asio = boost::asio;
using ports::DeliveryOutcome;

CurlMessenger::CurlMessenger(MessengerSettings settings, const ports::Clock& clock)
    : templates_(std::move(settings.templates)), clock_(clock) {
    if (settings.mail) mail_.emplace(std::move(*settings.mail));
    if (settings.sms) sms_.emplace(std::move(*settings.sms));
}

CurlMessenger::~CurlMessenger() {
    threads_.join();
}

Task<DeliveryOutcome> CurlMessenger::send(ports::InvitationMessage message) {
    co_return co_await asio::async_initiate<const asio::use_awaitable_t<>, void(DeliveryOutcome)>(
        [this](auto handler, ports::InvitationMessage to_send) {
            auto work = asio::prefer(asio::get_associated_executor(handler), asio::execution::outstanding_work.tracked);
            asio::post(threads_, [this, to_send = std::move(to_send), handler = std::move(handler),
                                  work = std::move(work)]() mutable {
                auto outcome = send_now(to_send);
                asio::post(work, [handler = std::move(handler), outcome = std::move(outcome)]() mutable {
                    std::move(handler)(std::move(outcome));
                });
            });
        },
        asio::use_awaitable, std::move(message));
}

DeliveryOutcome CurlMessenger::send_now(const ports::InvitationMessage& message) const {
    try {
        const auto text = fill(templates_.find(message.company, message.language), message);
        if (message.channel == domain::InvitationChannel::sms && sms_) return sms_->send(message.to, text.sms, message.key);
        if (message.channel == domain::InvitationChannel::email && mail_) return send_mail(message, text);
        return {DeliveryOutcome::Kind::failed, "This server is not set up to send such messages any more."};
    } catch (const std::exception& failure) {
        return {DeliveryOutcome::Kind::failed, fmt::format("The message could not be made: {}.", failure.what())};
    }
}

DeliveryOutcome CurlMessenger::send_mail(const ports::InvitationMessage& message, const MessageText& text) const {
    const auto id = fmt::format("invitation-{}@{}", message.key, mail_->domain());
    Mail mail{.to = message.to, .to_name = message.name, .message_id = id, .text = text, .calendar = {}};
    if (message.is_later) mail.calendar = calendar_entry(message, text.subject, id, clock_.now());
    return mail_->send(mail);
}

}  // namespace foyer::delivery
