#pragma once
#include <mutex>
#include <unordered_map>

#include "lib/base/result.hpp"
#include "lib/base/strong_id.hpp"
#include "lib/base/token_bucket.hpp"

namespace foyer::gateway {

/// How fast a person may ask (config rest.requests_per_second, rest.requests_burst). Any thread. Remembers a bounded
/// number of people: those who have not asked for longest go first, and begin anew.
class CallPace {
public:
    CallPace(std::uint32_t per_second, std::uint32_t burst, std::size_t people = 16'384)
        : per_second_(per_second), burst_(burst), people_(people) {}

    /// Counts a call. Error: `rate_limited`, with the time to come back.
    Result<void> take(ContactId who, Instant now);
    /// Who is remembered.
    [[nodiscard]] std::size_t size() const;

private:
    using Buckets = std::unordered_map<ContactId, TokenBucket>;
    TokenBucket& bucket_of(ContactId who, Instant now);

    std::uint32_t per_second_;
    std::uint32_t burst_;
    std::size_t people_;
    mutable std::mutex mutex_;  ///< Guards both.
    Buckets recent_;
    Buckets older_;  ///< Who asked before; all of them go when `recent_` is full.
};

}  // namespace foyer::gateway
