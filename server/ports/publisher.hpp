#pragma once
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "server/domain/guest/invitation.hpp"
#include "server/domain/person/directory.hpp"
#include "server/domain/person/scope.hpp"
#include "server/domain/room/room.hpp"
#include "server/domain/roster/relation.hpp"
#include "server/ports/call_events.hpp"
#include "server/ports/command_events.hpp"
#include "server/ports/file_events.hpp"

namespace foyer::ports {

enum class Show { offline, online, away, dnd };

struct Resource {
    std::string name;
    Show show = Show::online;
    std::string text;
    bool operator==(const Resource&) const = default;
};

struct Presence {
    ContactId person;
    std::vector<Resource> resources;  ///< Empty: offline.
};

/// A contact as one reader sees him.
struct ContactView {
    domain::Person person;
    std::string company_name;
    domain::RosterState roster = domain::RosterState::none;
    bool automatic = false;
};

/// A room with what readers need to know of its members, the same for every reader. `people` matches `room.members`.
struct RoomView {
    domain::Room room;
    struct Face {
        std::string name;
        CompanyId company;
        std::string company_name;
        std::string chat_id;
        domain::PersonKind kind = domain::PersonKind::user;
        std::string uname;  ///< Guests only.
    };
    std::vector<Face> faces;
    bool supervised = false;  ///< A supervisor may watch it, and those in it shall see so.
};

// What clients are told as it happens. Nothing in an event differs by recipient.
struct RoomChanged {
    std::shared_ptr<const RoomView> view;
    Seq newest;
};
struct MessagesPosted {
    RoomId room;
    std::vector<domain::Message> messages;
};
struct SeenMoved {
    RoomId room;
    Seq seq;
};
struct RoomLost {
    std::shared_ptr<const RoomView> view;
};
struct ContactsChanged {
    std::vector<ContactView> contacts;
};
struct ContactsLost {
    std::vector<ContactId> contacts;
};
struct PresenceChanged {
    std::vector<Presence> presence;
};
struct SelfChanged {
    domain::Person person;
    std::string company_name;
};
/// For those who may manage the invitation alone.
struct InvitationChanged {
    domain::Invitation invitation;
    std::string url;  ///< Empty once the link does not work any more. A secret.
};
/// Ends the connections of the audience at once: of one session or of one API key if these are given, else all.
struct SessionsEnded {
    SessionId session;
    std::string reason;
    ApiKeyId key = {};
};
/// What the audience's connections were told at their begin is true no more: they are closed, to come back at once.
struct WelcomeOutdated {
    std::string reason;
};

using Event = std::variant<RoomChanged, MessagesPosted, SeenMoved, RoomLost, ContactsChanged, ContactsLost,
                           PresenceChanged, SelfChanged, InvitationChanged, SessionsEnded, CallChanged, CallGone,
                           SignalSent, FileChanged, CommandGiven, CommandOver, WelcomeOutdated>;

/// Whose connections are told, by id, without repetition. Shared by all events of a room until its members change.
using Audience = std::shared_ptr<const std::vector<ContactId>>;

/// Tells connected clients. Any I/O thread; never blocks; events published on one thread reach each connection in
/// order.
class Publisher {
public:
    virtual ~Publisher() = default;
    virtual void publish(Audience audience, Event event) = 0;
};

}  // namespace foyer::ports
