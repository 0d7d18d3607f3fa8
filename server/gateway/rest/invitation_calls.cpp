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

Task<Result<v1::AdminInvitationPage>> list_all_invitations(RestDesk& desk, app::Actor actor,
                                                           v1::ListAllInvitationsRequest request) {
    const auto limit = desk.page(request.limit());
    auto found = co_await desk.app.list_all_invitations.run(actor, CompanyId{request.company_id()},
                                                            InvitationId{request.after()}, limit + 1);
    if (!found) co_return refuse(found.error());
    v1::AdminInvitationPage page;
    page.set_more(found->size() > limit);
    if (page.more()) found->pop_back();
    for (auto& invitation : *found) {
        auto& item = *page.add_invitations();
        item.set_company_id(invitation.company.value());
        const ports::InvitationChanged view{std::move(invitation), {}};
        to_wire(view, *item.mutable_invitation());
    }
    co_return page;
}

Task<Result<v1::Done>> revoke_any_invitation(RestDesk& desk, app::Actor actor, v1::RevokeAnyInvitationRequest request) {
    const auto revoked = co_await desk.app.revoke_invitation.anybodys(actor, InvitationId{request.invitation_id()});
    if (!revoked) co_return refuse(revoked.error());
    co_return v1::Done{};
}

}  // namespace

void bind_invitation_calls(RestOperations& operations) {
    operations.bind<route::ListInvitations>(list_invitations);
    operations.bind<route::RevokeInvitation>(revoke_invitation);
    operations.bind<route::ListAllInvitations>(list_all_invitations);
    operations.bind<route::RevokeAnyInvitation>(revoke_any_invitation);
}

}  // namespace foyer::gateway
