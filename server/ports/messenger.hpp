#pragma once
#include <string>

#include "lib/async/task.hpp"
#include "server/domain/guest/invitation.hpp"

namespace foyer::ports {

/// An invitation on its way to its guest: what a message says.
struct InvitationMessage {
    domain::InvitationChannel channel = domain::InvitationChannel::email;
    std::string to;  ///< E-mail address, or telephone number in international form.
    std::string name;
    std::string inviter;
    CompanyId company;
    std::string company_name;
    std::string room;  ///< Empty: it has no name.
    std::string url;   ///< A secret.
    std::string language;
    Instant valid_from{};
    Instant valid_to{};
    bool is_later = false;  ///< The link works from `valid_from` only: an appointment.
    bool has_pin = false;
    std::string key;  ///< The same for every attempt at this message, and no other.
};

struct DeliveryOutcome {
    enum class Kind {
        sent,
        later,   ///< Certainly not sent; it may work the next time.
        failed,  ///< Not sent, or nobody knows whether it was: it is not tried again.
    };
    Kind kind = Kind::sent;
    std::string reason;  ///< A sentence for the inviter.
};

/// Sends messages to the outside. Any thread; slow work is done on its own threads.
class Messenger {
public:
    virtual ~Messenger() = default;
    virtual Task<DeliveryOutcome> send(InvitationMessage message) = 0;
};

}  // namespace foyer::ports
