#pragma once
#include "server/ports/webhook_store.hpp"
#include "server/storage/sqlite/readers.hpp"
#include "server/storage/sqlite/writer.hpp"

namespace foyer::storage {

/// ports::WebhookStore over one SQLite file.
class SqliteWebhookStore final : public ports::WebhookStore {
public:
    SqliteWebhookStore(Writer& writer, Readers& readers) : writer_(writer), readers_(readers) {}

    Task<Result<std::vector<domain::Webhook>>> webhooks() override;
    Task<Result<WebhookId>> create(domain::Webhook webhook, domain::Audited audited) override;
    Task<Result<void>> update(domain::Webhook webhook, domain::Audited audited) override;
    Task<Result<bool>> remove(WebhookId id, domain::Audited audited) override;
    Task<Result<std::vector<WebhookDeliveryId>>> enqueue(std::vector<ports::WebhookDelivery> deliveries) override;
    Task<Result<std::vector<ports::WebhookDelivery>>> due(WebhookId webhook, Instant now, std::uint32_t limit) override;
    Task<Result<std::uint32_t>> waiting(WebhookId webhook) override;
    Task<Result<void>> note(ports::WebhookDelivery delivery, std::uint32_t keep) override;
    Task<Result<std::vector<ports::WebhookDelivery>>> deliveries(WebhookId webhook, WebhookDeliveryId before,
                                                                 std::uint32_t limit) override;

private:
    Writer& writer_;
    Readers& readers_;
};

}  // namespace foyer::storage
