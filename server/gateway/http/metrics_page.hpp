#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "lib/net/http.hpp"

namespace foyer::gateway {

/// How often something took so long.
struct DurationCounts {
    std::vector<double> bounds;  ///< Seconds, growing.
    std::vector<std::uint64_t>
        counts;      ///< Of each bound, what is below the one before left out; then of what took longer.
    double sum = 0;  ///< Seconds, all together.
};

/// One figure for the monitoring system. `read` may be called on any thread.
struct Metric {
    enum class Kind { counter, gauge, histogram };
    std::string name;  ///< "foyer_feeds"
    std::string help;
    Kind kind = Kind::gauge;
    std::variant<std::function<double()>, std::function<DurationCounts()>> read;  ///< The latter of a histogram.
};

/// In Prometheus' text format.
[[nodiscard]] std::string metrics_text(const std::vector<Metric>& metrics);

/// GET /metrics, on a listener of its own. Immutable; any I/O thread.
class MetricsPage final : public net::HttpHandler {
public:
    explicit MetricsPage(std::vector<Metric> metrics) : metrics_(std::move(metrics)) {}

    Task<net::HttpResponse> handle(net::HttpRequest request) override;
    Task<net::UpgradeAnswer> upgrade(net::HttpRequest request, std::vector<std::string> offered) override;

private:
    std::vector<Metric> metrics_;
};

}  // namespace foyer::gateway
