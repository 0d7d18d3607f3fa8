#pragma once
#include <functional>
#include <vector>

#include <boost/asio/any_io_executor.hpp>

#include "lib/async/task.hpp"
#include "lib/async/task_group.hpp"
#include "server/app/people/api_keys.hpp"
#include "server/app/people/directory_cache.hpp"
#include "server/app/people/people_settings.hpp"
#include "server/app/people/presence_board.hpp"
#include "server/app/people/sessions.hpp"
#include "server/app/people/sleep.hpp"

namespace foyer::app {

/// What has to happen by itself: tells presence that is due, looks for changes of the directory and ended sessions by
/// other processes, removes expired sessions. Lives on the directory's executor; every member runs there.
class Upkeep {
public:
    Upkeep(boost::asio::any_io_executor executor, DirectoryCache& directory, PresenceBoard& presence,
           Sessions& sessions, ApiKeys& keys, PeopleSettings settings, Sleep sleep);

    /// Does `work` again and again, `interval` after it was done last. Before start().
    void every(Millis interval, std::function<Task<void>()> work);
    /// Once, when the first load of the directory has succeeded.
    void start();
    /// Resumes when nothing of it runs any more.
    Task<void> stop();

private:
    Task<void> tell_presence();
    Task<void> look_at_other_processes();
    Task<void> remove_expired_sessions();
    Task<void> repeat(Millis interval, std::function<Task<void>()> work);
    Task<void> note_use_of_keys();

    struct Chore {
        Millis interval;
        std::function<Task<void>()> work;
    };
    DirectoryCache& directory_;
    PresenceBoard& presence_;
    Sessions& sessions_;
    ApiKeys& keys_;
    PeopleSettings settings_;
    Sleep sleep_;
    std::vector<Chore> chores_;
    TaskGroup tasks_;
};

}  // namespace foyer::app
