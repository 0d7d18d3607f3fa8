#pragma once
#include <memory>
#include <string>
#include <vector>

#include "lib/base/instant.hpp"
#include "lib/base/strong_id.hpp"
#include "server/domain/guest/new_guests.hpp"

namespace foyer::domain {

struct AuditEntry;

enum class MemberState { invited, joined, left };

struct Member {
    ContactId id;
    MemberState state = MemberState::invited;
    Seq first_seq{1};    ///< The history boundary: reads messages from here on (contract 2.2).
    ContactId added_by;  ///< 0 where he came by himself (owner, public room).
    bool operator==(const Member&) const = default;
};

/// A room without its messages (contract 2). A value: decisions take one and return the next one.
struct Room {
    RoomId id;
    std::uint32_t version =
        0;               ///< Counted by the store: each stored change of this value is one more. Messages do not count.
    bool multi = false;  ///< Never turns false again.
    bool is_public = false;
    bool archive = false;
    bool ended = false;
    std::string name;  ///< The given name, or empty.
    ContactId owner;
    CompanyId company;            ///< The owner's company: who may list it when public.
    std::vector<Member> members;  ///< By id, ascending. Who leaves a one-to-one room stays, as `left`; so does the last
                                  ///< one of an ended room.
    Instant created{};

    [[nodiscard]] bool persistent() const { return is_public || archive; }
    [[nodiscard]] const Member* find(ContactId person) const;
    [[nodiscard]] Member* find(ContactId person);
    /// Invited or joined: what membership means for every right.
    [[nodiscard]] bool has_member(ContactId person) const;
    /// Somebody is invited or joined.
    [[nodiscard]] bool has_members() const;
    /// Puts a member in his place by id; he must not be there yet.
    void insert(Member member);
    /// One-to-one rooms: the party who is not `person`; 0 in a multi room.
    [[nodiscard]] ContactId other_party(ContactId person) const;
    bool operator==(const Room&) const = default;
};

/// A stored message (contract 2.5). `author` 0: a notice by the server.
struct Message {
    Seq seq;
    ContactId author;
    std::string author_name;
    std::string text;
    Instant time{};
    bool operator==(const Message&) const = default;
};

/// A message that is not stored yet: all but its number, which the store gives.
struct Draft {
    ContactId author;
    std::string author_name;
    std::string text;
    Instant time{};
    std::string idempotency_key;  ///< Empty: none. Same author, room and key: the same message.
};

/// Under which somebody asks for a change of a room. The same key of the same person in the same room: the same change,
/// done once.
struct RequestKey {
    ContactId by;
    std::string key;  ///< Empty: none.
};

/// What a decision about a room wants to become true, all of it or nothing.
struct RoomChange {
    Room next;  ///< `next.version` is the version it was decided on.
    std::vector<Draft> messages;
    NewGuests guests{};                           ///< Members of `next` who do not exist yet.
    std::shared_ptr<const AuditEntry> audited{};  ///< Entered in the audit log with it.
    RequestKey request{};                         ///< Stored with it.
};

/// The bounds that decisions about rooms keep.
struct RoomLimits {
    std::uint32_t message_bytes = 65536;
    std::uint32_t name_characters = 100;
    std::uint32_t members_max = 5000;
};

}  // namespace foyer::domain
