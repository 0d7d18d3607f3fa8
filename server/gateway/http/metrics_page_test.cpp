#include "server/gateway/http/metrics_page.hpp"

#include <gtest/gtest.h>

namespace foyer::gateway {
namespace {

TEST(MetricsText, NamesKindAndFigure) {
    const auto text = metrics_text({{"foyer_feeds", "Feeds.", Metric::Kind::gauge, [] { return 3.0; }},
                                    {"foyer_events_total", "Events.", Metric::Kind::counter, [] { return 1.5; }}});
    EXPECT_EQ(text,
              "# HELP foyer_feeds Feeds.\n# TYPE foyer_feeds gauge\nfoyer_feeds 3\n"
              "# HELP foyer_events_total Events.\n# TYPE foyer_events_total counter\nfoyer_events_total 1.5\n");
}

TEST(MetricsText, AHistogramCountsWhatIsBelowEachBound) {
    const auto text = metrics_text({{"foyer_commit_seconds", "Commits.", Metric::Kind::histogram,
                                     [] { return DurationCounts{{0.001, 0.5}, {4, 0, 2}, 7.25}; }}});
    EXPECT_EQ(text,
              "# HELP foyer_commit_seconds Commits.\n# TYPE foyer_commit_seconds histogram\n"
              "foyer_commit_seconds_bucket{le=\"0.001\"} 4\n"
              "foyer_commit_seconds_bucket{le=\"0.5\"} 4\n"
              "foyer_commit_seconds_bucket{le=\"+Inf\"} 6\n"
              "foyer_commit_seconds_sum 7.25\n"
              "foyer_commit_seconds_count 6\n");
}

}  // namespace
}  // namespace foyer::gateway
