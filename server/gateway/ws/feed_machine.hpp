#pragma once
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "lib/base/result.hpp"
#include "lib/base/token_bucket.hpp"
#include "schema/feed.pb.h"
#include "server/gateway/ws/close_code.hpp"

namespace foyer::gateway {

/// The named bounds of one feed (config section `feed`).
struct FeedRules {
    Millis handshake{10'000};                ///< Hello must have come by then.
    Millis heartbeat{30'000};                ///< Each side sends something at least this often.
    std::uint32_t requests_per_second = 50;  ///< On average …
    std::uint32_t request_burst = 200;       ///< … and at once.
    /// SendSignal does not count as one of these: a mesh that connects sends hundreds. Each peer has a bound of its own
    /// (calls.signals_per_second), so this is only against floods.
    std::uint32_t signals_per_second = 400;
    std::uint32_t requests_in_flight = 64;  ///< Not yet answered.
    std::uint32_t refusals_before_close =
        100;                     ///< Requests refused as rate_limited in a row: then it counts as flooding.
    Millis flood_pause{10'000};  ///< The back-off hint to who was flooding.
};

/// The protocol of one feed (schema/feed.proto) without I/O: frames and timer ticks in, actions out. It decides what
/// may be asked when; what a request does, and events, are not its business. One strand; a few dozen bytes when idle.
class FeedMachine {
public:
    // Actions, to be performed in order.
    /// Authenticate the caller and open the feed; tell the machine by opened() or closed().
    struct Open {
        v1::Hello hello;
        std::uint32_t request = 0;
    };
    /// Perform the request; tell the machine by answered().
    struct Start {
        v1::ClientFrame frame;
    };
    /// Send this frame at once, in front of queued events.
    struct Send {
        v1::ServerFrame frame;
    };
    /// Send GoingAway (not after Bye), then the close frame. Nothing follows.
    struct Close {
        CloseCode code = CloseCode::normal;
        std::string reason;
        Millis retry_after{0};
    };
    /// Note a graceful good-bye: no grace for the presence.
    struct Goodbye {};
    using Action = std::variant<Open, Start, Send, Close, Goodbye>;
    using Actions = std::vector<Action>;

    FeedMachine(const FeedRules& rules, Instant now);

    /// A frame has arrived.
    [[nodiscard]] Actions on_frame(v1::ClientFrame frame, Instant now);
    /// Something arrived that is no frame of this protocol.
    [[nodiscard]] Actions on_unreadable(std::string why, Instant now);
    /// Call about once a second.
    [[nodiscard]] Actions on_tick(Instant now);

    /// The caller is authenticated and Welcome was sent: requests may come.
    void opened();
    /// The request with this id has its answer.
    void answered(std::uint32_t request);
    /// The connection is gone or going: nothing comes out any more.
    void closed() { phase_ = Phase::closed; }
    void sent(Instant now) { last_sent_ = now; }

    [[nodiscard]] bool is_closed() const { return phase_ == Phase::closed; }
    /// As many requests wait for their answer as may: better read no further until one has it.
    [[nodiscard]] bool is_full() const { return in_flight_.size() >= rules_.requests_in_flight; }

private:
    enum class Phase : std::uint8_t { waiting_for_hello, opening, open, closed };

    [[nodiscard]] Actions on_hello(v1::ClientFrame frame);
    [[nodiscard]] Actions on_request(v1::ClientFrame frame);
    [[nodiscard]] Actions refuse_rate(std::uint32_t request, const TokenBucket& bucket);
    [[nodiscard]] Actions close(CloseCode code, std::string reason, Millis retry_after = Millis{0});
    [[nodiscard]] Actions on_bye(std::uint32_t request);

    const FeedRules& rules_;
    Phase phase_ = Phase::waiting_for_hello;
    Instant opened_;
    Instant last_sent_;
    TokenBucket bucket_;
    TokenBucket signals_;
    std::uint32_t refused_in_a_row_ = 0;
    std::vector<std::uint32_t> in_flight_;
};

/// The Error answer to a request (0: to none).
[[nodiscard]] v1::ServerFrame error_frame(std::uint32_t request, const Error& error);

}  // namespace foyer::gateway
