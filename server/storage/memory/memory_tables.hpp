#pragma once
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "server/ports/store.hpp"
#include "server/storage/memory/memory_faults.hpp"
#include "server/storage/rules/room_rules.hpp"

namespace foyer::storage {

/// What the memory stores share: the data, the mutex that guards it, the faults.
/// Lives in a MemoryStore; any thread.
struct MemoryTables {
    struct RoomRow {
        domain::Room room;
        std::vector<domain::Message> messages;  ///< Seq n stands at n - 1.
        std::map<std::pair<ContactId, std::string>, Seq> keys;
        std::set<std::pair<ContactId, std::string>> requests;  ///< Changes that were asked for with a key.
        std::map<ContactId, Seq> seen;

        [[nodiscard]] Seq newest() const { return Seq{static_cast<std::uint32_t>(messages.size())}; }
    };

    MemoryFaults faults;
    std::mutex mutex;  ///< Guards all that follows. Held for the length of one operation, never across a co_await.

    std::map<CompanyId, domain::Company> companies;
    std::map<ContactId, domain::Person> people;
    std::uint32_t last_person = 0;
    std::map<ContactId, std::string> password_hashes;
    std::set<std::pair<ContactId, ContactId>> exceptions;
    std::uint64_t directory_version = 1;

    std::map<SessionId, ports::Session> sessions;
    std::uint32_t last_session = 0;
    std::map<std::uint64_t, ports::EndedSession> ended_sessions;  ///< By number, counting up from 1.
    std::uint64_t last_ended = 0;

    std::map<ApiKeyId, ports::ApiKey> api_keys;
    std::uint32_t last_api_key = 0;

    std::map<WebhookId, domain::Webhook> webhooks;
    std::uint32_t last_webhook = 0;
    std::map<WebhookDeliveryId, ports::WebhookDelivery> webhook_deliveries;
    std::uint32_t last_webhook_delivery = 0;

    std::map<AuditId, domain::AuditEntry> audit;
    std::uint32_t last_audit = 0;

    std::map<ContactId, domain::SecondFactor> second_factors;

    std::map<Pair, domain::Relation> relations;

    std::map<RoomId, RoomRow> rooms;
    std::map<Pair, RoomId> pairs;  ///< One-to-one rooms that have not ended.
    std::map<std::pair<ContactId, std::string>, RoomId> created_keys;

    std::map<FileId, domain::FileTransfer> files;
    std::map<std::pair<ContactId, std::string>, FileId> file_keys;
    std::uint32_t last_file = 0;
    std::map<InvitationId, domain::Invitation> invitations;
    std::uint32_t last_invitation = 0;

    struct DeliveryRow {
        enum class State { queued, taken, sent, failed };
        [[nodiscard]] static State state_for(domain::DeliveryState state) {
            if (state == domain::DeliveryState::queued) return State::queued;
            return state == domain::DeliveryState::sent ? State::sent : State::failed;
        }

        DeliveryId id;
        InvitationId invitation;
        ContactId inviter;
        CompanyId company;
        State state = State::queued;
        std::uint32_t attempts = 0;
        Instant next_attempt{};
        Instant created{};
    };
    std::map<DeliveryId, DeliveryRow> deliveries;
    std::uint32_t last_delivery = 0;

    /// Under the mutex, in a write.
    AuditId enter(domain::AuditEntry entry) {
        entry.id = AuditId{++last_audit};
        return audit.emplace(entry.id, std::move(entry)).first->first;
    }
    /// Enters what was done, `new_id` being what is new.
    void enter(const domain::Audited& audited, std::uint32_t new_id = 0) {
        if (!audited) return;
        auto entry = *audited;
        if (entry.target.id == 0) entry.target.id = new_id;
        enter(std::move(entry));
    }

    /// Runs `apply` (-> Result<T>) under the mutex as a write, and resumes the caller with what came of it.
    template <class T, class Apply>
    Task<Result<T>> write(Apply apply) {
        const auto plan = faults.plan_write();
        Result<T> result = refuse(ErrorCode::store_failed);
        if (plan != MemoryFaults::Plan::fail) {
            const std::scoped_lock lock(mutex);
            result = apply();
        }
        co_await faults.turn();
        if (plan == MemoryFaults::Plan::lose_answer) co_return refuse(ErrorCode::store_failed);
        co_return result;
    }

    /// As write(), for reads.
    template <class T, class Look>
    Task<Result<T>> read(Look look) {
        Result<T> result = refuse(ErrorCode::store_failed);
        if (!faults.reads_fail()) {
            const std::scoped_lock lock(mutex);
            result = look();
        }
        co_await faults.turn();
        co_return result;
    }
};

}  // namespace foyer::storage
