#pragma once
#include <cstddef>
#include <deque>
#include <functional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "lib/base/instant.hpp"
#include "lib/base/strong_id.hpp"
#include "server/app/people/people_settings.hpp"

namespace foyer::app {

/// Decides when changed presence is told, so that the traffic stays bounded however many people come and go: telling c
/// changes to n readers costs n frames and c·n deliveries. Per company with n connected people:
///
///     window(n) = max(settings.window, n / frames_per_second, n / deliveries_per_second)
///     batch(n)  = max(1, deliveries_per_second · window(n) / n)
///
/// A change waits for one window after it, or after the company's last batch, whichever is later; a batch takes those
/// changed first. Who changes again while he waits is told once, with what is true then. With the defaults a company of
/// 1,000 tells 1,000 changes a second every 200 ms, one of 10,000 tells 100 changes a second every 500 ms.
///
/// A value without clock or thread: whoever owns it says what time it is.
class PresencePacer {
public:
    explicit PresencePacer(PresenceSettings settings) : settings_(settings) {}

    struct Batch {
        CompanyId company;
        std::vector<ContactId> people;
    };
    using CountReaders = std::function<std::size_t(CompanyId)>;

    void changed(CompanyId company, ContactId person, Instant now);
    /// What is due, and takes it out.
    std::vector<Batch> take_due(Instant now, const CountReaders& readers);
    [[nodiscard]] bool idle() const { return companies_.empty(); }

    [[nodiscard]] Millis window(std::size_t readers) const;
    [[nodiscard]] std::size_t batch(std::size_t readers) const;

private:
    struct Queue {
        std::deque<ContactId> order;
        std::unordered_set<ContactId> waiting;
        Instant first{};  ///< When the queue began to wait.
        Instant told{};   ///< The last batch.
    };
    [[nodiscard]] std::vector<ContactId> take(Queue& queue, std::size_t most) const;

    PresenceSettings settings_;
    std::unordered_map<CompanyId, Queue> companies_;  ///< Those with something waiting, or whose window still runs.
};

}  // namespace foyer::app
