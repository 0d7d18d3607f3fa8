#pragma once
#include "server/app/audit/audit_log.hpp"
#include "server/app/guests/invitations.hpp"

namespace foyer::app {

/// Makes a guest who is in no room yet, for programs of administrators and supervisors (contract 9, extuser): once he
/// is there, users of the company may bring him into their rooms. Gives his invitation as its managers see it. The same
/// `idempotency_key` (may be empty) of the same caller is the same guest. Any I/O thread. Errors: `forbidden`, those of
/// Invitations::prepare, `limit_reached`, `already_exists` (the guest of this key has gone), `store_failed`.
class CreateGuest {
public:
    CreateGuest(Invitations& invitations, AuditLog& audit) : invitations_(invitations), audit_(audit) {}

    struct Made {
        ports::InvitationChanged invitation;
        std::string uname;
    };
    Task<Result<Made>> run(Caller caller, GuestSpec described, std::string idempotency_key = {});

private:
    /// Who was made with this key, if anybody was.
    Task<Result<std::optional<Made>>> made_before(ContactId inviter, std::string idempotency_key);

    Invitations& invitations_;
    AuditLog& audit_;
};

}  // namespace foyer::app
