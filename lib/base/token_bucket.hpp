#pragma once
#include <algorithm>

#include "lib/base/instant.hpp"

namespace foyer {

/// Lets `per_second` requests through on average and `burst` at once. A value without a clock; one strand.
class TokenBucket {
public:
    TokenBucket(std::uint32_t per_second, std::uint32_t burst, Instant now)
        : per_second_(std::max(1U, per_second)),
          burst_(std::max(1U, burst)),
          tokens_(static_cast<float>(burst_)),
          filled_(now) {}

    /// Takes one token if there is one.
    [[nodiscard]] bool take(Instant now) {
        fill(now);
        if (tokens_ < 1.0F) {
            return false;
        }
        tokens_ -= 1.0F;
        return true;
    }
    /// How long until a token is there, rounded up to whole milliseconds.
    [[nodiscard]] Millis wait() const {
        const float missing = std::max(0.0F, 1.0F - tokens_);
        return Millis{static_cast<Millis::rep>(missing * 1000.0F / static_cast<float>(per_second_)) + 1};
    }

private:
    void fill(Instant now) {
        if (now <= filled_) {
            return;
        }
        const auto gained = static_cast<float>((now - filled_).count()) * static_cast<float>(per_second_) / 1000.0F;
        tokens_ = std::min(static_cast<float>(burst_), tokens_ + gained);
        filled_ = now;
    }

    std::uint32_t per_second_;
    std::uint32_t burst_;
    float tokens_;
    Instant filled_;
};

}  // namespace foyer
