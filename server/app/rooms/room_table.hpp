#pragma once
#include <memory>
#include <vector>

#include <boost/asio/any_io_executor.hpp>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"
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

    /// People or permissions have changed: who lost sight of a room is told so, who gained it gets it, new names are
    /// shown.
    void directory_changed(std::shared_ptr<const domain::Directory> before,
                           std::shared_ptr<const domain::Directory> after);

    [[nodiscard]] const RoomPorts& ports() const { return ports_; }
    [[nodiscard]] const RoomSettings& settings() const { return settings_; }

private:
    RoomPorts ports_;
    RoomSettings settings_;
};

}  // namespace foyer::app
