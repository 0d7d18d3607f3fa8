#pragma once
#include <string>

#include "server/delivery/message_text.hpp"
#include "server/ports/messenger.hpp"

namespace foyer::delivery {

struct MailSettings {
    std::string server;  ///< "smtp://host:587" or "smtps://host".
    std::string username;
    std::string password;  ///< A secret.
    std::string from;      ///< "Foyer <foyer@example.com>".
    std::string ca_file;   ///< Empty: the system's certificates.
    enum class Tls { require, attempt, off } starttls = Tls::require;
    Millis timeout{30'000};
};

/// One e-mail.
struct Mail {
    std::string to;
    std::string to_name;
    std::string message_id;  ///< Without the angle brackets.
    MessageText text;
    std::string calendar;  ///< Empty: no appointment.
};

/// Sends mail by SMTP. Blocks; any thread.
class MailSender {
public:
    explicit MailSender(MailSettings settings) : settings_(std::move(settings)) {}

    [[nodiscard]] ports::DeliveryOutcome send(const Mail& mail) const;
    /// The domain of the sender: what Message-IDs end with.
    [[nodiscard]] std::string domain() const;

private:
    MailSettings settings_;
};

/// "foyer@example.com" of "Foyer <foyer@example.com>".
[[nodiscard]] std::string address_in(const std::string& sender);
/// A name in a header field: as it is, or encoded (RFC 2047) where it must be.
[[nodiscard]] std::string header_text(const std::string& text);

}  // namespace foyer::delivery
