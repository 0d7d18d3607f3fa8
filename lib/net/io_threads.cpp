#include "lib/net/io_threads.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include <boost/asio/post.hpp>

#include "lib/net/turn_pause.hpp"

namespace foyer::net {
namespace {

constexpr std::size_t spare_vectors = 256;
constexpr std::size_t spare_capacity = 1024;

using SteadyClock = std::chrono::steady_clock;

}  // namespace

IoThread::IoThread(std::size_t index, TimeSource time) : time_(time), index_(index) {}
IoThread::~IoThread() = default;

bool IoThread::is_current() const {
    return std::this_thread::get_id() == runner_;
}

void IoThread::at_end_of_turn(EndOfTurn& work) {
    assert(is_current());
    if (!work.is_linked()) dirty_.push_back(work);
    if (!std::exchange(end_of_turn_due_, true)) end_turn_when_due();
}

void IoThread::end_turn_when_due() {
    if (SteadyClock::now() >= earliest_end_of_turn_) return boost::asio::post(executor(), [this] { end_turn(); });
    end_of_turn_timer_.expires_at(earliest_end_of_turn_);
    end_of_turn_timer_.async_wait([this](const boost::system::error_code& error) {
        if (!error) end_turn();
    });
}

void IoThread::end_turn() {
    end_of_turn_due_ = false;
    // Taken out first: what becomes dirty from here on belongs to the next turn.
    decltype(dirty_) now;
    now.swap(dirty_);
    std::size_t done = 0;
    for (; !now.empty(); ++done) {
        EndOfTurn& work = now.front();
        work.unlink();
        work.on_end_of_turn();
    }
    earliest_end_of_turn_ = SteadyClock::now() + pause_after(done);
}

std::vector<std::shared_ptr<const std::string>> IoThread::take_spare() {
    if (spares_.empty()) return {};
    auto spare = std::move(spares_.back());
    spares_.pop_back();
    return spare;
}

void IoThread::give_spare(std::vector<std::shared_ptr<const std::string>> spare) {
    if (spares_.size() >= spare_vectors || spare.capacity() > spare_capacity) return;
    spare.clear();
    spares_.push_back(std::move(spare));
}

void IoThread::run() {
    runner_ = std::this_thread::get_id();
    if (time_ == TimeSource::clock) wait_for_tick();
    context_.run();
}

void IoThread::wait_for_tick() {
    ticker_.expires_after(TimerWheel::tick);
    ticker_.async_wait([this](const boost::system::error_code& error) {
        if (error) return;
        wheel_.advance(std::chrono::duration_cast<Millis>(std::chrono::steady_clock::now() - started_));
        wait_for_tick();
    });
}

void IoThread::advance(Millis time) {
    assert(is_current() && time_ == TimeSource::hand);
    passed_ += time;
    wheel_.advance(passed_);
}

void IoThread::clear() {
    while (!residents_.empty()) {
        Resident& resident = residents_.front();
        resident.unlink();
        resident.on_thread_stopped();
    }
    context_.destroy_queued();
}

IoThreads::IoThreads(std::size_t count, TimeSource time) {
    if (count == 0) count = std::max(1U, std::thread::hardware_concurrency());
    for (std::size_t i = 0; i < count; ++i) threads_.push_back(std::make_unique<IoThread>(i, time));
}

IoThreads::~IoThreads() {
    stop();
}

std::vector<boost::asio::any_io_executor> IoThreads::executors() {
    std::vector<boost::asio::any_io_executor> all;
    for (const auto& thread : threads_) all.emplace_back(thread->executor());
    return all;
}

void IoThreads::start() {
    for (const auto& thread : threads_) runners_.emplace_back([&t = *thread] { t.run(); });
}

void IoThreads::stop() {
    for (const auto& thread : threads_) thread->context().stop();
    for (auto& runner : runners_) runner.join();
    runners_.clear();
    // All of them before any is destroyed: a coroutine on one thread may hold the executor of another.
    for (const auto& thread : threads_) thread->clear();
}

}  // namespace foyer::net
