#pragma once
#include <functional>
#include <memory>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "lib/async/task.hpp"
#include "lib/async/task_group.hpp"
#include "lib/base/result.hpp"
#include "server/app/caller.hpp"
#include "server/app/rooms/live_room.hpp"
#include "server/app/rooms/room_ports.hpp"
#include "server/app/rooms/room_settings.hpp"

namespace foyer::app {

/// The rooms in memory: a part per I/O thread, each room on exactly one of them for ever. May be asked on any thread.
/// Owned by App; outlives every use case. The executors must each run on one thread.
class RoomTable {
public:
    RoomTable(std::vector<boost::asio::any_io_executor> executors, RoomPorts ports, RoomSettings settings);
    ~RoomTable();
    RoomTable(const RoomTable&) = delete;
    RoomTable& operator=(const RoomTable&) = delete;

    /// Runs `task` on the room's strand and resumes the caller on his own. Once begun it is not cancelled: what is
    /// stored must also be told.
    template <class T>
    Task<T> on_strand(RoomId room, Task<T> task) {
        namespace asio = boost::asio;
        co_return co_await asio::co_spawn(executor_of(room), std::move(task),
                                          asio::bind_cancellation_slot(asio::cancellation_slot(), asio::use_awaitable));
    }

    /// A room in which it is one's turn to decide.
    struct Entered {
        std::shared_ptr<LiveRoom> room;
        Turnstile::Pass pass;
    };
    /// Waits for the turn, in the order of the calls; the room is as stored then. On the room's strand.
    /// Errors: `not_found`, `store_failed`.
    Task<Result<Entered>> enter(RoomId room);

    /// What a person wants to become of a room.
    using Decide = std::function<Result<domain::RoomChange>(const LiveRoom& room, const domain::Person& actor)>;
    /// Decides on the newest state of the room and stores the outcome; decides anew if the room has moved on. Any
    /// thread. `decide` may be called several times. Errors: those of `decide`, `not_found`, `conflict`,
    /// `store_failed`.
    Task<Result<void>> change(Caller caller, RoomId room, Decide decide);

    /// The same for whom the room itself knows nothing of: an administrator's right is not decided by `decide`.
    using DecideFreely = std::function<Result<domain::RoomChange>(const LiveRoom& room)>;
    Task<Result<void>> administer(RoomId room, DecideFreely decide);

    /// People or permissions have changed: who lost sight of a room is told so, who gained it gets it, new names are
    /// shown. On the first executor.
    void directory_changed(const DirectoryNews& news);

    [[nodiscard]] const RoomPorts& ports() const { return ports_; }
    [[nodiscard]] const RoomSettings& settings() const { return settings_; }
    [[nodiscard]] domain::RoomLimits limits() const;
    /// Rooms in memory. Any thread.
    [[nodiscard]] std::size_t live() const;
    /// Of these: on the part of this room. For tests, on its strand.
    [[nodiscard]] std::size_t live_beside(RoomId room) const;

private:
    struct Part;
    [[nodiscard]] Part& part_of(RoomId room) const;
    [[nodiscard]] boost::asio::any_io_executor executor_of(RoomId room) const;
    Task<Result<void>> change_here(RoomId room, DecideFreely decide);
    /// That somebody may watch the rooms of these companies from now on, or no longer.
    Task<void> show_rooms(ContactId person, std::vector<CompanyId> begun, std::vector<CompanyId> ended);
    Task<void> show_room(ContactId person, ports::RoomEntry entry);

    RoomPorts ports_;
    RoomSettings settings_;
    std::vector<std::unique_ptr<Part>> parts_;
    TaskGroup tasks_;
};

}  // namespace foyer::app
