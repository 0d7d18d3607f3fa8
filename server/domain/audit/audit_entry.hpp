#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "lib/base/instant.hpp"
#include "lib/base/strong_id.hpp"
#include "server/domain/person/person.hpp"
#include "server/domain/room/room.hpp"

namespace foyer {

using AuditId = StrongId<struct AuditTag>;

}  // namespace foyer

namespace foyer::domain {

/// What is entered in the audit log. Stored by number: never renumbered.
enum class AuditAction : std::uint8_t {
    session_opened,  ///< Of an administrator or a supervisor.
    login_refused,   ///< To the account of one; not more often than once a minute for each.
    company_created,
    company_changed,
    user_created,
    user_renamed,
    user_disabled,
    user_enabled,
    user_password_set,
    user_sessions_ended,
    user_second_factor_removed,
    administrator_given,
    administrator_taken,
    supervision_granted,
    supervision_revoked,
    roster_exception_set,
    roster_exception_removed,
    key_created,
    key_revoked,
    webhook_created,
    webhook_changed,
    webhook_removed,
    webhook_log_read,  ///< It holds what was told, messages too.
    guest_created,     ///< For a program, without a room.
    room_created,      ///< By a supervisor.
    room_changed,      ///< Name or flags, by a supervisor who only watches.
    room_members_added,
    room_member_removed,
    room_closed,
    room_exported,
    room_watched,       ///< By a supervisor who is no member: once per session and room.
    supervision_begun,  ///< A supervisor's client shows the rooms of his companies: once per session.
    rooms_listed,       ///< All rooms, by an administrator: once per session.
    audit_read,
    invitation_revoked,  ///< By an administrator.
    log_level_set,
};
inline constexpr std::size_t audit_action_count = static_cast<std::size_t>(AuditAction::log_level_set) + 1;

/// "room.closed", stable for ever; "unknown" for what a newer server entered.
[[nodiscard]] std::string_view name_of(AuditAction action);
[[nodiscard]] std::optional<AuditAction> parse_audit_action(std::string_view name);

/// Stored by number: never renumbered.
enum class AuditTargetKind : std::uint8_t { server, company, user, room, key, webhook, invitation };

/// What something was done to.
struct AuditTarget {
    AuditTargetKind kind = AuditTargetKind::server;
    std::uint32_t id = 0;  ///< 0 in an entry about something new: the store puts in the id it gives.
    std::string name;      ///< As it was called then.
    bool operator==(const AuditTarget&) const = default;
};
[[nodiscard]] AuditTarget target_of(const Person& person);
[[nodiscard]] AuditTarget target_of(const Company& company);
[[nodiscard]] AuditTarget target_of(const Room& room);
/// "room 7"; empty for the server.
[[nodiscard]] std::string text_of(const AuditTarget& target);

/// Who did what. A value that never changes once it is stored; it holds no secret and no text of a message.
struct AuditEntry {
    AuditId id;
    Instant at{};
    ContactId actor;  ///< 0: the command line, or nobody who is known.
    std::string actor_name;
    bool local = false;  ///< By the machine's own command line.
    AuditAction action = AuditAction::session_opened;
    AuditTarget target;
    std::string detail;
    bool operator==(const AuditEntry&) const = default;
};

/// What a change is entered as, together with the change itself; null: it is not entered.
using Audited = std::shared_ptr<const AuditEntry>;

}  // namespace foyer::domain
