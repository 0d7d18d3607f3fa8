#pragma once
#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "server/app/people/people_settings.hpp"
#include "server/domain/guest/describe_guest.hpp"
#include "server/ports/messenger.hpp"

namespace foyer::app {

/// The bounds of guests. Defaults as in schema/config.
struct GuestSettings {
    domain::InvitationRules rules;
    std::uint32_t open_per_user = 200;
    std::uint32_t sent_per_user_and_day = 100;
    std::uint32_t sent_per_company_and_day = 1000;
    std::uint32_t queue = 10'000;
    std::uint32_t attempts = 8;               ///< Tries before a message counts as failed.
    std::uint32_t listed = 500;               ///< Invitations that somebody is shown; the newest.
    Millis kept = std::chrono::days{7};       ///< How long ended invitations are listed.
    std::uint32_t attempts_per_address = 30;  ///< Wrong links and PINs within `window`.
    Millis window = std::chrono::minutes{5};
    std::uint32_t idempotency_key_bytes = 64;  ///< Beyond: `bad_request`.
    std::size_t table_size = 16'384;           ///< Addresses whose wrong links are remembered.
};

/// The key that links are made with; kept beside the database, never in it.
using LinkKey = std::array<std::uint8_t, 32>;

/// What guests need of the world beside the stores. Any thread.
struct GuestWorld {
    LinkKey link_key{};
    ports::Messenger* messenger = nullptr;  ///< Null: nothing can be sent.
    /// How people reach this server: "https://chat.example.com".
    std::function<std::string()> public_url = [] { return std::string("https://foyer.example"); };
    /// A telephone number in international form ("+4930123456"); nullopt if it is none that can be written to.
    std::function<std::optional<std::string>(const std::string&)> normalise_number = [](const std::string& number) {
        return number.starts_with('+') ? std::optional(number) : std::nullopt;
    };
};

}  // namespace foyer::app
