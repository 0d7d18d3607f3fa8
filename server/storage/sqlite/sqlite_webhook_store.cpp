#include "server/storage/sqlite/sqlite_webhook_store.hpp"

#include <utility>

#include "server/storage/rules/room_rules.hpp"
#include "server/storage/sqlite/audit_rows.hpp"
#include "server/storage/sqlite/or_null.hpp"

namespace foyer::storage {

namespace {

using domain::Webhook;
using domain::WebhookEvent;
using ports::WebhookDelivery;

constexpr std::size_t bytes_of_request = 512;

std::uint32_t bits_of(const std::vector<WebhookEvent>& events) {
    std::uint32_t bits = 0;
    for (const auto event : events) bits |= 1U << static_cast<unsigned>(event);
    return bits;
}

std::vector<WebhookEvent> events_of(std::uint32_t bits) {
    std::vector<WebhookEvent> events;
    for (const auto event : domain::webhook_events) {
        if ((bits >> static_cast<unsigned>(event) & 1U) != 0) events.push_back(event);
    }
    return events;
}

Webhook webhook_of(const Query& row) {
    Webhook webhook;
    webhook.id = WebhookId{row.number(0)};
    webhook.company = CompanyId{row.number(1)};
    webhook.url = row.string(2);
    webhook.secret = row.string(3);
    webhook.events = events_of(row.number(4));
    webhook.active = row.flag(5);
    webhook.created = row.instant(6);
    webhook.creator = ContactId{row.number(7)};
    webhook.idempotency_key = row.string(8);
    return webhook;
}

WebhookDelivery delivery_of(const Query& row) {
    WebhookDelivery delivery;
    delivery.id = WebhookDeliveryId{row.number(0)};
    delivery.webhook = WebhookId{row.number(1)};
    delivery.event = static_cast<WebhookEvent>(row.number(2));
    delivery.body = row.string(3);
    delivery.created = row.instant(4);
    delivery.state = static_cast<ports::WebhookDeliveryState>(row.number(5));
    delivery.tries = row.number(6);
    delivery.next_try = row.instant(7);
    delivery.status = row.number(8);
    delivery.error = row.string(9);
    delivery.ended = row.instant(10);
    return delivery;
}

Result<WebhookId> insert_webhook(Connection& db, const Webhook& webhook) {
    try {
        auto insert = db.query(
            "INSERT INTO webhooks (company, url, secret, events, active, created, creator, idempotency_key)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            webhook.company, webhook.url, webhook.secret, bits_of(webhook.events), webhook.active, webhook.created,
            webhook.creator);
        OrNull(webhook.idempotency_key).bind(insert, 8);
        insert.step();
    } catch (const SqliteError& error) {
        if (error.is_unique_violation()) return refuse(ErrorCode::already_exists);
        if (error.is_foreign_key_violation()) return refuse(ErrorCode::not_found);
        throw;
    }
    if (db.last_id() > largest_id) return refuse(ErrorCode::limit_reached, "There are no numbers left.");
    return WebhookId{static_cast<std::uint32_t>(db.last_id())};
}

Result<WebhookDeliveryId> insert_delivery(Connection& db, const WebhookDelivery& delivery) {
    if (!db.query("SELECT 1 FROM webhooks WHERE id = ?", delivery.webhook).step()) return WebhookDeliveryId{};
    db.run(
        "INSERT INTO webhook_deliveries (webhook, event, body, created, state, tries, next_try, status, error, ended)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        delivery.webhook, delivery.event, delivery.body, delivery.created, delivery.state, delivery.tries,
        delivery.next_try, delivery.status, delivery.error, delivery.ended);
    if (db.last_id() > largest_id) return refuse(ErrorCode::limit_reached, "There are no numbers left.");
    return WebhookDeliveryId{static_cast<std::uint32_t>(db.last_id())};
}

}  // namespace

Task<Result<std::vector<Webhook>>> SqliteWebhookStore::webhooks() {
    using Webhooks = std::vector<Webhook>;
    co_return co_await readers_.read<Webhooks>([&](Connection& db) -> Result<Webhooks> {
        Webhooks all;
        auto row = db.query(
            "SELECT id, company, url, secret, events, active, created, creator, idempotency_key FROM webhooks"
            " ORDER BY id");
        while (row.step()) all.push_back(webhook_of(row));
        return all;
    });
}

Task<Result<WebhookId>> SqliteWebhookStore::create(Webhook webhook, domain::Audited audited) {
    co_return co_await writer_.write<WebhookId>(bytes_of_request + webhook.url.size(), [&](WriteContext& context) {
        return audited_write(
            context.db, audited, [&] { return insert_webhook(context.db, webhook); },
            [](const Result<WebhookId>& made) { return made->value(); });
    });
}

Task<Result<void>> SqliteWebhookStore::update(Webhook webhook, domain::Audited audited) {
    co_return co_await writer_.write<void>(
        bytes_of_request + webhook.url.size(), [&](WriteContext& context) -> Result<void> {
            return audited_write(context.db, audited, [&]() -> Result<void> {
                const int changed =
                    context.db.run("UPDATE webhooks SET url = ?, secret = ?, events = ?, active = ? WHERE id = ?",
                                   webhook.url, webhook.secret, bits_of(webhook.events), webhook.active, webhook.id);
                if (changed == 0) return refuse(ErrorCode::not_found);
                return {};
            });
        });
}

Task<Result<bool>> SqliteWebhookStore::remove(WebhookId id, domain::Audited audited) {
    co_return co_await writer_.write<bool>(bytes_of_request, [&](WriteContext& context) -> Result<bool> {
        return atomically(context.db, [&]() -> Result<bool> {
            context.db.run("DELETE FROM webhook_deliveries WHERE webhook = ?", id);
            return audited_removal(context.db, audited, "DELETE FROM webhooks WHERE id = ?", id);
        });
    });
}

Task<Result<std::vector<WebhookDeliveryId>>> SqliteWebhookStore::enqueue(std::vector<WebhookDelivery> deliveries) {
    using Ids = std::vector<WebhookDeliveryId>;
    auto bytes = bytes_of_request;
    for (const auto& delivery : deliveries) bytes += sizeof delivery + delivery.body.size();
    co_return co_await writer_.write<Ids>(bytes, [&](WriteContext& context) -> Result<Ids> {
        return atomically(context.db, [&]() -> Result<Ids> {
            Ids ids;
            for (const auto& delivery : deliveries) {
                const auto id = insert_delivery(context.db, delivery);
                if (!id) return refuse(id.error());
                ids.push_back(*id);
            }
            return ids;
        });
    });
}

Task<Result<std::vector<WebhookDelivery>>> SqliteWebhookStore::due(WebhookId webhook, Instant now,
                                                                   std::uint32_t limit) {
    using Deliveries = std::vector<WebhookDelivery>;
    co_return co_await readers_.read<Deliveries>([&](Connection& db) -> Result<Deliveries> {
        Deliveries found;
        auto row = db.query(
            "SELECT id, webhook, event, body, created, state, tries, next_try, status, error, ended"
            " FROM webhook_deliveries WHERE webhook = ? AND state = 0 AND next_try <= ? ORDER BY id LIMIT ?",
            webhook, now, limit);
        while (row.step()) found.push_back(delivery_of(row));
        return found;
    });
}

Task<Result<std::uint32_t>> SqliteWebhookStore::waiting(WebhookId webhook) {
    co_return co_await readers_.read<std::uint32_t>([&](Connection& db) -> Result<std::uint32_t> {
        auto row = db.query("SELECT count(*) FROM webhook_deliveries WHERE webhook = ? AND state = 0", webhook);
        return row.step() ? row.number(0) : 0;
    });
}

Task<Result<void>> SqliteWebhookStore::note(WebhookDelivery delivery, std::uint32_t keep) {
    co_return co_await writer_.write<void>(bytes_of_request, [&](WriteContext& context) -> Result<void> {
        return atomically(context.db, [&]() -> Result<void> {
            context.db.run(
                "UPDATE webhook_deliveries SET state = ?, tries = ?, next_try = ?, status = ?, error = ?, ended = ?"
                " WHERE id = ?",
                delivery.state, delivery.tries, delivery.next_try, delivery.status, delivery.error, delivery.ended,
                delivery.id);
            if (delivery.state == ports::WebhookDeliveryState::waiting) return {};
            context.db.run(
                "DELETE FROM webhook_deliveries WHERE webhook = ?1 AND state <> 0 AND id <="
                " (SELECT id FROM webhook_deliveries WHERE webhook = ?1 AND state <> 0 ORDER BY id DESC LIMIT 1 OFFSET "
                "?2)",
                delivery.webhook, keep);
            return {};
        });
    });
}

Task<Result<std::vector<WebhookDelivery>>> SqliteWebhookStore::deliveries(WebhookId webhook, WebhookDeliveryId before,
                                                                          std::uint32_t limit) {
    using Deliveries = std::vector<WebhookDelivery>;
    const std::int64_t below = before ? before.value() : std::int64_t{largest_id} + 1;
    co_return co_await readers_.read<Deliveries>([&](Connection& db) -> Result<Deliveries> {
        Deliveries found;
        auto row = db.query(
            "SELECT id, webhook, event, body, created, state, tries, next_try, status, error, ended"
            " FROM webhook_deliveries WHERE webhook = ? AND id < ? ORDER BY id DESC LIMIT ?",
            webhook, below, limit);
        while (row.step()) found.push_back(delivery_of(row));
        return found;
    });
}

}  // namespace foyer::storage
