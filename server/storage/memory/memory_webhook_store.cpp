#include "server/storage/memory/memory_webhook_store.hpp"

#include <algorithm>
#include <ranges>

namespace foyer::storage {

using domain::Webhook;
using ports::WebhookDelivery;
using ports::WebhookDeliveryState;

Task<Result<std::vector<Webhook>>> MemoryWebhookStore::webhooks() {
    using Webhooks = std::vector<Webhook>;
    co_return co_await tables_.read<Webhooks>([&]() -> Result<Webhooks> {
        Webhooks all;
        for (const auto& webhook : tables_.webhooks | std::views::values) all.push_back(webhook);
        return all;
    });
}

Task<Result<WebhookId>> MemoryWebhookStore::create(Webhook webhook, domain::Audited audited) {
    co_return co_await tables_.write<WebhookId>([&]() -> Result<WebhookId> {
        if (!tables_.companies.contains(webhook.company)) return refuse(ErrorCode::not_found);
        const auto same_key = [&](const Webhook& other) {
            return other.creator == webhook.creator && other.idempotency_key == webhook.idempotency_key;
        };
        const auto stored = tables_.webhooks | std::views::values;
        if (!webhook.idempotency_key.empty() && std::ranges::any_of(stored, same_key)) {
            return refuse(ErrorCode::already_exists);
        }
        webhook.id = WebhookId{++tables_.last_webhook};
        const auto id = webhook.id;
        tables_.webhooks.emplace(id, std::move(webhook));
        tables_.enter(audited, id.value());
        return id;
    });
}

Task<Result<void>> MemoryWebhookStore::update(Webhook webhook, domain::Audited audited) {
    co_return co_await tables_.write<void>([&]() -> Result<void> {
        const auto found = tables_.webhooks.find(webhook.id);
        if (found == tables_.webhooks.end()) return refuse(ErrorCode::not_found);
        auto& row = found->second;
        row.url = std::move(webhook.url);
        row.secret = std::move(webhook.secret);
        row.events = std::move(webhook.events);
        row.active = webhook.active;
        tables_.enter(audited);
        return {};
    });
}

Task<Result<bool>> MemoryWebhookStore::remove(WebhookId id, domain::Audited audited) {
    co_return co_await tables_.write<bool>([&]() -> Result<bool> {
        std::erase_if(tables_.webhook_deliveries, [id](const auto& entry) { return entry.second.webhook == id; });
        if (tables_.webhooks.erase(id) == 0) return false;
        tables_.enter(audited);
        return true;
    });
}

Task<Result<std::vector<WebhookDeliveryId>>> MemoryWebhookStore::enqueue(std::vector<WebhookDelivery> deliveries) {
    using Ids = std::vector<WebhookDeliveryId>;
    co_return co_await tables_.write<Ids>([&]() -> Result<Ids> {
        Ids ids;
        for (auto& delivery : deliveries) {
            delivery.id = {};
            if (tables_.webhooks.contains(delivery.webhook))
                delivery.id = WebhookDeliveryId{++tables_.last_webhook_delivery};
            ids.push_back(delivery.id);
            if (delivery.id) tables_.webhook_deliveries.emplace(delivery.id, std::move(delivery));
        }
        return ids;
    });
}

Task<Result<std::vector<WebhookDelivery>>> MemoryWebhookStore::due(WebhookId webhook, Instant now,
                                                                   std::uint32_t limit) {
    using Deliveries = std::vector<WebhookDelivery>;
    co_return co_await tables_.read<Deliveries>([&]() -> Result<Deliveries> {
        Deliveries found;
        for (const auto& delivery : tables_.webhook_deliveries | std::views::values) {
            const bool is_due = delivery.webhook == webhook && delivery.state == WebhookDeliveryState::waiting &&
                                delivery.next_try <= now && found.size() < limit;
            if (is_due) found.push_back(delivery);
        }
        return found;
    });
}

Task<Result<std::uint32_t>> MemoryWebhookStore::waiting(WebhookId webhook) {
    co_return co_await tables_.read<std::uint32_t>([&]() -> Result<std::uint32_t> {
        return static_cast<std::uint32_t>(std::ranges::count_if(tables_.webhook_deliveries, [&](const auto& entry) {
            return entry.second.webhook == webhook && entry.second.state == WebhookDeliveryState::waiting;
        }));
    });
}

Task<Result<void>> MemoryWebhookStore::note(WebhookDelivery delivery, std::uint32_t keep) {
    co_return co_await tables_.write<void>([&]() -> Result<void> {
        const auto found = tables_.webhook_deliveries.find(delivery.id);
        if (found == tables_.webhook_deliveries.end()) return {};
        const auto webhook = delivery.webhook;
        const bool ended = delivery.state != WebhookDeliveryState::waiting;
        found->second = std::move(delivery);
        if (!ended) return {};
        std::uint32_t kept = 0;
        for (auto entry = tables_.webhook_deliveries.end(); entry != tables_.webhook_deliveries.begin();) {
            --entry;
            if (entry->second.webhook != webhook || entry->second.state == WebhookDeliveryState::waiting) continue;
            if (++kept > keep) entry = tables_.webhook_deliveries.erase(entry);
        }
        return {};
    });
}

Task<Result<std::vector<WebhookDelivery>>> MemoryWebhookStore::deliveries(WebhookId webhook, WebhookDeliveryId before,
                                                                          std::uint32_t limit) {
    using Deliveries = std::vector<WebhookDelivery>;
    co_return co_await tables_.read<Deliveries>([&]() -> Result<Deliveries> {
        Deliveries found;
        for (const auto& delivery : tables_.webhook_deliveries | std::views::values | std::views::reverse) {
            const bool listed = delivery.webhook == webhook && (!before || delivery.id < before);
            if (listed && found.size() < limit) found.push_back(delivery);
        }
        return found;
    });
}

}  // namespace foyer::storage
