#pragma once
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/intrusive/list.hpp>

#include "lib/net/timer_wheel.hpp"

namespace foyer::net {

/// Something that has work to do once per turn of its thread, however often it was touched in that turn.
class EndOfTurn : public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
public:
    virtual ~EndOfTurn() = default;
    virtual void on_end_of_turn() = 0;
};

/// Something that keeps itself alive on a thread, and must let go when that has stopped for ever.
class Resident : public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
public:
    virtual ~Resident() = default;
    /// Nothing runs any more; may destroy itself.
    virtual void on_thread_stopped() = 0;
};

/// An io_context whose queued work can be destroyed while others still refer to it.
class IoContext : public boost::asio::io_context {
public:
    IoContext() : io_context(1) {}
    void destroy_queued() { shutdown(); }
};

/// What drives the deadlines of connections.
enum class TimeSource {
    clock,
    hand,  ///< IoThread::advance(): for tests.
};

/// One I/O thread: an io_context that only this thread runs, hence a strand. Everything but post()ing to executor() and
/// index() happens on it.
class IoThread {
public:
    using Executor = boost::asio::io_context::executor_type;

    explicit IoThread(std::size_t index, TimeSource time = TimeSource::clock);
    ~IoThread();
    IoThread(const IoThread&) = delete;
    IoThread& operator=(const IoThread&) = delete;

    [[nodiscard]] std::size_t index() const { return index_; }
    [[nodiscard]] boost::asio::io_context& context() { return context_; }
    [[nodiscard]] Executor executor() { return context_.get_executor(); }
    [[nodiscard]] TimerWheel& wheel() { return wheel_; }
    /// Lets time pass, where it is driven by hand.
    void advance(Millis time);
    /// Is the caller on this thread? For assertions.
    [[nodiscard]] bool is_current() const;

    /// 64 KiB to read into, shared by all connections of the thread: valid until the reader returns.
    [[nodiscard]] std::span<char> scratch() { return scratch_; }
    /// Calls on_end_of_turn() once, after what is queued on the thread now; somewhat later where much was done at the
    /// end of the latest turn (pause_after): what comes meanwhile is done, and written, along with it.
    void at_end_of_turn(EndOfTurn& work);
    void add_resident(Resident& resident) { residents_.push_back(resident); }
    /// Vectors of pending writes go round, so that idle connections own none.
    [[nodiscard]] std::vector<std::shared_ptr<const std::string>> take_spare();
    void give_spare(std::vector<std::shared_ptr<const std::string>> spare);

private:
    friend class IoThreads;
    void run();
    void wait_for_tick();
    void end_turn_when_due();
    void end_turn();
    void clear();

    IoContext context_;
    boost::asio::executor_work_guard<Executor> work_{context_.get_executor()};
    boost::asio::steady_timer ticker_{context_};
    std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
    TimeSource time_;
    Millis passed_{0};  // By hand.
    TimerWheel wheel_;
    std::vector<char> scratch_ = std::vector<char>(64 * 1024);
    std::vector<std::vector<std::shared_ptr<const std::string>>> spares_;
    boost::intrusive::list<EndOfTurn, boost::intrusive::constant_time_size<false>> dirty_;
    boost::intrusive::list<Resident, boost::intrusive::constant_time_size<false>> residents_;
    std::size_t index_;
    std::thread::id runner_;
    bool end_of_turn_due_ = false;
    std::chrono::steady_clock::time_point earliest_end_of_turn_ = started_;
    boost::asio::steady_timer end_of_turn_timer_{context_};
};

/// The process's I/O threads. Made, started and stopped by main(); outlives everything that runs on them.
class IoThreads {
public:
    /// `count` 0: one per core.
    explicit IoThreads(std::size_t count = 0, TimeSource time = TimeSource::clock);
    ~IoThreads();

    [[nodiscard]] std::size_t size() const { return threads_.size(); }
    [[nodiscard]] IoThread& operator[](std::size_t index) { return *threads_[index]; }
    [[nodiscard]] std::vector<boost::asio::any_io_executor> executors();

    void start();
    /// Ends the loops for ever, joins, and destroys what was still queued, coroutines included. Whatever those refer to
    /// must live until then; sockets and timers may live longer. Not from one of the threads.
    void stop();

private:
    std::vector<std::unique_ptr<IoThread>> threads_;
    std::vector<std::thread> runners_;
};

}  // namespace foyer::net
