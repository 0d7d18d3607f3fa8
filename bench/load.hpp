#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "bench/histogram.hpp"
#include "bench/world.hpp"
#include "lib/async/task.hpp"
#include "lib/net/io_threads.hpp"
#include "lib/net/tls.hpp"

namespace foyer::bench {

/// What has happened to all clients of a load so far. A value.
struct Tally {
    std::uint64_t deliveries = 0;  ///< Messages received, by every member, the author too.
    std::uint64_t posts = 0;
    std::uint64_t acks = 0;
    std::uint64_t refusals = 0;
    std::uint64_t holes = 0;  ///< A message whose seq did not follow on the one before it.
    std::uint64_t ended = 0;  ///< Connections that ended without our doing; not those that expect_ends() announced.
    std::uint64_t bytes = 0;
    Histogram post_to_ack;
    Histogram post_to_delivery;  ///< Of every 16th client.
};

struct LoadSettings {
    std::uint16_t port = 0;
    std::size_t text_bytes = 200;
    std::size_t window = 1;  ///< Posts that one sender keeps unacknowledged, in a closed loop.
    bool with_contacts = false;
    net::TlsContext tls;
};

class LoadClient;

/// Many WebSocket clients in one thread, each a logged-in participant speaking the feed's JSON. Lives on its I/O
/// thread.
class Load {
public:
    Load(net::IoThread& thread, LoadSettings settings) : thread_(thread), settings_(std::move(settings)) {}
    ~Load();

    /// Connects everybody and waits for their snapshots, at most `at_once` under way. Gives an error's sentence, or "".
    Task<std::string> connect(std::vector<Participant> people, std::size_t at_once);
    /// From now on it is no failure that connections end: the server is going to be killed.
    void expect_ends() { ends_expected_ = true; }
    /// After the end of all connections: everybody comes back with what he holds, all at once. Gives an error's
    /// sentence, or "": everybody has his snapshot, and with it, once and in order, all that was acknowledged before.
    Task<std::string> reconnect();
    /// This client takes nothing more from its socket, until resume_reading().
    void pause_reading(std::size_t client);
    /// Reads what is left to the end, and gives the code that the server closed with; 0: it has not, within 10 s.
    Task<std::uint16_t> resume_reading(std::size_t client);

    /// One post of this client.
    void post(std::size_t client);
    /// The first `senders` keep `window` posts each under way until stop().
    void start_closed_loop(std::size_t senders);
    /// The first `senders` together post at this rate, whatever becomes of it, for as long.
    Task<void> run_paced(std::size_t senders, double posts_per_second, std::chrono::milliseconds duration);
    /// No more posts; waits until every post is answered and `expected_per_post` members have it. False: they have not
    /// within 20 s.
    Task<bool> stop(std::size_t expected_per_post);
    Task<void> wait(std::chrono::milliseconds duration);
    /// Ends all connections.
    Task<void> disconnect();

    [[nodiscard]] Tally& tally() { return tally_; }

private:
    friend class LoadClient;
    Task<std::string> connect_all(std::size_t at_once);
    Task<void> connect_some(std::string* failure);

    net::IoThread& thread_;
    LoadSettings settings_;
    Tally tally_;
    std::vector<std::shared_ptr<LoadClient>> clients_;
    std::size_t next_to_connect_ = 0;
    std::size_t ready_ = 0;
    bool looping_ = false;
    bool ends_expected_ = false;
    std::unordered_map<RoomId, std::uint64_t> acknowledged_;  ///< The highest seq that some author was told.
};

}  // namespace foyer::bench
