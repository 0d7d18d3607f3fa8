#pragma once
#include <array>
#include <bit>
#include <chrono>
#include <cstdint>

namespace foyer::bench {

/// Durations, counted in buckets that are at most 3 % wide. A value.
class Histogram {
public:
    void add(std::chrono::nanoseconds duration) {
        const auto micros = static_cast<std::uint64_t>(duration.count() < 0 ? 0 : duration.count() / 1000);
        ++counts_[bucket_of(micros)];
        ++total_;
    }
    [[nodiscard]] std::uint64_t total() const { return total_; }
    /// Milliseconds that this share (0 … 1) of the durations does not exceed.
    [[nodiscard]] double quantile_ms(double share) const {
        const auto rank = static_cast<std::uint64_t>(share * static_cast<double>(total_));
        std::uint64_t seen = 0;
        for (std::size_t i = 0; i < counts_.size(); ++i) {
            seen += counts_[i];
            if (seen > rank) return static_cast<double>(upper_bound_of(i)) / 1000.0;
        }
        return 0;
    }

private:
    static constexpr std::size_t steps = 32;  // Per power of two.

    static std::size_t bucket_of(std::uint64_t micros) {
        if (micros < steps) return micros;
        const auto exponent = static_cast<std::size_t>(std::bit_width(micros)) - 6;
        return exponent * steps + (micros >> exponent);
    }
    static std::uint64_t upper_bound_of(std::size_t bucket) {
        if (bucket < 2 * steps) return bucket;
        const auto exponent = bucket / steps - 1;
        return (bucket - exponent * steps) << exponent;
    }

    std::array<std::uint64_t, steps * 40> counts_{};
    std::uint64_t total_ = 0;
};

}  // namespace foyer::bench
