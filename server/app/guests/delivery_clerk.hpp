#pragma once
#include <atomic>

#include <boost/asio/any_io_executor.hpp>

#include "lib/async/task_group.hpp"
#include "server/app/guests/invitations.hpp"
#include "server/app/people/sleep.hpp"
#include "server/ports/delivery_store.hpp"
#include "server/ports/messenger.hpp"
#include "server/ports/room_store.hpp"

namespace foyer::app {

/// What is counted for /metrics. Any thread.
struct DeliveryCounters {
    std::atomic<std::uint64_t> sent{0};
    std::atomic<std::uint64_t> put_off{0};  ///< Attempts that will be repeated.
    std::atomic<std::uint64_t> failed{0};
};

/// Sends what waits in the queue of messages to guests, and tells the inviters what became of it. A message is marked
/// before it leaves the house, so that none is sent twice: what was under way when the server died counts as failed. Its
/// loop lives on the executor given; turn() may be called there alone.
class DeliveryClerk {
public:
    /// `messenger` null: nothing can be sent, and nothing is taken.
    DeliveryClerk(boost::asio::any_io_executor executor, Invitations& invitations, ports::DeliveryStore& deliveries,
                  ports::RoomStore& rooms, ports::Messenger* messenger, Sleep sleep);

    /// Once, when the first load of the directory has succeeded.
    void start();
    /// Resumes when nothing of it runs any more; what is being sent is waited for.
    Task<void> stop();

    /// What the last run of the server left unsettled has failed. Before the first turn().
    Task<Result<void>> recover();
    /// Sends what is due now, one after the other.
    Task<void> turn();

    [[nodiscard]] const DeliveryCounters& counters() const { return counters_; }

private:
    Task<void> work();
    Task<void> deliver(ports::Delivery delivery);
    Task<ports::DeliveryOutcome> attempt(ports::Delivery delivery);
    Task<ports::InvitationMessage> compose(domain::Invitation invitation, DeliveryId id);

    Invitations& invitations_;
    ports::DeliveryStore& deliveries_;
    ports::RoomStore& rooms_;
    ports::Messenger* messenger_;
    Sleep sleep_;
    DeliveryCounters counters_;
    bool recovered_ = false;
    Instant cleaned_{};
    TaskGroup tasks_;
};

/// How long to wait after so many attempts: half a minute, then twice as long each time, an hour at most.
[[nodiscard]] Millis pause_after(std::uint32_t attempts);

}  // namespace foyer::app
