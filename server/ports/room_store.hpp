#pragma once
#include <optional>
#include <vector>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"
#include "server/domain/audit/audit_entry.hpp"
#include "server/domain/room/room.hpp"

namespace foyer::ports {

/// A room as stored, with what counts in it.
struct StoredRoom {
    domain::Room room;
    Seq newest;  ///< 0: no message yet.
};

/// A room in somebody's list.
struct RoomEntry {
    domain::Room room;
    Seq newest;
    Seq seen;  ///< Highest seq this person has seen; 0 for a room he only watches.
};

struct Created {
    StoredRoom stored;
    bool existed =
        false;  ///< The pair's room, or the room of the same idempotency key, was there already: nothing was written.
};

/// What becomes of a room: with `next`, it replaces the stored room; the messages get the next seqs, in order.
struct RoomWrite {
    RoomId room;
    std::uint32_t expected_version =
        0;  ///< What it was decided on; the store refuses with `conflict` if that has changed.
    std::optional<domain::Room> next;
    std::vector<domain::Draft> messages;
    domain::NewGuests guests{};    ///< Stored with `next`, of which they are members.
    domain::Audited audited{};     ///< Entered in the audit log with `next`, both or none.
    domain::RequestKey request{};  ///< Remembered with `next`.
};

/// A room from outside: what it is and how much is in it.
struct RoomOverview {
    RoomId id;
    std::string name;
    bool multi = false;
    bool is_public = false;
    bool archive = false;
    bool ended = false;
    ContactId owner;
    CompanyId company;
    std::uint32_t members = 0;  ///< Invited or joined, guests included.
    std::uint32_t guests = 0;
    Seq newest;
    Instant created{};
    Instant last_message{};  ///< 0: nothing was posted yet.
    bool operator==(const RoomOverview&) const = default;
};

struct Committed {
    std::uint32_t version = 0;
    std::vector<domain::Message> messages;  ///< As stored, with their seqs.
    /// The idempotency key was known: `messages` holds the one stored then, if it was a message's; nothing was written.
    bool repeated = false;
};

/// Which messages to read. Exactly one of `before` and `after` counts: `before` pages backwards (0 means from the
/// newest).
struct MessageRange {
    RoomId room;
    std::optional<Seq> after;
    Seq before;
    Seq floor{1};  ///< The reader's history boundary: nothing below is read.
    std::uint32_t limit = 0;
    std::uint32_t max_bytes = 0;  ///< Stops before the text exceeds this, but gives at least one message. 0: no bound.
};

struct MessagePage {
    std::vector<domain::Message> messages;  ///< In order of seq.
    bool more = false;                      ///< There is more in that direction, above the floor.
};

/// Rooms and messages on stable storage: the only record. May be called on any I/O thread.
/// A write resumes its caller when it is durable; writes of one caller thread are applied in the order of the calls,
/// and their callers resume in that order. A refused call changes nothing. Errors: `conflict`, `not_found`,
/// `bad_request` (a member twice, a one-to-one room without exactly two members, two messages of one write with the
/// same key), `limit_reached` (ids and seqs have 31 bits;
/// the bounds of guests), `store_failed`, `unavailable` (too much has queued up).
class RoomStore {
public:
    virtual ~RoomStore() = default;

    /// Gives the id and version 1, and stores the room. One-to-one rooms are unique per pair of members while they have
    /// not ended, whoever of the two has left. `idempotency_key` (may be empty) belongs to the owner and is looked up
    /// first. Every member must be a stored person (`not_found`), or one of `guests`, who are stored with the room.
    /// `audited` is entered with a room that is new.
    virtual Task<Result<Created>> create(domain::Room room, std::string idempotency_key, domain::NewGuests guests = {},
                                         domain::Audited audited = nullptr) = 0;
    /// A known idempotency key answers `repeated` whatever the version is by now. `next` gets the expected version + 1;
    /// its `id` and `version` are ignored. A `next` that would take another room's pair is refused with `conflict`.
    virtual Task<Result<Committed>> commit(RoomWrite write) = 0;
    /// A change of the room was stored under this key (RoomWrite::request).
    virtual Task<Result<bool>> is_done(RoomId room, domain::RequestKey request) = 0;
    /// Ended rooms, too. `not_found` if there is no such room.
    virtual Task<Result<StoredRoom>> load(RoomId id) = 0;
    virtual Task<Result<std::optional<StoredRoom>>> find_pair(ContactId one, ContactId other) = 0;
    /// Rooms that have not ended in which the person is invited or joined, newest first, at most `limit`.
    virtual Task<Result<std::vector<RoomEntry>>> rooms_of(ContactId person, std::uint32_t limit) = 0;
    /// Rooms that have not ended with an invited or joined member (user or guest) of one of the companies. Newest
    /// first.
    virtual Task<Result<std::vector<RoomEntry>>> rooms_involving(std::vector<CompanyId> companies,
                                                                 std::uint32_t limit) = 0;
    /// Public rooms of the company that have not ended, by id, from above `after` on.
    virtual Task<Result<std::vector<StoredRoom>>> public_rooms(CompanyId company, RoomId after,
                                                               std::uint32_t limit) = 0;
    /// All rooms, ended ones too, by id, from above `after` on. With a company: those it owns or has somebody in.
    virtual Task<Result<std::vector<RoomOverview>>> overviews(CompanyId company, RoomId after, std::uint32_t limit) = 0;
    /// `not_found` if there is no such room.
    virtual Task<Result<RoomOverview>> overview(RoomId id) = 0;
    /// Messages of an ended room stay readable. `not_found` if there is no such room.
    virtual Task<Result<MessagePage>> messages(MessageRange range) = 0;
    /// Moves forward only, and not beyond the newest message. Returns where it stands now. `not_found` if there is no
    /// such room or person; who may move it is not the store's question. Survives leaving and being added again.
    /// With `seq` 0 it only tells where it stands.
    virtual Task<Result<Seq>> move_seen(RoomId room, ContactId person, Seq seq) = 0;
};

}  // namespace foyer::ports
