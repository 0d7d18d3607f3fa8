#include "server/app/guests/list_all_invitations.hpp"

namespace foyer::app {

Task<Result<std::vector<domain::Invitation>>> ListAllInvitations::run(Actor actor, CompanyId company,
                                                                      InvitationId after, std::uint32_t limit) {
    if (!may_administer(actor, *invitations_.directory())) co_return refuse(ErrorCode::forbidden);
    co_return co_await invitations_.store().all(company, after, limit);
}

}  // namespace foyer::app
