#pragma once
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

/// What has to happen by itself: tells presence that is due, looks for changes of the directory by other processes,
/// removes expired sessions, notes the use of API keys. Lives on the directory's executor; every member runs there.
class Upkeep {
public:
    Upkeep(boost::asio::any_io_executor executor, DirectoryCache& directory, PresenceBoard& presence,
           Sessions& sessions, ApiKeys& keys, PeopleSettings settings, Sleep sleep);

    /// Once, when the first load of the directory has succeeded.
    void start();
    /// Resumes when nothing of it runs any more.
    Task<void> stop();

private:
    Task<void> tell_presence();
    Task<void> poll_directory();
    Task<void> remove_expired_sessions();
    Task<void> note_use_of_keys();

    DirectoryCache& directory_;
    PresenceBoard& presence_;
    Sessions& sessions_;
    ApiKeys& keys_;
    PeopleSettings settings_;
    Sleep sleep_;
    TaskGroup tasks_;
};

}  // namespace foyer::app
