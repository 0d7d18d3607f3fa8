#include "server/gateway/http/metrics_page.hpp"

#include <fmt/format.h>

#include "server/gateway/http/http_answer.hpp"

namespace foyer::gateway {

namespace {

const char* word(Metric::Kind kind) {
    switch (kind) {
        case Metric::Kind::counter:
            return "counter";
        case Metric::Kind::gauge:
            return "gauge";
        case Metric::Kind::histogram:
            return "histogram";
    }
    return "untyped";
}

struct AppendReading {
    std::string& text;
    const std::string& name;

    void operator()(const std::function<double()>& read) const { text += fmt::format("{} {}\n", name, read()); }
    void operator()(const std::function<DurationCounts()>& read) const {
        const auto reading = read();
        std::uint64_t below = 0;
        for (std::size_t i = 0; i < reading.counts.size(); ++i) {
            below += reading.counts[i];
            const auto bound = i < reading.bounds.size() ? fmt::format("{}", reading.bounds[i]) : "+Inf";
            text += fmt::format("{}_bucket{{le=\"{}\"}} {}\n", name, bound, below);
        }
        text += fmt::format("{0}_sum {1}\n{0}_count {2}\n", name, reading.sum, below);
    }
};

}  // namespace

std::string metrics_text(const std::vector<Metric>& metrics) {
    std::string text;
    for (const auto& metric : metrics) {
        text += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n", metric.name, metric.help, word(metric.kind));
        std::visit(AppendReading{text, metric.name}, metric.read);
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
