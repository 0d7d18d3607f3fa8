#pragma once
#include <atomic>
#include <memory>
#include <unordered_map>
#include <vector>

#include <boost/intrusive/list.hpp>

#include "lib/async/mailbox.hpp"
#include "lib/async/task_group.hpp"
#include "lib/net/io_threads.hpp"
#include "server/gateway/ws/encoded_event.hpp"
#include "server/ports/world.hpp"

namespace foyer::gateway {

/// What is counted for /metrics. Any thread.
struct HubCounters {
    std::atomic<std::int64_t> connections{0};  ///< Open WebSockets, before Hello too.
    std::atomic<std::int64_t> feeds{0};        ///< Of these: logged in.
    std::atomic<std::int64_t> requests_running{0};
    std::atomic<std::uint64_t> requests{0};
    std::atomic<std::uint64_t> events{0};
    std::atomic<std::uint64_t> deliveries{0};    ///< Events times connections.
    std::atomic<std::uint64_t> slow_readers{0};  ///< Connections cut because they did not read.
    std::atomic<std::uint64_t> flooding{0};      ///< Connections closed with `retry` by the protocol.
};

/// A connection as the hub sees it. Lives on one I/O thread, in the list of its HubThread.
class Receiver : public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
public:
    virtual ~Receiver() = default;
    virtual void deliver(const EventRef& event) = 0;
    virtual void on_tick(Instant now) = 0;
    /// What its peer has not taken yet.
    [[nodiscard]] virtual std::size_t pending_bytes() const = 0;
};

/// The connections of one I/O thread. Every member but hand_over() runs there. Owned by Hub; outlives the thread.
class HubThread final : net::WheelTimer {
public:
    HubThread(net::IoThread& thread, const ports::Clock& clock, HubCounters& counters);
    ~HubThread() override;

    /// Any thread.
    void hand_over(ports::Audience audience, EventRef event) { mailbox_.put({std::move(audience), std::move(event)}); }
    /// Is there anybody to hand over to? Any thread; whoever comes at this moment reads his snapshot later.
    [[nodiscard]] bool has_feeds() const { return feeds_.load() > 0; }
    /// What waited for all its receivers at the last tick. Any thread.
    [[nodiscard]] std::size_t pending_bytes() const { return pending_bytes_.load(); }

    /// The receiver gets ticks. It leaves by being destroyed or by leave().
    void enter(Receiver& receiver);
    void leave(Receiver& receiver);
    /// The receiver also gets this person's events, until unsubscribe().
    void subscribe(ContactId person, Receiver& receiver);
    void unsubscribe(ContactId person, Receiver& receiver);

    /// Requests of this thread's connections: one that has begun is finished, whoever has hung up.
    [[nodiscard]] TaskGroup& tasks() { return tasks_; }
    [[nodiscard]] HubCounters& counters() { return counters_; }
    [[nodiscard]] net::IoThread& thread() { return thread_; }
    [[nodiscard]] Instant now() const { return clock_.now(); }

private:
    struct HandOver {
        ports::Audience audience;
        EventRef event;
    };

    void on_timer() override;
    void take(std::vector<HandOver>& batch);

    net::IoThread& thread_;
    const ports::Clock& clock_;
    HubCounters& counters_;
    std::atomic<std::int64_t> feeds_{0};
    std::atomic<std::size_t> pending_bytes_{0};
    boost::intrusive::list<Receiver, boost::intrusive::constant_time_size<false>> all_;
    std::unordered_map<ContactId, std::vector<Receiver*>> by_person_;
    TaskGroup tasks_;
    Mailbox<HandOver> mailbox_;
};

}  // namespace foyer::gateway
