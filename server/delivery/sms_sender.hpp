#pragma once
#include <string>
#include <vector>

#include "server/ports/messenger.hpp"

namespace foyer::delivery {

struct SmsSettings {
    std::string url;  ///< {to}, {text} and {from} are filled in. May hold secrets.
    bool post = true;
    std::vector<std::string> headers;  ///< May hold secrets.
    std::string body;
    std::string content_type = "application/json";
    std::string from;
    std::string success = "^2";  ///< Matches "200 OK …", status and body.
    std::string ca_file;
    Millis timeout{15'000};
};

/// One request to the gateway, filled in. Pure.
struct SmsRequest {
    std::string url;
    std::string body;
};
/// In the URL everything is percent-encoded; in the body as its type needs it: JSON strings, form fields, or as it is.
[[nodiscard]] SmsRequest fill(const SmsSettings& settings, const std::string& to, const std::string& text);

/// What the gateway's answer means.
[[nodiscard]] ports::DeliveryOutcome judge(const SmsSettings& settings, long status, const std::string& body);


/// Sends text messages through an HTTP gateway. Blocks; any thread.
class SmsSender {
public:
    explicit SmsSender(SmsSettings settings) : settings_(std::move(settings)) {}

    /// `key` goes along as Idempotency-Key, for gateways that know it.
    [[nodiscard]] ports::DeliveryOutcome send(const std::string& to, const std::string& text,
                                              const std::string& key) const;

private:
    SmsSettings settings_;
};

}  // namespace foyer::delivery
