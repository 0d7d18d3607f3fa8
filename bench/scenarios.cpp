#include "bench/scenarios.hpp"

#include <optional>

#include <fmt/format.h>

#include "bench/disk.hpp"
#include "bench/stage.hpp"

namespace foyer::bench {
namespace {

using namespace std::chrono_literals;

std::string millions(double value) {
    return fmt::format("{:.2f} M/s", value / 1e6);
}
std::string thousands(double value) {
    return fmt::format("{:.1f} k/s", value / 1e3);
}

void add_latencies(Rows& rows, const std::string& what, const Tally& tally) {
    rows.push_back(
        {what + ", half load: post to acknowledged, p50 / p99",
         fmt::format("{:.1f} / {:.1f} ms", tally.post_to_ack.quantile_ms(0.5), tally.post_to_ack.quantile_ms(0.99)),
         "5 / 20 ms", ""});
    rows.push_back({what + ", half load: post to delivered, p50 / p99",
                    fmt::format("{:.1f} / {:.1f} ms", tally.post_to_delivery.quantile_ms(0.5),
                                tally.post_to_delivery.quantile_ms(0.99)),
                    what == "100 members" ? "p99 5 ms" : "", ""});
}

std::optional<Pace> ceiling_of(const BenchSettings& settings, std::vector<Participant> people, LoadSettings load,
                               std::size_t senders, std::size_t members) {
    if (!settings.with_ceiling) return std::nullopt;
    Stage stage(settings, std::move(people), std::move(load));
    stage.connect(100);
    return stage.closed_loop(senders, members);
}

}  // namespace

Rows run_fan_out(const BenchSettings& settings, std::size_t members) {
    const auto what = fmt::format("{} members", members);
    return guarded(what, [&](Rows& rows) {
        const std::size_t senders = std::min<std::size_t>(members, 50);
        LoadSettings load;
        load.window = members <= 10 ? 32 : (members <= 100 ? 8 : 2);
        Pace pace;
        std::vector<Participant> people;
        {
            Stage stage(settings, {.people = members, .company_size = members, .rooms = 1, .room_size = members}, what,
                        load);
            stage.connect(100);
            people = stage.people();
            pace = stage.closed_loop(senders, members);
            const auto tally = stage.paced(senders, members, pace.acks / 2);
            add_latencies(rows, what, tally);
        }
        const auto ceiling = ceiling_of(settings, std::move(people), load, senders, members);
        rows.insert(rows.begin(), {{what + ": deliveries", millions(pace.deliveries), members == 100 ? "1.5 M/s" : "",
                                    ceiling ? fmt::format("{} bare ({:.0f} %)", millions(ceiling->deliveries),
                                                          100 * pace.deliveries / ceiling->deliveries)
                                            : ""},
                                   {what + ": server CPU per million deliveries",
                                    fmt::format("{:.2f} s", pace.cpu_seconds_per_million),
                                    members == 100 ? "0.7 s" : (members == 1000 ? "3 s" : ""),
                                    ceiling ? fmt::format("{:.2f} s bare", ceiling->cpu_seconds_per_million) : ""},
                                   {what + ": durable messages", thousands(pace.acks), "", ""}});
    });
}

Rows run_many_rooms(const BenchSettings& settings) {
    const std::string what = "200 rooms of 5";
    return guarded(what, [&](Rows& rows) {
        LoadSettings load;
        load.window = 1;
        Stage stage(settings, {.people = 1'000, .company_size = 50, .rooms = 200, .room_size = 5}, what, load);
        stage.connect(100);
        const auto pace = stage.closed_loop(1'000, 5);
        rows.push_back({what + ": deliveries", thousands(pace.deliveries), "100 k/s", ""});
        rows.push_back({what + ": server CPU per million deliveries",
                        fmt::format("{:.2f} s", pace.cpu_seconds_per_million), "7 s", ""});
        rows.push_back({what + ": durable messages", thousands(pace.acks), "20 k/s", ""});
        add_latencies(rows, what, stage.paced(1'000, 5, pace.acks / 2));
    });
}

Rows run_durable_acks(const BenchSettings& settings) {
    return guarded("durable acknowledgements", [&](Rows& rows) {
        const auto disk = syncs_per_second(settings.folder);
        LoadSettings load;
        load.window = 32;
        {
            Stage stage(settings, {.people = 8, .company_size = 50, .rooms = 1, .room_size = 8}, "acks in one room",
                        load);
            stage.connect(8);
            rows.push_back({"durable acknowledgements, one room", thousands(stage.closed_loop(8, 8).acks), "5 k/s",
                            fmt::format("{} fdatasync", thousands(disk))});
        }
        load.window = 8;
        Stage stage(settings, {.people = 400, .company_size = 50, .rooms = 200, .room_size = 2}, "acks in many rooms",
                    load);
        stage.connect(100);
        const auto acks = stage.closed_loop(400, 2).acks;
        rows.push_back({"durable acknowledgements, 200 rooms", thousands(acks), "50 k/s",
                        fmt::format("{} fdatasync (x {:.1f})", thousands(disk), acks / disk)});
    });
}

Rows run_connects(const BenchSettings& settings, bool tls) {
    const auto what = fmt::format("{} connects{}", settings.idle_connections, tls ? " over TLS" : "");
    return guarded(what, [&](Rows& rows) {
        LoadSettings load;
        load.with_contacts = true;
        Stage stage(settings, {.people = settings.idle_connections, .company_size = 50, .rooms = 0, .room_size = 0},
                    what, load, tls);
        const double seconds = stage.connect(200);
        rows.push_back({what + ", each with a company of 50", fmt::format("{:.2f} s", seconds), tls ? "" : "2 s", ""});
        stage.rest(8s);  // Presence has been told, idle threads have given back what they had.
        const auto each = static_cast<double>(stage.server().memory() - stage.memory_before()) /
                          static_cast<double>(settings.idle_connections);
        rows.push_back({fmt::format("memory per idle connection{}", tls ? " over TLS" : ""),
                        fmt::format("{:.1f} KB", each / 1024), tls ? "40 KB" : "4 KB", ""});
    });
}

}  // namespace foyer::bench
