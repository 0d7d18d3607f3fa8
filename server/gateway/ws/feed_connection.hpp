#pragma once
#include <memory>
#include <string>
#include <vector>

#include "lib/net/websocket_connection.hpp"
#include "server/gateway/ws/feed_machine.hpp"
#include "server/gateway/ws/feed_services.hpp"
#include "server/gateway/ws/hub_thread.hpp"
#include "server/gateway/ws/requests.hpp"

namespace foyer::gateway {

/// One feed: the thin shell between a WebSocket, the FeedMachine, the hub and the use cases. Lives on its connection's
/// I/O thread; kept alive by the WebSocket and by its requests under way.
class FeedConnection final : public net::WebSocketHandler,
                             public Receiver,
                             public std::enable_shared_from_this<FeedConnection> {
public:
    /// `token`: from the cookie or the Authorization field of the upgrade request; may be empty.
    FeedConnection(const FeedServices& services, HubThread& hub, WireFormat format, std::string token);
    ~FeedConnection() override;

    void on_open(std::shared_ptr<net::WebSocketConnection> connection) override;
    void on_message(net::MessageKind kind, std::string_view message) override;
    void on_slow_reader() override;
    void on_server_stopping() override;
    void on_end(net::WebSocketEnd end) override;

    void deliver(const EventRef& event) override;
    void on_tick(Instant now) override;
    [[nodiscard]] std::size_t pending_bytes() const override {
        return queued_bytes_ + (socket_ ? socket_->pending_bytes() : 0);
    }

private:
    /// What waits until the snapshot has been sent: an event, or the answer to a request.
    struct Queued {
        EventRef event;
        net::FrameRef answer;
    };
    struct Opening;

    [[nodiscard]] bool takes_command(const EncodedEvent& event) const;
    void perform(FeedMachine::Actions actions);
    void close(FeedMachine::Close close);
    void send(const v1::ServerFrame& frame);
    void answer(const v1::ServerFrame& frame);
    void queue(Queued item, std::size_t bytes);

    static Task<void> open(std::shared_ptr<FeedConnection> self, v1::Hello hello, std::uint32_t request);
    static Task<void> serve(std::shared_ptr<FeedConnection> self, v1::ClientFrame frame);
    Task<Result<app::FeedSnapshot>> prepare(v1::Hello hello);
    Result<void> subscribe(app::Caller caller);
    void refuse_opening(std::uint32_t request, const Error& error);
    void send_welcome(const app::FeedSnapshot& snapshot, std::uint32_t request);
    static Task<void> send_snapshot(std::shared_ptr<FeedConnection> self, app::FeedSnapshot snapshot);
    void flush_queue(const app::FeedSnapshot& snapshot);

    const FeedServices& services_;
    HubThread& hub_;
    std::shared_ptr<net::WebSocketConnection> socket_;  ///< Null before on_open and after on_end.
    FeedMachine machine_;
    std::string token_;  ///< A secret; emptied by Hello.
    FeedCaller who_;
    std::unique_ptr<std::vector<Queued>> queue_;  ///< While the snapshot is being read and sent.
    std::size_t queued_bytes_ = 0;
    std::string resource_;
    WireFormat format_;
    bool subscribed_ = false;
    bool with_contacts_ = true;
    bool graceful_ = false;
};

}  // namespace foyer::gateway
