#include "server/app/webhooks/manage_webhooks.hpp"

#include <algorithm>

#include "server/app/people/tokens.hpp"

namespace foyer::app {

using domain::AuditAction;

namespace {

std::string make_secret(ports::Random& random) {
    return "whsec_" + make_token(random).text;
}

/// Where it leads to, for the audit log: the path may be a secret.
domain::AuditTarget target_of(const domain::Webhook& webhook) {
    const auto host = webhook.url.find("://");
    const auto path = host == std::string::npos ? host : webhook.url.find_first_of("/?#", host + 3);
    return {domain::AuditTargetKind::webhook, webhook.id.value(), webhook.url.substr(0, path)};
}

/// 0: the operator.
ContactId person_of(const Actor& actor) {
    const auto* caller = std::get_if<Caller>(&actor);
    return caller != nullptr ? caller->person : ContactId{};
}

const domain::Webhook* made_with(const std::vector<domain::Webhook>& webhooks, ContactId creator,
                                 const std::string& idempotency_key) {
    if (idempotency_key.empty()) return nullptr;
    const auto found = std::ranges::find_if(webhooks, [&](const domain::Webhook& webhook) {
        return webhook.creator == creator && webhook.idempotency_key == idempotency_key;
    });
    return found == webhooks.end() ? nullptr : &*found;
}

Result<std::vector<domain::WebhookEvent>> chosen(std::vector<domain::WebhookEvent> events) {
    std::ranges::sort(events);
    const auto repeated = std::ranges::unique(events);
    events.erase(repeated.begin(), repeated.end());
    std::erase(events, domain::WebhookEvent::test);
    if (events.empty()) return refuse(ErrorCode::bad_request, "A webhook needs an event at least.");
    return events;
}

}  // namespace

Result<void> ManageWebhooks::permit(const Actor& actor) const {
    if (!may_administer(actor, *webhooks_.ports().directory.current())) return refuse(ErrorCode::forbidden);
    return {};
}

domain::Audited ManageWebhooks::audited(const Actor& actor, AuditAction action, const domain::Webhook& webhook) const {
    return audit_.entry(actor, action, target_of(webhook), fmt::format("company {}", webhook.company.value()));
}

Task<Result<domain::Webhook>> ManageWebhooks::create(Actor actor, NewWebhook wish) {
    if (auto may = permit(actor); !may) co_return refuse(may.error());
    auto url = domain::parse_webhook_url(wish.url);
    if (!url) co_return refuse(url.error());
    auto events = chosen(std::move(wish.events));
    if (!events) co_return refuse(events.error());
    if (wish.idempotency_key.size() > webhooks_.settings().idempotency_key_bytes) {
        co_return refuse(ErrorCode::bad_request, "The idempotency key is too long.");
    }
    const auto existing = co_await list(actor, CompanyId{});
    if (!existing) co_return refuse(existing.error());
    const auto creator = person_of(actor);
    if (const auto* known = made_with(*existing, creator, wish.idempotency_key)) co_return *known;
    const auto of_company = std::ranges::count(*existing, wish.company, &domain::Webhook::company);
    if (static_cast<std::size_t>(of_company) >= webhooks_.settings().per_company) {
        co_return refuse(ErrorCode::limit_reached, "This company has too many webhooks (webhooks.per_company).");
    }
    domain::Webhook webhook;
    webhook.company = wish.company;
    webhook.url = std::move(*url);
    webhook.secret = make_secret(webhooks_.ports().random);
    webhook.events = std::move(*events);
    webhook.created = webhooks_.ports().clock.now();
    webhook.creator = creator;
    webhook.idempotency_key = std::move(wish.idempotency_key);
    const auto entry = audited(actor, AuditAction::webhook_created, webhook);
    const auto id = co_await webhooks_.ports().store.create(webhook, entry);
    if (!id) {
        // The same request may have come twice at a time.
        const auto now = co_await list(actor, CompanyId{});
        const auto* known = now ? made_with(*now, creator, webhook.idempotency_key) : nullptr;
        if (known != nullptr) co_return *known;
        co_return refuse(id.error());
    }
    webhook.id = *id;
    co_await webhooks_.refresh();
    co_return webhook;
}

Task<Result<domain::Webhook>> ManageWebhooks::modify(Actor actor, WebhookId id, WebhookModification modification) {
    auto webhook = co_await read(actor, id);
    if (!webhook) co_return refuse(webhook.error());
    if (modification.url) {
        auto url = domain::parse_webhook_url(*modification.url);
        if (!url) co_return refuse(url.error());
        webhook->url = std::move(*url);
    }
    if (modification.events) {
        auto events = chosen(std::move(*modification.events));
        if (!events) co_return refuse(events.error());
        webhook->events = std::move(*events);
    }
    webhook->active = modification.active.value_or(webhook->active);
    if (modification.new_secret) webhook->secret = make_secret(webhooks_.ports().random);
    const auto entry = audited(actor, AuditAction::webhook_changed, *webhook);
    const auto updated = co_await webhooks_.ports().store.update(*webhook, entry);
    if (!updated) co_return refuse(updated.error());
    co_await webhooks_.refresh();
    co_return webhook;
}

Task<Result<void>> ManageWebhooks::remove(Actor actor, WebhookId id) {
    const auto webhook = co_await read(actor, id);
    if (!webhook) co_return refuse(webhook.error());
    const auto entry = audited(actor, AuditAction::webhook_removed, *webhook);
    const auto removed = co_await webhooks_.ports().store.remove(id, entry);
    if (!removed) co_return refuse(removed.error());
    if (!*removed) co_return refuse(ErrorCode::not_found);
    co_await webhooks_.refresh();
    co_return Result<void>{};
}

Task<Result<domain::Webhook>> ManageWebhooks::read(Actor actor, WebhookId id) {
    auto all = co_await list(actor, CompanyId{});
    if (!all) co_return refuse(all.error());
    const auto found = std::ranges::find(*all, id, &domain::Webhook::id);
    if (found == all->end()) co_return refuse(ErrorCode::not_found);
    co_return std::move(*found);
}

Task<Result<std::vector<domain::Webhook>>> ManageWebhooks::list(Actor actor, CompanyId company) {
    if (auto may = permit(actor); !may) co_return refuse(may.error());
    auto all = co_await webhooks_.ports().store.webhooks();
    if (!all) co_return refuse(all.error());
    if (company) std::erase_if(*all, [company](const domain::Webhook& webhook) { return webhook.company != company; });
    co_return all;
}

Task<Result<ports::WebhookDelivery>> ManageWebhooks::test(Actor actor, WebhookId id) {
    const auto webhook = co_await read(actor, id);
    if (!webhook) co_return refuse(webhook.error());
    if (webhooks_.ports().caller == nullptr) co_return refuse(ErrorCode::feature_unavailable);
    const auto now = webhooks_.ports().clock.now();
    WebhookNews news;
    news.company = webhook->company;
    news.time = now;
    ports::WebhookDelivery delivery;
    delivery.webhook = id;
    delivery.body = webhooks_.ports().body(news);
    delivery.created = now;
    delivery.state =
        ports::WebhookDeliveryState::failed;  // Until it has arrived: nobody else may take it for one that waits.
    delivery.error = "It was not tried.";
    std::vector<ports::WebhookDelivery> one(1, delivery);
    const auto ids = co_await webhooks_.ports().store.enqueue(std::move(one));
    if (!ids) co_return refuse(ids.error());
    delivery.id = ids->front();
    auto tried = co_await webhooks_.attempt(*webhook, std::move(delivery));
    const auto noted = co_await webhooks_.ports().store.note(tried, webhooks_.settings().log);
    if (!noted) co_return refuse(noted.error());
    co_return tried;
}

Task<Result<WebhookDeliveryPage>> ManageWebhooks::deliveries(Actor actor, WebhookId id, WebhookDeliveryId before,
                                                             std::uint32_t limit) {
    const auto webhook = co_await read(actor, id);
    if (!webhook) co_return refuse(webhook.error());
    auto target = target_of(*webhook);
    const bool from_newest = !before;
    const auto entered = co_await audit_.look(actor, AuditAction::webhook_log_read, std::move(target), from_newest);
    if (!entered) co_return refuse(entered.error());
    auto found = co_await webhooks_.ports().store.deliveries(id, before, limit + 1);
    if (!found) co_return refuse(found.error());
    WebhookDeliveryPage page;
    page.more = found->size() > limit;
    if (page.more) found->pop_back();
    page.deliveries = std::move(*found);
    co_return page;
}

}  // namespace foyer::app
