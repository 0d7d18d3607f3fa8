#pragma once
#include "server/storage/memory/memory_account_store.hpp"
#include "server/storage/memory/memory_api_key_store.hpp"
#include "server/storage/memory/memory_audit_store.hpp"
#include "server/storage/memory/memory_delivery_store.hpp"
#include "server/storage/memory/memory_file_store.hpp"
#include "server/storage/memory/memory_guest_store.hpp"
#include "server/storage/memory/memory_room_store.hpp"
#include "server/storage/memory/memory_roster_store.hpp"
#include "server/storage/memory/memory_second_factor_store.hpp"
#include "server/storage/memory/memory_session_store.hpp"
#include "server/storage/memory/memory_tables.hpp"
#include "server/storage/memory/memory_webhook_store.hpp"

namespace foyer::storage {

/// All store ports in memory. Any thread. Outlives whoever uses store().
class MemoryStore {
public:
    explicit MemoryStore(std::uint32_t epoch = 1) : epoch_(epoch) {}

    [[nodiscard]] ports::Store store() {
        return {rooms_,    accounts_, sessions_,       roster_, guests_, deliveries_,
                api_keys_, webhooks_, second_factors_, files_,  audit_,  epoch_};
    }
    [[nodiscard]] MemoryFaults& faults() { return tables_.faults; }

private:
    std::uint32_t epoch_;
    MemoryTables tables_;
    MemoryRoomStore rooms_{tables_};
    MemoryAccountStore accounts_{tables_};
    MemorySessionStore sessions_{tables_};
    MemoryRosterStore roster_{tables_};
    MemoryGuestStore guests_{tables_};
    MemoryDeliveryStore deliveries_{tables_};
    MemoryApiKeyStore api_keys_{tables_};
    MemoryWebhookStore webhooks_{tables_};
    MemorySecondFactorStore second_factors_{tables_};
    MemoryFileStore files_{tables_};
    MemoryAuditStore audit_{tables_};
};

}  // namespace foyer::storage
