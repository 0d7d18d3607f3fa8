#pragma once
#include <optional>
#include <vector>

#include "lib/base/connection_id.hpp"
#include "lib/base/instant.hpp"
#include "lib/base/strong_id.hpp"
#include "server/domain/call/call_ids.hpp"

namespace foyer::domain {

/// Where a member stands to a call.
enum class CallPartyState {
    offered,  ///< It rings at his clients.
    joined,   ///< One of his clients is in it.
    rejected,
    timeout,
    left,  ///< He was in it and has left.
};

struct CallParty {
    ContactId id;
    CallPartyState state = CallPartyState::offered;
    Instant rings_until{};  ///< If offered.
    bool operator==(const CallParty&) const = default;
};

/// What a peer sends at the moment.
struct CallMedia {
    bool audio = false;
    bool video = false;
    bool screen = false;
    bool operator==(const CallMedia&) const = default;
};

/// One client in a call.
struct CallPeer {
    PeerId id;
    ContactId person;
    ConnectionId connection{};
    CallMedia media;
    std::optional<Instant> lost_until;  ///< Its connection is lost; it may return until then.
    bool operator==(const CallPeer&) const = default;
};

/// A call (contract 5). A value: decisions take one and return the next one; nothing of it is stored.
struct Call {
    CallId id;
    std::uint32_t version = 0;  ///< Counted by the CallTable: each change is one more.
    ContactId initiator;
    std::vector<RoomId> rooms;       ///< Whose members may be in it: one room, or several after a merge.
    std::vector<CallParty> parties;  ///< By id, ascending: whoever was offered it or is in it, and is a member.
    std::vector<CallPeer> peers;     ///< In the order they joined.
    std::vector<CallId> merged;      ///< What was merged into it.
    Instant connected{};             ///< When a second person joined; the epoch: nobody has yet.
    bool was_offered = false;        ///< To anybody, ever.

    [[nodiscard]] bool is_connected() const { return connected != Instant{}; }
    [[nodiscard]] bool is_in(RoomId room) const;
    [[nodiscard]] const CallParty* party(ContactId person) const;
    [[nodiscard]] CallParty* party(ContactId person);
    [[nodiscard]] const CallPeer* peer(const PeerId& id) const;
    [[nodiscard]] CallPeer* peer(const PeerId& id);
    /// One of his clients is in it.
    [[nodiscard]] bool has(ContactId person) const;
    /// It still rings at somebody.
    [[nodiscard]] bool rings() const;
    /// When something happens by itself next.
    [[nodiscard]] std::optional<Instant> due() const;
    /// The party, newly made in his place by id if he is not there yet.
    CallParty& make_party(ContactId person);
    /// Takes peers out; who has none left has left.
    template <class Predicate>
    void remove_peers_if(Predicate goes) {
        std::erase_if(peers, goes);
        for (auto& one : parties) {
            if (one.state == CallPartyState::joined && !has(one.id)) one.state = CallPartyState::left;
        }
    }
    bool operator==(const Call&) const = default;
};

enum class CallEndReason {
    hung_up,     ///< The last peer has left.
    refused,     ///< Everybody has refused.
    unanswered,  ///< Nobody has answered in time.
    merged,      ///< It goes on in another call.
    not_member,  ///< The room ended, or the reader is no member any more.
};

/// What a decision makes of a call: the next one, or its end.
struct CallChange {
    Call next;
    std::optional<CallEndReason> end;
};

/// The bounds that decisions about calls keep.
struct CallLimits {
    Millis offer_timeout{60'000};
    Millis reconnect_grace{15'000};
    std::uint32_t peers_max = 16;
    std::uint32_t calls_per_room = 8;
    std::uint32_t calls_per_user = 16;
    std::uint32_t calls_max = 10'000;
    std::uint32_t members_max = 500;
    std::uint32_t merges_max = 8;
};

/// Counts a second person, and says whether this goes on as a call: without peers it has ended, and so it has when
/// somebody was asked, nobody has come, and nobody is being asked any more.
[[nodiscard]] CallChange settled(Call next, Instant now);

}  // namespace foyer::domain
