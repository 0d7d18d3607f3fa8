#pragma once
#include <string>
#include <vector>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"
#include "server/domain/audit/audit_entry.hpp"
#include "server/domain/delivery/webhook.hpp"

namespace foyer::ports {

enum class WebhookDeliveryState { waiting, delivered, failed };

/// Something to be told to a webhook, and what has become of it.
struct WebhookDelivery {
    WebhookDeliveryId id;
    WebhookId webhook;
    domain::WebhookEvent event = domain::WebhookEvent::test;
    std::string body;
    Instant created{};
    WebhookDeliveryState state = WebhookDeliveryState::waiting;
    std::uint32_t tries = 0;
    Instant next_try{};        ///< While it waits.
    std::uint32_t status = 0;  ///< The last answer's HTTP status; 0: there was none.
    std::string error;         ///< Why the last try failed, for a person.
    Instant ended{};
};

/// Webhooks, what waits for them, and a log of what has been delivered. May be called on any I/O thread; a write
/// resumes its caller when it is durable. Errors: `not_found`, `store_failed`, `unavailable`. A refused call changes
/// nothing. With `audited` what is done is entered in the audit log with it, both or none.
class WebhookStore {
public:
    virtual ~WebhookStore() = default;

    /// By id.
    virtual Task<Result<std::vector<domain::Webhook>>> webhooks() = 0;
    /// Gives the id. `not_found` for an unknown company, `already_exists` for an idempotency key its creator has used.
    virtual Task<Result<WebhookId>> create(domain::Webhook webhook, domain::Audited audited = nullptr) = 0;
    /// Replaces url, secret, events and active.
    virtual Task<Result<void>> update(domain::Webhook webhook, domain::Audited audited = nullptr) = 0;
    /// With all its deliveries. False if it was gone already.
    virtual Task<Result<bool>> remove(WebhookId id, domain::Audited audited = nullptr) = 0;

    /// In order; gives the ids. Those for webhooks that are gone are passed over.
    virtual Task<Result<std::vector<WebhookDeliveryId>>> enqueue(std::vector<WebhookDelivery> deliveries) = 0;
    /// What waits for a webhook and is due, by id.
    virtual Task<Result<std::vector<WebhookDelivery>>> due(WebhookId webhook, Instant now, std::uint32_t limit) = 0;
    virtual Task<Result<std::uint32_t>> waiting(WebhookId webhook) = 0;
    /// Stores what has become of it; of those that have ended the newest `keep` of the webhook stay. A delivery that is
    /// gone is passed over.
    virtual Task<Result<void>> note(WebhookDelivery delivery, std::uint32_t keep) = 0;
    /// The log, newest first, below `before` (0: from the newest).
    virtual Task<Result<std::vector<WebhookDelivery>>> deliveries(WebhookId webhook, WebhookDeliveryId before,
                                                                  std::uint32_t limit) = 0;
};

}  // namespace foyer::ports
