// Invitations of people from outside.
#include <algorithm>

#include "server/gateway/rest/rest_operations.hpp"
#include "server/gateway/wire/to_wire.hpp"

namespace foyer::gateway {

namespace {

Task<Result<v1::InvitationPage>> list_invitations(RestDesk& desk, app::Caller caller,
                                                  v1::ListInvitationsRequest request) {
    const auto directory = desk.app.directory.current();
    const auto* person = directory->find(caller.person);
    if (person == nullptr) co_return refuse(ErrorCode::not_logged_in);
    auto shown = co_await desk.app.invitations.shown_to(*person);
    if (!shown) co_return refuse(shown.error());
    const InvitationId before{request.before()};
    std::erase_if(*shown,
                  [before](const ports::InvitationChanged& one) { return before && one.invitation.id >= before; });
    std::ranges::sort(*shown, std::ranges::greater{},
                      [](const ports::InvitationChanged& one) { return one.invitation.id; });
    const auto limit = desk.page(request.limit());
    v1::InvitationPage page;
    page.set_more(shown->size() > limit);
    if (page.more()) shown->erase(shown->begin() + limit, shown->end());
    for (const auto& one : *shown) to_wire(one, *page.add_invitations());
    co_return page;
}

Task<Result<v1::Done>> revoke_invitation(RestDesk& desk, app::Caller caller, v1::RevokeInvitationRequest request) {
    const InvitationId id{request.invitation_id()};
    const auto revoked = co_await desk.app.revoke_invitation.run(caller, id);
    if (!revoked) co_return refuse(revoked.error());
    co_return v1::Done{};
}

}  // namespace

void bind_invitation_calls(RestOperations& operations) {
    operations.bind<route::ListInvitations>(list_invitations);
    operations.bind<route::RevokeInvitation>(revoke_invitation);
}

}  // namespace foyer::gateway
