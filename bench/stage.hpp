#pragma once
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>

#include "bench/load.hpp"
#include "bench/scenarios.hpp"
#include "bench/server_process.hpp"
#include "bench/world.hpp"
#include "lib/net/test_certificate.hpp"

namespace foyer::bench {

/// What goes wrong in a scenario ends it; its row says so.
struct Failed : std::runtime_error {
    using std::runtime_error::runtime_error;
};
template <class T>
T must(Result<T> result) {
    if (!result) throw Failed(result.error().sentence);
    return std::move(*result);
}
/// The rows of `body`; of one that fails a last row that says so.
[[nodiscard]] Rows guarded(const std::string& what, const std::function<void(Rows&)>& body);

/// What a closed loop came to, per second.
struct Pace {
    double deliveries = 0;
    double acks = 0;
    double cpu_seconds_per_million = 0;
};

/// One scenario's server, participants and clients, taken down in the right order. Throws Failed.
class Stage {
public:
    Stage(const BenchSettings& settings, const WorldPlan& plan, std::string name, LoadSettings load, bool tls = false);
    /// The same clients against the bare writer.
    Stage(const BenchSettings& settings, std::vector<Participant> people, LoadSettings load);
    ~Stage();
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;

    [[nodiscard]] const std::vector<Participant>& people() const { return people_; }
    [[nodiscard]] ServerProcess& server() { return *server_; }
    [[nodiscard]] std::size_t memory_before() const { return memory_before_; }
    /// From the start of the server to its first listening.
    [[nodiscard]] double start_seconds() const { return start_seconds_; }

    /// Seconds until everybody, or the first `most`, has his snapshot.
    double connect(std::size_t at_once, std::size_t most = std::string::npos);
    /// Kills the server in the midst of what it does, starts it anew, and gives the seconds that this took, and those
    /// from then on until everybody is back.
    struct Comeback {
        double start = 0;
        double caught_up = 0;
    };
    Comeback kill_and_come_back();

    Pace closed_loop(std::size_t senders, std::size_t members);
    void start_closed_loop(std::size_t senders);
    Tally paced(std::size_t senders, std::size_t members, double posts_per_second);
    /// The same, but nobody waits for what is missing at the end.
    Tally paced_unsettled(std::size_t senders, double posts_per_second, std::chrono::milliseconds duration);
    /// One post of the first client, until it is acknowledged: seconds.
    double one_post();
    void pause_reading(std::size_t client);
    std::uint16_t resume_reading(std::size_t client);

    void rest(std::chrono::milliseconds duration) { run_on_thread(load_->wait(duration)); }

private:
    [[nodiscard]] std::vector<std::string> command() const;
    void start_server();

    template <class T>
    T run_on_thread(Task<T> task) {
        return boost::asio::co_spawn(threads_[0].executor(), std::move(task), boost::asio::use_future).get();
    }
    void on_thread(std::function<void()> action);
    Tally tally();
    void settle(std::size_t members);

    const BenchSettings& settings_;
    std::filesystem::path folder_;
    LoadSettings load_settings_;
    std::vector<Participant> people_;
    std::optional<net::TestCertificate> certificate_;
    std::optional<ServerProcess> server_;
    std::size_t memory_before_ = 0;
    double start_seconds_ = 0;
    net::IoThreads threads_{1};
    std::optional<Load> load_;
};

}  // namespace foyer::bench
