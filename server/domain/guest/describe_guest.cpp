#include "server/domain/guest/describe_guest.hpp"

#include <algorithm>

#include "server/domain/person/names.hpp"
#include "server/domain/room/rights.hpp"

namespace foyer::domain {
namespace {

constexpr std::size_t pin_digits_min = 4;
constexpr std::size_t pin_digits_max = 12;
constexpr std::size_t application_bytes = 64;
constexpr Millis longest_lifetime = std::chrono::days{3650};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

Result<void> check_pin(const std::string& pin) {
    if (pin.empty()) return {};
    const bool sound =
        pin.size() >= pin_digits_min && pin.size() <= pin_digits_max && std::ranges::all_of(pin, is_digit);
    if (!sound) return refuse(ErrorCode::bad_request, "A PIN has 4 to 12 digits.");
    return {};
}

Result<void> choose_channel(const GuestDescription& description, const InvitationRules& rules, Invitation& made) {
    if (!description.invite) return {};
    if (made.email.empty() && made.mobile.empty()) {
        return refuse(ErrorCode::bad_address, "To send the link, an e-mail address or a mobile number is needed.");
    }
    made.delivery = DeliveryState::queued;
    if (!made.email.empty() && rules.can_mail) {
        made.channel = InvitationChannel::email;
    } else if (!made.mobile.empty() && rules.can_text) {
        made.channel = InvitationChannel::sms;
    } else {
        return refuse(ErrorCode::feature_unavailable, made.mobile.empty() ? "This server sends no e-mails."
                                                      : made.email.empty()
                                                          ? "This server sends no text messages."
                                                          : "This server sends neither e-mails nor text messages.");
    }
    return {};
}

Result<void> set_times(const GuestDescription& description, const InvitationRules& rules, Instant now,
                       Invitation& made) {
    const auto or_now = [&](Instant time) { return time == Instant{} ? now : std::max(time, now); };
    made.valid_from = or_now(description.valid_from);
    made.valid_to = description.valid_to == Instant{} ? made.valid_from + rules.link_lifetime : description.valid_to;
    if (made.valid_to <= made.valid_from) {
        return refuse(ErrorCode::bad_request, "The link would never be valid: it ends before it begins.");
    }
    if (made.valid_to - now > longest_lifetime) {
        return refuse(ErrorCode::bad_request, "The link would be valid for longer than ten years.");
    }
    const auto minutes =
        description.delete_after_minutes == 0 ? rules.delete_after_minutes : description.delete_after_minutes;
    made.delete_at = made.valid_from + std::chrono::minutes{minutes};
    return {};
}

}  // namespace

Result<std::string> parse_guest_email(const std::string& text) {
    auto email = parse_email(text);
    if (!email) return refuse(ErrorCode::bad_address, "This is not an e-mail address.");
    return email;
}

Result<Invitation> describe_guest(const GuestDescription& description, const Person& inviter,
                                  const InvitationRules& rules, Instant now) {
    if (!rules.enabled) return refuse(ErrorCode::feature_unavailable, "Guests cannot be invited on this server.");
    if (auto allowed = permit_creation(inviter); !allowed) return refuse(allowed.error());
    auto name = parse_person_name(description.name);
    if (!name) return refuse(name.error());
    auto email = parse_guest_email(description.email);
    if (!email) return refuse(email.error());
    if (auto sound = check_pin(description.pin); !sound) return refuse(sound.error());
    auto language = parse_language(description.language);
    if (!language) return refuse(language.error());
    if (description.application.size() > application_bytes) {
        return refuse(ErrorCode::bad_request, "The application's name is longer than 64 bytes.");
    }
    if (!description.application.empty() && !parse_company_name(description.application)) {
        return refuse(ErrorCode::bad_request, "The application's name is not text on one line.");
    }

    Invitation made;
    made.inviter = inviter.id;
    made.company = inviter.company;
    made.name = std::move(*name);
    made.email = std::move(*email);
    made.mobile = description.mobile;
    made.language = std::move(*language);
    made.application = description.application;
    made.created = now;
    made.uses_max = description.uses == 0 ? rules.uses : description.uses;
    made.has_pin = !description.pin.empty();
    if (auto chosen = choose_channel(description, rules, made); !chosen) return refuse(chosen.error());
    if (auto set = set_times(description, rules, now, made); !set) return refuse(set.error());
    return made;
}

}  // namespace foyer::domain
