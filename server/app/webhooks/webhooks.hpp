#pragma once
#include <atomic>
#include <functional>
#include <mutex>
#include <unordered_map>
#include <unordered_set>

#include <boost/asio/any_io_executor.hpp>

#include "lib/async/task_group.hpp"
#include "server/app/people/directory_cache.hpp"
#include "server/app/people/sleep.hpp"
#include "server/app/webhooks/webhook_settings.hpp"
#include "server/ports/http_caller.hpp"
#include "server/ports/room_witness.hpp"
#include "server/ports/webhook_store.hpp"
#include "server/ports/world.hpp"

namespace foyer::app {

/// What a webhook is told: the one value that its body is made of.
struct WebhookNews {
    domain::WebhookEvent event = domain::WebhookEvent::test;
    CompanyId company;
    Instant time{};
    std::shared_ptr<const ports::RoomView> room;  ///< Null for a test.
    const domain::Message* message = nullptr;     ///< message_posted alone.
    std::vector<ContactId> people;                ///< Who came or went.
};
/// Gives the body as JSON: a gateway's business. Any thread.
using WebhookBody = std::function<std::string(const WebhookNews&)>;

/// The outside that webhooks need. `caller` null: this process makes no calls (tools).
struct WebhookPorts {
    ports::WebhookStore& store;
    ports::HttpCaller* caller = nullptr;
    const ports::Clock& clock;
    ports::Random& random;
    DirectoryCache& directory;
    WebhookBody body;
};

/// Tells other servers what happens in rooms. What is to be told is stored as soon as it has happened, and tried until
/// it arrives or has failed too often. What waits for one webhook is told one after the other; a webhook that does not
/// answer does not hold up others. Lives on one executor; the witness may be called on any thread.
///
/// The room has been stored and told when a webhook's delivery is written: a crash just between loses the delivery, so
/// who must not miss anything reads the history besides.
class Webhooks final : public ports::RoomWitness {
public:
    Webhooks(boost::asio::any_io_executor executor, WebhookPorts ports, WebhookSettings settings, Sleep sleep);

    /// Once, at the start of a server.
    void start();
    Task<void> stop();

    void became(const std::shared_ptr<const ports::RoomView>& before,
                const std::shared_ptr<const ports::RoomView>& now) override;
    void posted(const std::shared_ptr<const ports::RoomView>& room,
                const std::vector<domain::Message>& messages) override;

    /// The webhooks have changed: reads them anew. From any executor. Error: `store_failed`.
    Task<Result<void>> refresh();
    /// Stores what has happened, and begins to tell what is due. Called every 250 ms or so, on the executor.
    Task<void> turn();
    /// Tries one delivery now, once: what came of it. From any executor.
    Task<ports::WebhookDelivery> attempt(domain::Webhook webhook, ports::WebhookDelivery delivery);

    [[nodiscard]] const WebhookPorts& ports() const { return ports_; }
    [[nodiscard]] const WebhookSettings& settings() const { return settings_; }

private:
    using List = std::shared_ptr<const std::vector<domain::Webhook>>;

    [[nodiscard]] List list() const;
    void tell(const WebhookNews& news, const std::vector<CompanyId>& companies);
    Task<void> run();
    Task<void> store_news();
    Task<void> deliver(domain::Webhook webhook);
    Task<void> deliver_due(domain::Webhook webhook);
    Task<Result<void>> refresh_here();

    boost::asio::any_io_executor executor_;
    WebhookPorts ports_;
    WebhookSettings settings_;
    Sleep sleep_;
    std::atomic<bool> any_{false};  ///< Somebody wants to be told: else the witness has nothing to do.
    mutable std::mutex mutex_;      ///< Guards list_ and news_: rooms on any thread add to them.
    List list_ = std::make_shared<const std::vector<domain::Webhook>>();
    std::vector<ports::WebhookDelivery> news_;  ///< Not stored yet; at most settings_.queue.
    // On the executor:
    std::unordered_set<WebhookId> busy_;                    ///< Being told something.
    std::unordered_map<WebhookId, Instant> rests_until_;    ///< Did not answer the last time.
    std::unordered_map<WebhookId, std::uint32_t> waiting_;  ///< What is stored for it, about.
    TaskGroup tasks_;
};

}  // namespace foyer::app
