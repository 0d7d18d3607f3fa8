#pragma once
#include "server/app/audit/audit_log.hpp"
#include "server/app/guests/invitations.hpp"

namespace foyer::app {

/// Makes a guest who is in no room yet, for programs of administrators and supervisors (contract 9, extuser): once he
/// is there, users of the company may bring him into their rooms. Gives his invitation as its managers see it. Any I/O
/// thread. Errors: `forbidden`, those of Invitations::prepare, `limit_reached`, `store_failed`.
class CreateGuest {
public:
    CreateGuest(Invitations& invitations, AuditLog& audit) : invitations_(invitations), audit_(audit) {}

    struct Made {
        ports::InvitationChanged invitation;
        std::string uname;
    };
    Task<Result<Made>> run(Caller caller, GuestSpec described);

private:
    Invitations& invitations_;
    AuditLog& audit_;
};

}  // namespace foyer::app
