#pragma once
#include <mutex>
#include <string>
#include <unordered_map>

#include "server/gateway/http/router.hpp"
#include "server/gateway/ws/feed_services.hpp"

namespace foyer::gateway {

class EventFeed;

/// Feeds for clients whose network lets no WebSocket pass: the server's frames as server-sent events, the client's in
/// requests of their own, on whichever connection these come. Any I/O thread; outlives its streams.
///
///     GET  /api/feed/events            event "stream" tells where frames go, a secret; then a frame per event
///     POST /api/feed/frames?stream=&batch=   {"frames": ["…", …]}, batch 1, 2, 3 …: one that was taken is not taken
///     twice
class EventStreams {
public:
    explicit EventStreams(FeedServices services) : services_(std::move(services)) {}

    void add_operations(Router& router);

private:
    friend class EventFeed;
    [[nodiscard]] net::HttpResponse open(const HttpCall& call);
    Task<net::HttpResponse> receive(HttpCall call);

    struct Open {
        boost::asio::any_io_executor executor;  ///< The stream's thread: everything about it happens there.
        std::weak_ptr<EventFeed> feed;
    };
    void opened(const std::string& name, Open open);
    void ended(const std::string& name);
    [[nodiscard]] std::optional<Open> find(const std::string& name);

    FeedServices services_;
    std::mutex mutex_;  // Guards open_: touched when a stream comes or goes, and once per request.
    std::unordered_map<std::string, Open> open_;
};

}  // namespace foyer::gateway
