#include "server/gateway/http/metrics_page.hpp"

#include <fmt/format.h>

#include "server/gateway/http/http_answer.hpp"

namespace foyer::gateway {

std::string metrics_text(const std::vector<Metric>& metrics) {
    std::string text;
    for (const auto& metric : metrics) {
        const auto* kind = metric.kind == Metric::Kind::counter ? "counter" : "gauge";
        text += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n{0} {3}\n", metric.name, metric.help, kind, metric.read());
    }
    return text;
}

Task<net::HttpResponse> MetricsPage::handle(net::HttpRequest request) {
    if (request.path != "/metrics") co_return text_answer("There is only /metrics.\n", 404);
    co_return text_answer(metrics_text(metrics_), 200, "text/plain; version=0.0.4; charset=utf-8");
}

Task<net::UpgradeAnswer> MetricsPage::upgrade(net::HttpRequest, std::vector<std::string>) {
    co_return text_answer("There is only /metrics.\n", 404);
}

}  // namespace foyer::gateway
