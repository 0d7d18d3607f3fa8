#pragma once
#include <optional>
#include <string>
#include <vector>

#include "server/app/audit/audit_log.hpp"
#include "server/app/people/actor.hpp"
#include "server/app/webhooks/webhooks.hpp"

namespace foyer::app {

struct NewWebhook {
    CompanyId company;
    std::string url;
    std::vector<domain::WebhookEvent> events;
    std::string idempotency_key{};  ///< Empty: none. The same key of the same actor is the same webhook.
};

struct WebhookModification {
    std::optional<std::string> url;
    std::optional<std::vector<domain::WebhookEvent>> events;
    std::optional<bool> active;
    bool new_secret = false;
};

struct WebhookDeliveryPage {
    std::vector<ports::WebhookDelivery> deliveries;  ///< Newest first.
    bool more = false;
};

/// What administrators do with webhooks. Any I/O thread. Common errors: `forbidden`, `not_found`, `store_failed`;
/// `bad_address` and `bad_request` (no event) where these are given, `limit_reached` for one too many of a company,
/// `feature_unavailable` where this process makes no calls.
class ManageWebhooks {
public:
    ManageWebhooks(Webhooks& webhooks, AuditLog& audit) : webhooks_(webhooks), audit_(audit) {}

    /// With its secret, as are the answers of create and modify: gateways decide when to show it.
    Task<Result<domain::Webhook>> create(Actor actor, NewWebhook wish);
    Task<Result<domain::Webhook>> modify(Actor actor, WebhookId id, WebhookModification modification);
    Task<Result<void>> remove(Actor actor, WebhookId id);
    Task<Result<domain::Webhook>> read(Actor actor, WebhookId id);
    /// Of one company, or with 0 of all; by id.
    Task<Result<std::vector<domain::Webhook>>> list(Actor actor, CompanyId company);
    /// Sends a test at once, whatever the webhook has chosen, and waits for what comes of it; it is not tried again.
    Task<Result<ports::WebhookDelivery>> test(Actor actor, WebhookId id);
    /// What waits, and the log. It holds messages, so that it is looked at is entered in the audit log.
    Task<Result<WebhookDeliveryPage>> deliveries(Actor actor, WebhookId id, WebhookDeliveryId before,
                                                 std::uint32_t limit);

private:
    [[nodiscard]] Result<void> permit(const Actor& actor) const;

    [[nodiscard]] domain::Audited audited(const Actor& actor, domain::AuditAction action,
                                          const domain::Webhook& webhook) const;

    Webhooks& webhooks_;
    AuditLog& audit_;
};

}  // namespace foyer::app
