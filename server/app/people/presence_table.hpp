#pragma once
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "lib/base/connection_id.hpp"
#include "lib/base/instant.hpp"
#include "lib/base/strong_id.hpp"
#include "server/app/people/people_settings.hpp"
#include "server/ports/publisher.hpp"

namespace foyer::app {

using foyer::ConnectionId;

/// Who holds which connections, and what each shows. A value without clock or thread; the changing calls say whose
/// shown resources changed.
class PresenceTable {
public:
    explicit PresenceTable(PresenceSettings settings) : settings_(settings) {}

    struct Connected {
        std::string resource;  ///< The name it is shown under.
        bool changed = false;
    };
    /// Takes over the place of a lost connection of the same name. Beyond resources_per_person it counts, but is not
    /// shown.
    Connected connect(ConnectionId id, ContactId person, CompanyId company, ports::Resource wish);
    /// Somebody whose shown resources changed; `person` 0: nobody.
    struct Changed {
        ContactId person;
        CompanyId company;
        bool operator==(const Changed&) const = default;
    };
    Changed set(ConnectionId id, ports::Show show, std::string text);
    Changed disconnect(ConnectionId id, bool graceful, Instant now);
    /// Takes away what was lost the grace time ago or longer.
    std::vector<Changed> end_graces(Instant now);

    /// By name.
    [[nodiscard]] std::vector<ports::Resource> shown(ContactId person) const;
    [[nodiscard]] bool is_connected(ContactId person) const { return people_.contains(person); }
    [[nodiscard]] bool is_open(ConnectionId id) const { return connections_.contains(id); }
    [[nodiscard]] std::size_t connected_people() const { return people_.size(); }
    /// Everyone of the company who is_connected().
    [[nodiscard]] const std::unordered_set<ContactId>& connected_of(CompanyId company) const;

private:
    /// A resource: held by a connection, or lost and in its grace time.
    struct Held {
        ports::Resource resource;
        std::optional<ConnectionId> connection;
        Instant until{};  ///< If lost.
    };
    struct Holder {
        CompanyId company;
        std::vector<Held> held;    ///< At most resources_per_person.
        std::size_t unlisted = 0;  ///< Connections beyond.
    };
    struct Connection {
        ContactId person;
        bool listed = true;
    };
    struct Grace {
        Instant until;
        ContactId person;
    };

    Held* find(ConnectionId id);
    Changed take_away(ContactId person, const Held& held);
    void remove_if_gone(ContactId person);
    [[nodiscard]] static std::string free_name(const Holder& holder, std::string wish);

    PresenceSettings settings_;
    std::unordered_map<ConnectionId, Connection> connections_;
    std::unordered_map<ContactId, Holder> people_;
    std::unordered_map<CompanyId, std::unordered_set<ContactId>> companies_;
    std::deque<Grace> graces_;  ///< By `until`: all graces are of one length.
};

}  // namespace foyer::app
