#pragma once
#include <memory>
#include <string>
#include <vector>

#include "server/app/caller.hpp"
#include "server/app/calls/call_table.hpp"
#include "server/app/guests/invitations.hpp"
#include "server/app/people/contacts.hpp"
#include "server/app/rooms/room_ports.hpp"
#include "server/app/rooms/room_settings.hpp"
#include "server/ports/file_events.hpp"
#include "server/ports/file_store.hpp"

namespace foyer::app {

/// Where a client stands in a room: it holds every message up to `seq`.
struct Cursor {
    RoomId room;
    Seq seq;
};

struct FeedRequest {
    std::uint32_t epoch = 0;  ///< What the cursors belong to; 0 on a fresh start.
    std::vector<Cursor> cursors;
    bool with_contacts = true;
};

/// A room as one reader has it when his feed opens.
struct RoomState {
    std::shared_ptr<const ports::RoomView> view;
    Seq newest;
    Seq seen;                               ///< 0 for a room that is only watched.
    std::vector<domain::Message> messages;  ///< The first of what he misses, in order.
    bool more = false;                      ///< More is missed than `messages` holds.
};

/// Everything the caller may see, at one moment after it was asked for.
struct FeedSnapshot {
    domain::Person self;
    std::string company_name;
    domain::Abilities may;
    std::vector<ports::ContactView> contacts;
    std::vector<ports::Presence> presence;
    std::vector<RoomState> rooms;
    std::vector<RoomId> gone;                                   ///< Named by a cursor, and no longer the caller's.
    std::vector<ports::CallChanged> calls;                      ///< That run in these rooms.
    std::vector<ports::InvitationChanged> invitations;          ///< Those he may manage.
    std::vector<std::shared_ptr<const ports::FileView>> files;  ///< That he sends or can still receive.
    bool epoch_changed = false;
};

/// Reads what a connection shows first. The connection must be registered for events before it asks, and deliver what
/// it has gathered meanwhile after the snapshot: then nothing is missed, and versions and seqs tell repeats. That a
/// supervisor sees the rooms of his companies from now on is entered in the audit log. Any I/O thread. Errors:
/// `not_logged_in` (no such person any more), `limit_reached` (too many cursors), `store_failed`.
class OpenFeed {
public:
    OpenFeed(RoomPorts ports, Contacts& contacts, GuestCircles& circles, CallTable& calls, Invitations& invitations,
             ports::FileStore& files, std::uint32_t epoch, RoomSettings settings, std::uint32_t snapshot_files)
        : ports_(std::move(ports)),
          files_(files),
          contacts_(contacts),
          circles_(circles),
          calls_(calls),
          invitations_(invitations),
          epoch_(epoch),
          settings_(settings),
          snapshot_files_(snapshot_files) {}

    Task<Result<FeedSnapshot>> run(Caller caller, FeedRequest request);

private:
    Task<void> read_calls(ContactId person, FeedSnapshot& snapshot);
    Task<Result<void>> read_contacts(const domain::Person& self, FeedSnapshot& snapshot);
    Task<Result<void>> read_files(ContactId person, DirectorySnapshot directory, FeedSnapshot& snapshot);
    Task<Result<void>> read_rooms(const domain::Person& self, DirectorySnapshot directory, std::vector<Cursor> cursors,
                                  FeedSnapshot& snapshot);
    /// What he is in and what he watches; cursors of other rooms become `gone`.
    Task<Result<std::vector<ports::RoomEntry>>> entries_of(const domain::Person& self, DirectorySnapshot directory,
                                                           const std::vector<Cursor>& cursors, FeedSnapshot& snapshot);
    /// Returns the bytes of text it read.
    Task<Result<std::uint32_t>> read_missed(const domain::Person& self, const domain::Directory& directory, Seq held,
                                            std::uint32_t bytes_left, RoomState& state);

    RoomPorts ports_;
    ports::FileStore& files_;
    Contacts& contacts_;
    GuestCircles& circles_;
    CallTable& calls_;
    Invitations& invitations_;
    std::uint32_t epoch_;
    RoomSettings settings_;
    std::uint32_t snapshot_files_;
};

}  // namespace foyer::app
