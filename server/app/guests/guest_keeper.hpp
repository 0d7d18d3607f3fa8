#pragma once
#include <boost/asio/any_io_executor.hpp>

#include "lib/async/task_group.hpp"
#include "server/app/guests/dismiss_guest.hpp"
#include "server/app/people/presence_board.hpp"
#include "server/app/people/sleep.hpp"

namespace foyer::app {

/// Lets guests go whose time has come: who has left his room, who never came, whose link and sessions have run out, and
/// whose dismissal was not finished. Its loop lives on the executor given; turn() may be called on any thread.
class GuestKeeper {
public:
    GuestKeeper(boost::asio::any_io_executor executor, Invitations& invitations, DismissGuest& dismiss,
                PresenceBoard& presence, RoomTable& rooms, Sleep sleep);

    /// Once, when the first load of the directory has succeeded.
    void start();
    /// Resumes when nothing of it runs any more.
    Task<void> stop();

    /// What is due now. A store that fails is asked again with the next turn.
    Task<void> turn();

private:
    Task<void> keep();
    Task<void> judge(domain::Invitation invitation);

    Invitations& invitations_;
    DismissGuest& dismiss_;
    PresenceBoard& presence_;
    RoomTable& rooms_;
    Sleep sleep_;
    Instant cleaned_{};  ///< On the loop alone.
    TaskGroup tasks_;
};

}  // namespace foyer::app
