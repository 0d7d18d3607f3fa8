#pragma once
#include <functional>
#include <string>
#include <vector>

#include "lib/net/http.hpp"

namespace foyer::gateway {

/// One figure for the monitoring system. `read` may be called on any thread.
struct Metric {
    enum class Kind { counter, gauge };
    std::string name;  ///< "foyer_feeds"
    std::string help;
    Kind kind = Kind::gauge;
    std::function<double()> read;
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
