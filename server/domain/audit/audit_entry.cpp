#include "server/domain/audit/audit_entry.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace foyer::domain {

namespace {

/// In the order of AuditAction.
constexpr std::array<std::string_view, audit_action_count> names{
    "session.opened",
    "login.refused",
    "company.created",
    "company.changed",
    "user.created",
    "user.renamed",
    "user.disabled",
    "user.enabled",
    "user.password_set",
    "user.sessions_ended",
    "user.second_factor_removed",
    "administrator.given",
    "administrator.taken",
    "supervision.granted",
    "supervision.revoked",
    "roster_exception.set",
    "roster_exception.removed",
    "key.created",
    "key.revoked",
    "webhook.created",
    "webhook.changed",
    "webhook.removed",
    "webhook.log_read",
    "guest.created",
    "room.created",
    "room.changed",
    "room.members_added",
    "room.member_removed",
    "room.closed",
    "room.exported",
    "room.watched",
    "supervision.begun",
    "rooms.listed",
    "audit.read",
    "invitation.revoked",
    "log_level.set",
};

std::string_view word_of(AuditTargetKind kind) {
    switch (kind) {
        case AuditTargetKind::server:
            return "server";
        case AuditTargetKind::company:
            return "company";
        case AuditTargetKind::user:
            return "user";
        case AuditTargetKind::room:
            return "room";
        case AuditTargetKind::key:
            return "key";
        case AuditTargetKind::webhook:
            return "webhook";
        case AuditTargetKind::invitation:
            return "invitation";
    }
    return "unknown";
}

}  // namespace

std::string_view name_of(AuditAction action) {
    const auto number = static_cast<std::size_t>(action);
    return number < names.size() ? names.at(number) : "unknown";
}

std::optional<AuditAction> parse_audit_action(std::string_view name) {
    const auto found = std::ranges::find(names, name);
    if (found == names.end()) return std::nullopt;
    return static_cast<AuditAction>(found - names.begin());
}

AuditTarget target_of(const Person& person) {
    const bool has_account = person.kind == PersonKind::user;
    return {AuditTargetKind::user, person.id.value(), has_account ? person.uname : person.name};
}

AuditTarget target_of(const Company& company) {
    return {AuditTargetKind::company, company.id.value(), company.name};
}

AuditTarget target_of(const Room& room) {
    return {AuditTargetKind::room, room.id.value(), room.name};
}

std::string text_of(const AuditTarget& target) {
    if (target.kind == AuditTargetKind::server) return {};
    return fmt::format("{} {}", word_of(target.kind), target.id);
}

}  // namespace foyer::domain
