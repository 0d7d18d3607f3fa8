#pragma once
#include <cstdint>

#include "server/ports/account_store.hpp"
#include "server/ports/api_key_store.hpp"
#include "server/ports/audit_store.hpp"
#include "server/ports/delivery_store.hpp"
#include "server/ports/file_store.hpp"
#include "server/ports/guest_store.hpp"
#include "server/ports/room_store.hpp"
#include "server/ports/roster_store.hpp"
#include "server/ports/second_factor_store.hpp"
#include "server/ports/session_store.hpp"
#include "server/ports/webhook_store.hpp"

namespace foyer::ports {

/// One adapter's stores: they share a database.
struct Store {
    RoomStore& rooms;
    AccountStore& accounts;
    SessionStore& sessions;
    RosterStore& roster;
    GuestStore& guests;
    DeliveryStore& deliveries;
    ApiKeyStore& api_keys;
    WebhookStore& webhooks;
    SecondFactorStore& second_factors;
    FileStore& files;
    AuditStore& audit;
    std::uint32_t epoch = 0;  ///< Changes when the store was restored from a backup. Never 0 in a real store.
};

}  // namespace foyer::ports
