#include "server/gateway/ws/hub_thread.hpp"

namespace foyer::gateway {

namespace {
constexpr Millis tick_interval{1'000};
}

HubThread::HubThread(net::IoThread& thread, const ports::Clock& clock, HubCounters& counters)
    : thread_(thread),
      clock_(clock),
      counters_(counters),
      tasks_(thread.executor()),
      mailbox_(thread.executor(), [this](std::vector<HandOver>& batch) { take(batch); }) {
    boost::asio::post(thread.executor(), [this] { thread_.wheel().arm(*this, tick_interval); });
}

HubThread::~HubThread() {
    all_.clear();
}

void HubThread::enter(Receiver& receiver) {
    all_.push_back(receiver);
    ++counters_.connections;
}

void HubThread::leave(Receiver& receiver) {
    receiver.unlink();
    --counters_.connections;
}

void HubThread::subscribe(ContactId person, Receiver& receiver) {
    by_person_[person].push_back(&receiver);
    ++feeds_;
    ++counters_.feeds;
}

void HubThread::unsubscribe(ContactId person, Receiver& receiver) {
    const auto found = by_person_.find(person);
    if (found == by_person_.end() || std::erase(found->second, &receiver) == 0) return;
    if (found->second.empty()) by_person_.erase(found);
    --feeds_;
    --counters_.feeds;
}

void HubThread::on_timer() {
    thread_.wheel().arm(*this, tick_interval);
    const auto now = clock_.now();
    std::size_t pending = 0;
    for (auto receiver = all_.begin(); receiver != all_.end();) {
        auto& ticked = *receiver++;
        pending += ticked.pending_bytes();
        ticked.on_tick(now);
    }
    pending_bytes_ = pending;
}

void HubThread::take(std::vector<HandOver>& batch) {
    std::uint64_t delivered = 0;
    for (const auto& [audience, event] : batch) {
        for (const auto person : *audience) {
            const auto found = by_person_.find(person);
            if (found == by_person_.end()) continue;
            for (auto* receiver : found->second) {
                receiver->deliver(event);
                ++delivered;
            }
        }
    }
    counters_.deliveries += delivered;
}

}  // namespace foyer::gateway
