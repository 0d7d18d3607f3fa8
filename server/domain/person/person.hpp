#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include "lib/base/strong_id.hpp"

namespace foyer::domain {

enum class PersonKind { user, guest, xmpp };

/// Somebody who can be a member of rooms (contract 1). A value; the truth is in the store.
struct Person {
    ContactId id;
    PersonKind kind = PersonKind::user;
    CompanyId company;
    std::string uname;  ///< Login name, unique on the server; random for guests.
    std::string name;
    std::string email;
    std::string jid;  ///< XMPP contacts only.
    bool administrator = false;
    bool disabled = false;
    std::vector<CompanyId> supervises;  ///< Companies in which this person holds api_chat.

    [[nodiscard]] bool is_supervisor() const { return !supervises.empty(); }
    [[nodiscard]] bool supervises_company(CompanyId id_) const {
        return std::ranges::find(supervises, id_) != supervises.end();
    }
    /// What rooms and contacts are matched by: the JID of an XMPP contact, else the id in digits (contract 1).
    [[nodiscard]] std::string chat_id() const { return kind == PersonKind::xmpp ? jid : std::to_string(id.value()); }
    bool operator==(const Person&) const = default;
};

/// What somebody may do in his rooms besides reading.
struct Abilities {
    bool chat = true;
    bool share_files = true;
    bool call = true;
    bool operator==(const Abilities&) const = default;
};

struct Company {
    CompanyId id;
    std::string name;
    bool auto_roster = true;         ///< All users of the company are each other's roster contacts without asking.
    bool supervision_shown = false;  ///< Who is in a room that supervisors may watch sees so.
    std::string language{};          ///< Of messages to guests; empty: English.
    Abilities guests_may{};
    bool operator==(const Company&) const = default;
};

}  // namespace foyer::domain
