#include <fmt/format.h>

#include "bench/stage.hpp"

/// What a server must stand: a kill with everybody on it, a large database, a client that does not read.
namespace foyer::bench {
namespace {

constexpr std::uint16_t resume_code = 4001;

std::string seconds(double value) {
    return fmt::format("{:.2f} s", value);
}

}  // namespace

Rows run_comeback(const BenchSettings& settings) {
    const auto people = std::max<std::size_t>(settings.idle_connections / 5, 1) * 5;
    const auto what = fmt::format("{} clients after kill -9", people);
    return guarded(what, [&](Rows& rows) {
        LoadSettings load;
        load.with_contacts = true;
        Stage stage(settings, {.people = people, .company_size = 50, .rooms = people / 5, .room_size = 5}, what, load);
        const double connected = stage.connect(200);
        stage.start_closed_loop(std::min<std::size_t>(people, 500));
        stage.rest(settings.duration);
        const auto comeback = stage.kill_and_come_back();
        rows.push_back({what + ": server listens again", seconds(comeback.start), "", ""});
        rows.push_back(
            {what + ": all back and caught up", seconds(comeback.start + comeback.caught_up), "15 s",
             fmt::format("{} first connect (x {:.1f})", seconds(connected), comeback.caught_up / connected)});
    });
}

Rows run_large_start(const BenchSettings& settings) {
    const auto what =
        fmt::format("start with {} messages in {} rooms", settings.stored_messages, settings.stored_rooms);
    return guarded(what, [&](Rows& rows) {
        Stage stage(settings,
                    {.people = settings.stored_rooms,
                     .company_size = 50,
                     .rooms = settings.stored_rooms,
                     .room_size = 1,
                     .messages = settings.stored_messages},
                    what, {.with_contacts = true});
        const double connected = stage.connect(1, 1);
        const double posted = stage.one_post();
        rows.push_back({what + ": first snapshot and post", seconds(stage.start_seconds() + connected + posted), "2 s",
                        fmt::format("{} until it listens", seconds(stage.start_seconds()))});
    });
}

Rows run_stuck_reader(const BenchSettings& settings) {
    const std::string what = "100 members, one of them stuck";
    return guarded(what, [&](Rows& rows) {
        constexpr std::size_t members = 100;
        // Of 4 KB: they fill the kernel's buffers of one client in a few seconds.
        constexpr double posts_per_second = 500;
        LoadSettings load;
        load.text_bytes = 4'000;
        auto patient = settings;  // The stuck one reads the farewell only after the measurement.
        patient.server_flags.insert(patient.server_flags.end(), {"--feed.close_timeout_ms", "60000"});
        Stage stage(patient, {.people = members, .company_size = members, .rooms = 1, .room_size = members}, what,
                    load);
        stage.connect(100);
        const auto before = stage.paced(50, members, posts_per_second).post_to_delivery.quantile_ms(0.99);
        constexpr std::size_t stuck = members - 1;  // Neither a sender nor a timed one.
        stage.pause_reading(stuck);
        const auto after =
            stage.paced_unsettled(50, posts_per_second, 3 * settings.duration).post_to_delivery.quantile_ms(0.99);
        const auto code = stage.resume_reading(stuck);
        rows.push_back({what + ": the others, post to delivered, p99", fmt::format("{:.1f} ms", after), "+ 10 %",
                        fmt::format("{:.1f} ms without ({:+.0f} %)", before, 100 * (after / before - 1))});
        rows.push_back({what + ": how it ended", code == 0 ? "not at all" : fmt::format("close {}", code),
                        fmt::format("close {}", resume_code), ""});
    });
}

}  // namespace foyer::bench
