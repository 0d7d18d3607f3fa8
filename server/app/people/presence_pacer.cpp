#include "server/app/people/presence_pacer.hpp"

#include <algorithm>

namespace foyer::app {

void PresencePacer::changed(CompanyId company, ContactId person, Instant now) {
    auto& queue = companies_[company];
    if (!queue.waiting.insert(person).second) return;
    if (queue.order.empty()) queue.first = now;
    queue.order.push_back(person);
}

std::vector<PresencePacer::Batch> PresencePacer::take_due(Instant now, const CountReaders& readers) {
    std::vector<Batch> due;
    for (auto entry = companies_.begin(); entry != companies_.end();) {
        auto& [company, queue] = *entry;
        const auto count = readers(company);
        const bool window_over = now >= queue.told + window(count);
        if (queue.order.empty() && window_over) {
            entry = companies_.erase(entry);
            continue;
        }
        if (!queue.order.empty() && window_over && now >= queue.first + settings_.window) {
            due.push_back({company, take(queue, batch(count))});
            queue.told = now;
        }
        ++entry;
    }
    return due;
}

std::vector<ContactId> PresencePacer::take(Queue& queue, std::size_t most) const {
    const auto count = static_cast<std::ptrdiff_t>(std::min(most, queue.order.size()));
    std::vector<ContactId> taken(queue.order.begin(), queue.order.begin() + count);
    queue.order.erase(queue.order.begin(), queue.order.begin() + count);
    for (const auto person : taken) queue.waiting.erase(person);
    return taken;
}

Millis PresencePacer::window(std::size_t readers) const {
    const auto slowest =
        std::max<std::size_t>(1, std::min(settings_.frames_per_second, settings_.deliveries_per_second));
    return std::max(settings_.window, Millis{static_cast<Millis::rep>(readers * 1000 / slowest)});
}

std::size_t PresencePacer::batch(std::size_t readers) const {
    const auto deliveries = settings_.deliveries_per_second * static_cast<std::size_t>(window(readers).count()) / 1000;
    return std::max<std::size_t>(1, deliveries / std::max<std::size_t>(1, readers));
}

}  // namespace foyer::app
