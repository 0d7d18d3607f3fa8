#pragma once
#include <memory>
#include <optional>

#include <boost/asio/thread_pool.hpp>

#include "server/delivery/mail_sender.hpp"
#include "server/delivery/sms_sender.hpp"
#include "server/delivery/templates.hpp"
#include "server/ports/messenger.hpp"
#include "server/ports/world.hpp"

namespace foyer::delivery {

struct MessengerSettings {
    std::optional<MailSettings> mail;  ///< nullopt: no e-mail is sent.
    std::optional<SmsSettings> sms;    ///< nullopt: no text messages are sent.
    std::filesystem::path templates;   ///< Empty: the built-in ones.
};

/// ports::Messenger by SMTP and an HTTP gateway. Any thread; sends on two threads of its own. Its destructor waits for
/// what is being sent; the executors of its callers must outlive it.
class CurlMessenger final : public ports::Messenger {
public:
    CurlMessenger(MessengerSettings settings, const ports::Clock& clock);
    ~CurlMessenger() override;

    Task<ports::DeliveryOutcome> send(ports::InvitationMessage message) override;

private:
    [[nodiscard]] ports::DeliveryOutcome send_now(const ports::InvitationMessage& message) const;
    [[nodiscard]] ports::DeliveryOutcome send_mail(const ports::InvitationMessage& message,
                                                   const MessageText& text) const;

    std::optional<MailSender> mail_;
    std::optional<SmsSender> sms_;
    Templates templates_;
    const ports::Clock& clock_;
    boost::asio::thread_pool threads_{2};
};

}  // namespace foyer::delivery
