#pragma once
#include <atomic>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "lib/net/io_threads.hpp"
#include "server/gateway/ws/encoded_event.hpp"
#include "server/gateway/ws/hub_thread.hpp"
#include "server/ports/publisher.hpp"
#include "server/ports/world.hpp"

namespace foyer::gateway {

/// Tells connected clients what happens: encodes and frames an event once per wire format in use, and hands it to each
/// I/O thread once; there it meets the connections of its audience. Any thread. Made before the I/O threads run and
/// outlives them; owns a HubThread for each.
class Hub final : public ports::Publisher {
public:
    Hub(net::IoThreads& threads, const ports::Clock& clock);

    void publish(ports::Audience audience, ports::Event event) override;

    /// The part on this I/O thread. Everything on it happens there.
    [[nodiscard]] HubThread& on(const net::IoThread& thread) { return *parts_[thread.index()]; }

    /// Counts one more connection of this person, unless he has `bound` already. Any thread.
    [[nodiscard]] bool admit(ContactId person, std::uint32_t bound);
    void release(ContactId person);
    /// From now on (until as many calls of format_left) events are encoded in this format, too. Any thread.
    void format_entered(WireFormat format) { users_of_[static_cast<std::size_t>(format)].fetch_add(1); }
    void format_left(WireFormat format) { users_of_[static_cast<std::size_t>(format)].fetch_sub(1); }

    [[nodiscard]] HubCounters& counters() { return counters_; }
    /// What waited for all clients at the last tick. Any thread.
    [[nodiscard]] std::size_t pending_bytes() const;

private:
    [[nodiscard]] bool in_use(WireFormat format) const {
        return users_of_[static_cast<std::size_t>(format)].load() > 0;
    }

    HubCounters counters_;
    std::array<std::atomic<std::int64_t>, 2> users_of_{};
    std::mutex mutex_;  // Guards connections_of_: touched when a connection comes or goes, never per event.
    std::unordered_map<ContactId, std::uint32_t> connections_of_;
    std::vector<std::unique_ptr<HubThread>> parts_;
};

}  // namespace foyer::gateway
