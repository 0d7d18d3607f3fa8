#include "bench/stage.hpp"

#include <boost/asio/post.hpp>
#include <fmt/format.h>

#include "bench/bare_writer.hpp"

namespace foyer::bench {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

double seconds_since(SteadyClock::time_point begin) {
    return std::chrono::duration<double>(SteadyClock::now() - begin).count();
}

}  // namespace

Rows guarded(const std::string& what, const std::function<void(Rows&)>& body) {
    Rows rows;
    try {
        body(rows);
    } catch (const Failed& failed) {
        rows.push_back({what, fmt::format("failed: {}", failed.what()), "", ""});
    }
    return rows;
}

Stage::Stage(const BenchSettings& settings, const WorldPlan& plan, std::string name, LoadSettings load, bool tls)
    : settings_(settings), folder_(settings.folder / name), load_settings_(std::move(load)) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    people_ = must(make_world(folder_ / "data", plan));
    load_settings_.port = free_port();
    if (tls) load_settings_.tls = must(net::make_client_tls(certificate_.emplace().files().certificate_chain));
    start_server();
    memory_before_ = server_->memory();
}

Stage::Stage(const BenchSettings& settings, std::vector<Participant> people, LoadSettings load)
    : settings_(settings), load_settings_(std::move(load)), people_(std::move(people)) {
    load_settings_.port = free_port();
    server_.emplace(
        must(ServerProcess::fork_off([port = load_settings_.port] { run_bare_writer(port); }, load_settings_.port)));
}

Stage::~Stage() {
    if (load_) run_on_thread(load_->disconnect());
    threads_.stop();
    load_.reset();
    server_.reset();
    std::error_code ignored;
    if (!folder_.empty()) std::filesystem::remove_all(folder_ / "data", ignored);
}

void Stage::start_server() {
    const auto begin = SteadyClock::now();
    server_.emplace(must(ServerProcess::start(command(), load_settings_.port, folder_ / "server.log")));
    start_seconds_ = seconds_since(begin);
}

double Stage::connect(std::size_t at_once, std::size_t most) {
    threads_.start();
    load_.emplace(threads_[0], load_settings_);
    auto people = people_;
    people.resize(std::min(most, people.size()));
    const auto begin = SteadyClock::now();
    const auto failure = run_on_thread(load_->connect(std::move(people), at_once));
    if (!failure.empty()) throw Failed(failure);
    return seconds_since(begin);
}

Stage::Comeback Stage::kill_and_come_back() {
    on_thread([&] { load_->expect_ends(); });
    server_->kill();
    server_.reset();
    Comeback comeback;
    start_server();
    comeback.start = start_seconds_;
    const auto begin = SteadyClock::now();
    const auto failure = run_on_thread(load_->reconnect());
    if (!failure.empty()) throw Failed(failure);
    comeback.caught_up = seconds_since(begin);
    return comeback;
}

void Stage::start_closed_loop(std::size_t senders) {
    on_thread([&] { load_->start_closed_loop(senders); });
}

Pace Stage::closed_loop(std::size_t senders, std::size_t members) {
    start_closed_loop(senders);
    rest(1s);
    const auto begin = SteadyClock::now();
    const auto cpu = server_->cpu();
    const auto before = tally();
    rest(settings_.duration);
    const auto after = tally();
    const auto spent = server_->cpu() - cpu;
    const double seconds = seconds_since(begin);
    settle(members);
    const auto deliveries = static_cast<double>(after.deliveries - before.deliveries);
    return {deliveries / seconds, static_cast<double>(after.acks - before.acks) / seconds,
            static_cast<double>(spent.count()) / 1000.0 / (deliveries / 1e6)};
}

Tally Stage::paced(std::size_t senders, std::size_t members, double posts_per_second) {
    paced_unsettled(senders, posts_per_second, settings_.duration);
    settle(members);
    return tally();
}

Tally Stage::paced_unsettled(std::size_t senders, double posts_per_second, std::chrono::milliseconds duration) {
    on_thread([&] { load_->tally().post_to_ack = load_->tally().post_to_delivery = {}; });
    run_on_thread(load_->run_paced(senders, posts_per_second, duration));
    return tally();
}

double Stage::one_post() {
    const auto before = tally();
    const auto begin = SteadyClock::now();
    on_thread([&] { load_->post(0); });
    while (tally().acks == before.acks) {
        if (seconds_since(begin) > 30) throw Failed("a post was not acknowledged within 30 s");
        rest(1ms);
    }
    return seconds_since(begin);
}

void Stage::pause_reading(std::size_t client) {
    on_thread([&] { load_->pause_reading(client); });
}

std::uint16_t Stage::resume_reading(std::size_t client) {
    return run_on_thread(load_->resume_reading(client));
}

std::vector<std::string> Stage::command() const {
    std::vector<std::string> words{
        settings_.server.string(),   "serve",    "--data",
        (folder_ / "data").string(), "--listen", fmt::format("127.0.0.1:{}", load_settings_.port)};
    // The bounds that protect a server from single clients would be what is measured.
    for (const auto* bound : {"requests_per_second", "requests_burst"}) {
        words.insert(words.end(), {fmt::format("--feed.{}", bound), "1000000"});
    }
    words.insert(words.end(), {"--log.level", "warn"});
    if (certificate_) {
        const auto files = certificate_->files();
        words.insert(words.end(),
                     {"--http.tls_certificate", files.certificate_chain, "--http.tls_key", files.private_key});
    }
    words.insert(words.end(), settings_.server_flags.begin(), settings_.server_flags.end());
    return words;
}

void Stage::on_thread(std::function<void()> action) {
    boost::asio::post(threads_[0].context(), boost::asio::use_future(std::move(action))).get();
}

Tally Stage::tally() {
    Tally now;
    on_thread([&] { now = load_->tally(); });
    return now;
}

/// Every post answered and delivered to every member, in order and without a hole: else the figures are worth nothing.
void Stage::settle(std::size_t members) {
    const bool complete = run_on_thread(load_->stop(members));
    const auto now = tally();
    if (!complete || now.holes > 0 || now.refusals > 0 || now.ended > 0) {
        throw Failed(fmt::format("{} posts, {} acknowledged, {} deliveries of {}, {} holes, {} refused, {} ended",
                                 now.posts, now.acks, now.deliveries, now.acks * members, now.holes, now.refusals,
                                 now.ended));
    }
}

}  // namespace foyer::bench
