#include "server/gateway/ws/hub.hpp"

namespace foyer::gateway {

Hub::Hub(net::IoThreads& threads, const ports::Clock& clock) {
    for (std::size_t i = 0; i < threads.size(); ++i) {
        parts_.push_back(std::make_unique<HubThread>(threads[i], clock, counters_));
    }
}

void Hub::publish(ports::Audience audience, ports::Event event) {
    if (!audience || audience->empty()) return;
    ++counters_.events;
    const bool anybody = std::ranges::any_of(parts_, [](const auto& part) { return part->has_feeds(); });
    if (!anybody) return;
    const auto encoded = encode_event(event, in_use(WireFormat::json), in_use(WireFormat::binary));
    for (const auto& part : parts_) {
        if (part->has_feeds()) part->hand_over(audience, encoded);
    }
}

std::size_t Hub::pending_bytes() const {
    std::size_t sum = 0;
    for (const auto& part : parts_) sum += part->pending_bytes();
    return sum;
}

bool Hub::admit(ContactId person, std::uint32_t bound) {
    const std::lock_guard lock(mutex_);
    auto& count = connections_of_[person];
    if (count >= bound) return false;
    ++count;
    return true;
}

void Hub::release(ContactId person) {
    const std::lock_guard lock(mutex_);
    const auto found = connections_of_.find(person);
    if (found != connections_of_.end() && --found->second == 0) connections_of_.erase(found);
}

}  // namespace foyer::gateway
