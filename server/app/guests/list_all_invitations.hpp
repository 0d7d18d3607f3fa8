#pragma once
#include "server/app/guests/invitations.hpp"
#include "server/app/people/actor.hpp"

namespace foyer::app {

/// Invitations of all companies, or of one, by id, for administrators. Errors: `forbidden`, `store_failed`.
class ListAllInvitations {
public:
    explicit ListAllInvitations(Invitations& invitations) : invitations_(invitations) {}
    Task<Result<std::vector<domain::Invitation>>> run(Actor actor, CompanyId company, InvitationId after,
                                                      std::uint32_t limit);

private:
    Invitations& invitations_;
};

}  // namespace foyer::app
