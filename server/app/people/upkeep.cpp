#include "server/app/people/upkeep.hpp"

namespace foyer::app {

namespace {

constexpr Millis presence_tick{50};
constexpr Millis session_tick = std::chrono::hours{1};

}  // namespace

Upkeep::Upkeep(boost::asio::any_io_executor executor, DirectoryCache& directory, PresenceBoard& presence,
               Sessions& sessions, ApiKeys& keys, PeopleSettings settings, Sleep sleep)
    : directory_(directory),
      presence_(presence),
      sessions_(sessions),
      keys_(keys),
      settings_(settings),
      sleep_(std::move(sleep)),
      tasks_(std::move(executor)) {}

void Upkeep::start() {
    tasks_.spawn(tell_presence());
    tasks_.spawn(look_at_other_processes());
    tasks_.spawn(remove_expired_sessions());
    tasks_.spawn(note_use_of_keys());
    for (const auto& chore : chores_) tasks_.spawn(repeat(chore.interval, chore.work));
}

void Upkeep::every(Millis interval, std::function<Task<void>()> work) {
    chores_.push_back({interval, std::move(work)});
}

Task<void> Upkeep::stop() {
    co_await tasks_.stop();
}

Task<void> Upkeep::tell_presence() {
    for (;;) {  // Until the group is stopped: then sleeping throws.
        co_await sleep_(presence_tick);
        co_await presence_.turn();
    }
}

Task<void> Upkeep::repeat(Millis interval, std::function<Task<void>()> work) {
    for (;;) {
        co_await sleep_(interval);
        co_await work();
    }
}

// A store that cannot be read now is asked again a second later.
Task<void> Upkeep::look_at_other_processes() {
    for (;;) {
        co_await sessions_.look_for_ended();
        co_await sleep_(settings_.directory_poll);
        co_await directory_.poll();
    }
}

Task<void> Upkeep::note_use_of_keys() {
    for (;;) {
        co_await sleep_(settings_.sessions.key_use_interval);
        co_await keys_.note_uses();
    }
}

Task<void> Upkeep::remove_expired_sessions() {
    for (;;) {
        co_await sleep_(session_tick);
        co_await sessions_.remove_expired();
    }
}

}  // namespace foyer::app
