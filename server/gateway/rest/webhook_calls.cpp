// Webhooks, for administrators.
#include "server/gateway/rest/rest_operations.hpp"
#include "server/gateway/wire/to_wire.hpp"

namespace foyer::gateway {

namespace {

/// Without its secret: that is shown to who makes or renews it, once.
void fill(const domain::Webhook& webhook, v1::Webhook& out) {
    out.set_webhook_id(webhook.id.value());
    out.set_company_id(webhook.company.value());
    out.set_url(webhook.url);
    for (const auto event : webhook.events) out.add_events(std::string(domain::name_of(event)));
    out.set_active(webhook.active);
    out.set_created_ms(wire_time(webhook.created));
}

void fill(const ports::WebhookDelivery& delivery, v1::WebhookDelivery& out) {
    out.set_delivery_id(delivery.id.value());
    out.set_event(std::string(domain::name_of(delivery.event)));
    out.set_body(delivery.body);
    out.set_created_ms(wire_time(delivery.created));
    out.set_state(delivery.state == ports::WebhookDeliveryState::waiting ? v1::WebhookDeliveryState::webhook_waiting
                  : delivery.state == ports::WebhookDeliveryState::delivered
                      ? v1::WebhookDeliveryState::webhook_delivered
                      : v1::WebhookDeliveryState::webhook_failed);
    out.set_tries(delivery.tries);
    if (delivery.state == ports::WebhookDeliveryState::waiting) out.set_next_try_ms(wire_time(delivery.next_try));
    out.set_status(delivery.status);
    out.set_error(delivery.error);
}

Result<std::vector<domain::WebhookEvent>> events_named(const google::protobuf::RepeatedPtrField<std::string>& names) {
    std::vector<domain::WebhookEvent> events;
    for (const auto& name : names) {
        const auto found = std::ranges::find(domain::webhook_events, std::string_view(name),
                                             [](domain::WebhookEvent event) { return domain::name_of(event); });
        if (found == domain::webhook_events.end()) {
            return refuse(ErrorCode::bad_request, "There is no event of one of these names.");
        }
        events.push_back(*found);
    }
    return events;
}

v1::WebhookWithSecret with_secret(const domain::Webhook& webhook, bool show) {
    v1::WebhookWithSecret answer;
    fill(webhook, *answer.mutable_webhook());
    if (show) answer.set_secret(webhook.secret);
    return answer;
}

Task<Result<v1::WebhookList>> list_webhooks(RestDesk& desk, app::Actor actor, v1::ListWebhooksRequest request) {
    const auto webhooks = co_await desk.app.manage_webhooks.list(actor, CompanyId{request.company_id()});
    if (!webhooks) co_return refuse(webhooks.error());
    v1::WebhookList list;
    for (const auto& webhook : *webhooks) fill(webhook, *list.add_webhooks());
    co_return list;
}

Task<Result<v1::WebhookWithSecret>> create_webhook(RestDesk& desk, app::Actor actor, v1::CreateWebhookRequest request) {
    auto events = events_named(request.events());
    if (!events) co_return refuse(events.error());
    app::NewWebhook wish{CompanyId{request.company_id()}, request.url(), std::move(*events), request.idempotency_key()};
    const auto webhook = co_await desk.app.manage_webhooks.create(actor, std::move(wish));
    if (!webhook) co_return refuse(webhook.error());
    co_return with_secret(*webhook, true);
}

Task<Result<v1::Webhook>> read_webhook(RestDesk& desk, app::Actor actor, v1::ReadWebhookRequest request) {
    const auto webhook = co_await desk.app.manage_webhooks.read(actor, WebhookId{request.webhook_id()});
    if (!webhook) co_return refuse(webhook.error());
    v1::Webhook answer;
    fill(*webhook, answer);
    co_return answer;
}

Task<Result<v1::WebhookWithSecret>> modify_webhook(RestDesk& desk, app::Actor actor, v1::ModifyWebhookRequest request) {
    app::WebhookModification modification;
    if (request.has_url()) modification.url = request.url();
    if (request.has_active()) modification.active = request.active();
    if (request.events_size() > 0) {
        auto events = events_named(request.events());
        if (!events) co_return refuse(events.error());
        modification.events = std::move(*events);
    }
    modification.new_secret = request.new_secret();
    const auto webhook =
        co_await desk.app.manage_webhooks.modify(actor, WebhookId{request.webhook_id()}, std::move(modification));
    if (!webhook) co_return refuse(webhook.error());
    co_return with_secret(*webhook, request.new_secret());
}

Task<Result<v1::Done>> remove_webhook(RestDesk& desk, app::Actor actor, v1::RemoveWebhookRequest request) {
    const auto removed = co_await desk.app.manage_webhooks.remove(actor, WebhookId{request.webhook_id()});
    if (!removed) co_return refuse(removed.error());
    co_return v1::Done{};
}

Task<Result<v1::WebhookDelivery>> test_webhook(RestDesk& desk, app::Actor actor, v1::TestWebhookRequest request) {
    const auto tried = co_await desk.app.manage_webhooks.test(actor, WebhookId{request.webhook_id()});
    if (!tried) co_return refuse(tried.error());
    v1::WebhookDelivery answer;
    fill(*tried, answer);
    co_return answer;
}

Task<Result<v1::WebhookDeliveryPage>> list_deliveries(RestDesk& desk, app::Actor actor,
                                                      v1::ListWebhookDeliveriesRequest request) {
    const auto page = co_await desk.app.manage_webhooks.deliveries(
        actor, WebhookId{request.webhook_id()}, WebhookDeliveryId{request.before()}, desk.page(request.limit()));
    if (!page) co_return refuse(page.error());
    v1::WebhookDeliveryPage answer;
    answer.set_more(page->more);
    for (const auto& delivery : page->deliveries) fill(delivery, *answer.add_deliveries());
    co_return answer;
}

}  // namespace

void bind_webhook_calls(RestOperations& operations) {
    operations.bind<route::ListWebhooks>(list_webhooks);
    operations.bind<route::CreateWebhook>(create_webhook);
    operations.bind<route::ReadWebhook>(read_webhook);
    operations.bind<route::ModifyWebhook>(modify_webhook);
    operations.bind<route::RemoveWebhook>(remove_webhook);
    operations.bind<route::TestWebhook>(test_webhook);
    operations.bind<route::ListWebhookDeliveries>(list_deliveries);
}

}  // namespace foyer::gateway
