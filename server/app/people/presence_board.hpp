#pragma once
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"
#include "server/app/people/directory_cache.hpp"
#include "server/app/people/guest_circles.hpp"
#include "server/app/people/people_settings.hpp"
#include "server/app/people/presence_table.hpp"
#include "server/app/people/relation_book.hpp"
#include "server/ports/publisher.hpp"
#include "server/ports/world.hpp"

namespace foyer::app {

/// Who is connected, with which resources, and how reachable (contract 1.3). connect, set, disconnect and the readers
/// may be called on any thread and are done when they return; what changed is told later, gathered, from the board's
/// executor.
///
/// A connection calls connect() after it can receive events and before it reads a snapshot: then what the snapshot
/// lacks arrives as an event. Lives as long as the program.
class PresenceBoard {
public:
    PresenceBoard(boost::asio::any_io_executor executor, DirectoryCache& directory, RelationBook& relations,
                  const GuestCircles& circles, ports::Publisher& publisher, const ports::Clock& clock,
                  PresenceSettings settings);
    ~PresenceBoard();

    /// Returns the name under which the resource is shown: the wish, or one like it if another connection of that
    /// person holds it. A resource with Show::offline is connected, but not shown.
    std::string connect(ConnectionId id, ContactId person, ports::Resource wish);
    void set(ConnectionId id, ports::Show show, std::string text);
    /// `graceful`: he said good-bye or was logged out, and is gone at once; else he stays shown for the grace time.
    void disconnect(ConnectionId id, bool graceful);

    /// The shown resources, by name. Empty: offline.
    [[nodiscard]] std::vector<ports::Resource> of(ContactId person) const;
    /// Holds a connection now, or did within the grace time, shown or not.
    [[nodiscard]] bool is_connected(ContactId person) const;
    /// This very connection was not disconnected yet.
    [[nodiscard]] bool is_open(ConnectionId id) const;
    [[nodiscard]] std::size_t connected_people() const;

    /// Presence of everyone whose presence `reader` may see and who is not offline. Error: `store_failed`.
    Task<Result<std::vector<ports::Presence>>> seen_by(ContactId reader);

    /// Tells a guest who of these is not offline: they have come into his circle. On the board's executor.
    void show_to_guest(ContactId guest, const std::vector<ContactId>& people);

    /// A relation of the two began or ended: each appears to, or disappears from, the other at once. From any executor.
    Task<void> relation_changed(ContactId one, ContactId other);
    /// Company settings or exceptions changed: who may see whom anew. From any executor.
    Task<void> directory_changed(DirectoryNews news);

    /// Ends graces and tells what is due. Called every 50 ms or so, from any executor.
    Task<void> turn();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace foyer::app
