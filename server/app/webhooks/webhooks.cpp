#include "server/app/webhooks/webhooks.hpp"

#include <algorithm>
#include <bit>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include "server/app/webhooks/signature.hpp"
#include "server/domain/room/standing.hpp"

namespace foyer::app {

namespace {

constexpr Millis turn_interval{250};
constexpr std::uint32_t deliveries_at_a_time = 32;
constexpr Millis rest_after_failure{5'000};

std::uint32_t dice(ports::Random& random) {
    std::array<std::uint8_t, sizeof(std::uint32_t)> bytes{};
    random.fill(bytes);
    return std::bit_cast<std::uint32_t>(bytes);
}

ports::OutgoingRequest request_of(const domain::Webhook& webhook, const ports::WebhookDelivery& delivery, Instant now,
                                  const WebhookSettings& settings) {
    ports::OutgoingRequest request;
    request.url = webhook.url;
    request.headers = {"Content-Type: application/json",
                       fmt::format("X-Foyer-Event: {}", domain::name_of(delivery.event)),
                       fmt::format("X-Foyer-Delivery: {}", delivery.id.value()),
                       "X-Foyer-Signature: " + webhook_signature(webhook.secret, now, delivery.body)};
    request.body = delivery.body;
    request.timeout = settings.timeout;
    request.public_only = !settings.allow_private;
    return request;
}

bool is_success(std::uint32_t status) {
    return status >= 200 && status < 300;
}

}  // namespace

Webhooks::Webhooks(boost::asio::any_io_executor executor, WebhookPorts ports, WebhookSettings settings, Sleep sleep)
    : executor_(executor),
      ports_(std::move(ports)),
      settings_(settings),
      sleep_(std::move(sleep)),
      tasks_(std::move(executor)) {}

void Webhooks::start() {
    tasks_.spawn(run());
}

Task<void> Webhooks::stop() {
    co_await tasks_.stop();
}

Task<void> Webhooks::run() {
    for (bool is_read = false; !is_read;) {  // A store that cannot be read now is asked again.
        const auto read = co_await refresh_here();
        is_read = read.has_value();
        if (!is_read) co_await sleep_(rest_after_failure);
    }
    for (;;) {  // Until the group is stopped: then sleeping throws.
        co_await turn();
        co_await sleep_(turn_interval);
    }
}

Task<Result<void>> Webhooks::refresh() {
    auto reading = refresh_here();
    co_return co_await boost::asio::co_spawn(executor_, std::move(reading), boost::asio::use_awaitable);
}

Task<Result<void>> Webhooks::refresh_here() {
    auto all = co_await ports_.store.webhooks();
    if (!all) co_return refuse(all.error());
    std::unordered_map<WebhookId, std::uint32_t> waiting;
    for (const auto& webhook : *all) {
        const auto count = co_await ports_.store.waiting(webhook.id);
        if (!count) co_return refuse(count.error());
        waiting.emplace(webhook.id, *count);
    }
    std::erase_if(rests_until_, [&](const auto& rest) { return !waiting.contains(rest.first); });
    waiting_ = std::move(waiting);
    const bool any = std::ranges::any_of(*all, &domain::Webhook::active);
    auto next = std::make_shared<const std::vector<domain::Webhook>>(std::move(*all));
    const std::lock_guard lock(mutex_);
    list_ = std::move(next);
    any_ = any;
    co_return Result<void>{};
}

Webhooks::List Webhooks::list() const {
    const std::lock_guard lock(mutex_);
    return list_;
}

void Webhooks::became(const std::shared_ptr<const ports::RoomView>& before,
                      const std::shared_ptr<const ports::RoomView>& now) {
    if (!any_) return;
    const auto directory = ports_.directory.current();
    // Whoever was involved before is told that it is over for his people, too.
    auto companies = domain::companies_involved(now->room, *directory);
    if (before) {
        for (const auto company : domain::companies_involved(before->room, *directory)) {
            if (std::ranges::find(companies, company) == companies.end()) companies.push_back(company);
        }
    }
    for (auto& happening : domain::happenings(before ? &before->room : nullptr, now->room, *directory)) {
        WebhookNews news;
        news.event = happening.event;
        news.time = ports_.clock.now();
        news.room = now;
        news.people = std::move(happening.people);
        tell(news, companies);
    }
}

void Webhooks::posted(const std::shared_ptr<const ports::RoomView>& room,
                      const std::vector<domain::Message>& messages) {
    if (!any_) return;
    const auto companies = domain::companies_involved(room->room, *ports_.directory.current());
    for (const auto& message : messages) {
        if (!message.author) continue;  // The server's notices are events of their own.
        WebhookNews news;
        news.event = domain::WebhookEvent::message_posted;
        news.time = message.time;
        news.room = room;
        news.message = &message;
        tell(news, companies);
    }
}

void Webhooks::tell(const WebhookNews& news, const std::vector<CompanyId>& companies) {
    const auto webhooks = list();
    for (const auto& webhook : *webhooks) {
        const bool concerned = std::ranges::find(companies, webhook.company) != companies.end();
        if (!concerned || !webhook.wants(news.event)) continue;
        auto told = news;
        told.company = webhook.company;
        ports::WebhookDelivery delivery;
        delivery.webhook = webhook.id;
        delivery.event = news.event;
        delivery.body = ports_.body(told);
        delivery.created = delivery.next_try = ports_.clock.now();
        const std::lock_guard lock(mutex_);
        if (news_.size() < settings_.queue) news_.push_back(std::move(delivery));
    }
}

Task<void> Webhooks::turn() {
    co_await store_news();
    const auto webhooks = list();
    for (const auto& webhook : *webhooks) {
        const auto rests = rests_until_.find(webhook.id);
        const bool is_resting = rests != rests_until_.end() && rests->second > ports_.clock.now();
        if (!webhook.active || is_resting || waiting_[webhook.id] == 0 || busy_.contains(webhook.id)) continue;
        busy_.insert(webhook.id);
        tasks_.spawn(deliver(webhook));
    }
}

Task<void> Webhooks::store_news() {
    std::vector<ports::WebhookDelivery> news;
    {
        const std::lock_guard lock(mutex_);
        news = std::exchange(news_, {});
    }
    std::erase_if(news, [this](const ports::WebhookDelivery& delivery) {
        auto& waiting = waiting_[delivery.webhook];
        if (waiting >= settings_.queue) return true;
        ++waiting;
        return false;
    });
    if (news.empty()) co_return;
    auto again = news;
    const auto stored = co_await ports_.store.enqueue(std::move(news));
    if (stored) co_return;
    for (const auto& delivery : again) --waiting_[delivery.webhook];
    const std::lock_guard lock(mutex_);  // Before what has happened since.
    again.insert(again.end(), std::make_move_iterator(news_.begin()), std::make_move_iterator(news_.end()));
    news_ = std::move(again);
    if (news_.size() > settings_.queue) news_.resize(settings_.queue);
}

Task<void> Webhooks::deliver(domain::Webhook webhook) {
    const auto id = webhook.id;
    co_await deliver_due(std::move(webhook));
    busy_.erase(id);
}

Task<void> Webhooks::deliver_due(domain::Webhook webhook) {
    auto due = co_await ports_.store.due(webhook.id, ports_.clock.now(), deliveries_at_a_time);
    if (!due) co_return;
    if (due->empty()) {
        // All that waits is to be tried later, or the count was wrong: it is looked at again after a while.
        rests_until_[webhook.id] = ports_.clock.now() + Millis{1'000};
        co_return;
    }
    for (auto& waiting : *due) {
        auto tried = co_await attempt(webhook, std::move(waiting));
        const bool delivered = tried.state == ports::WebhookDeliveryState::delivered;
        if (!delivered) {
            const auto next = domain::next_try(settings_.retry, tried.tries, ports_.clock.now(), dice(ports_.random));
            tried.state = next ? ports::WebhookDeliveryState::waiting : ports::WebhookDeliveryState::failed;
            if (next) tried.next_try = *next;
        }
        const bool ended = tried.state != ports::WebhookDeliveryState::waiting;
        const auto noted = co_await ports_.store.note(std::move(tried), settings_.log);
        if (noted && ended && waiting_[webhook.id] > 0) --waiting_[webhook.id];
        if (!delivered || !noted) {
            rests_until_[webhook.id] = ports_.clock.now() + rest_after_failure;
            co_return;
        }
    }
}

Task<ports::WebhookDelivery> Webhooks::attempt(domain::Webhook webhook, ports::WebhookDelivery delivery) {
    auto request = request_of(webhook, delivery, ports_.clock.now(), settings_);
    const auto reply = co_await ports_.caller->call(std::move(request));
    ++delivery.tries;
    delivery.status = reply ? static_cast<std::uint32_t>(reply->status) : 0;
    delivery.ended = ports_.clock.now();
    if (is_success(delivery.status)) {
        delivery.state = ports::WebhookDeliveryState::delivered;
        delivery.error.clear();
    } else {
        delivery.state = ports::WebhookDeliveryState::failed;
        delivery.error = reply ? fmt::format("The answer was {}.", reply->status) : reply.error().sentence;
    }
    co_return delivery;
}

}  // namespace foyer::app
