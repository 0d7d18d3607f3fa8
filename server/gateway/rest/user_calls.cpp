// Accounts, for administrators.
#include "server/gateway/rest/rest_operations.hpp"
#include "server/gateway/wire/self_to_wire.hpp"

namespace foyer::gateway {

namespace {

void fill(const domain::Person& person, v1::User& out) {
    out.set_contact_id(person.id.value());
    out.set_uname(person.uname);
    out.set_name(person.name);
    out.set_email(person.email);
    out.set_kind(kind_to_wire(person.kind));
    out.set_company_id(person.company.value());
    out.set_administrator(person.administrator);
    out.set_disabled(person.disabled);
    for (const auto company : person.supervises) out.add_supervises(company.value());
}

Result<v1::User> shown(RestDesk& desk, app::Actor actor, ContactId id) {
    const auto person = desk.app.read_accounts.person(actor, id);
    if (!person) return refuse(person.error());
    v1::User answer;
    fill(*person, answer);
    return answer;
}

Task<Result<v1::UserPage>> list_users(RestDesk& desk, app::Actor actor, v1::ListUsersRequest request) {
    const auto page = request.uname().empty()
                          ? desk.app.read_accounts.people(actor, CompanyId{request.company_id()},
                                                          ContactId{request.after()}, desk.page(request.limit()))
                          : desk.app.read_accounts.person_named(actor, request.uname());
    if (!page) co_return refuse(page.error());
    v1::UserPage answer;
    answer.set_more(page->more);
    for (const auto& person : page->people) fill(person, *answer.add_users());
    co_return answer;
}

Task<Result<v1::User>> create_user(RestDesk& desk, app::Actor actor, v1::CreateUserRequest request) {
    app::NewUser user;
    user.company = CompanyId{request.company_id()};
    user.uname = request.uname();
    user.name = request.name();
    user.email = request.email();
    user.password = request.password();
    user.administrator = request.administrator();
    const auto id = co_await desk.app.create_user.run(actor, std::move(user));
    if (!id) co_return refuse(id.error());
    co_return shown(desk, actor, *id);
}

Task<Result<v1::User>> read_user(RestDesk& desk, app::Actor actor, v1::ReadUserRequest request) {
    co_return shown(desk, actor, ContactId{request.contact_id()});
}

Task<Result<v1::User>> modify_user(RestDesk& desk, app::Actor actor, v1::ModifyUserRequest request) {
    const ContactId id{request.contact_id()};
    Result<void> done;
    if (request.has_name()) done = co_await desk.app.rename_user.run(actor, id, request.name());
    if (done && request.has_disabled()) done = co_await desk.app.disable_user.run(actor, id, request.disabled());
    if (done && request.has_administrator()) {
        done = co_await desk.app.set_administrator.run(actor, id, request.administrator());
    }
    if (!done) co_return refuse(done.error());
    co_return shown(desk, actor, id);
}

Task<Result<v1::Done>> reset_password(RestDesk& desk, app::Actor actor, v1::ResetPasswordRequest request) {
    const auto set = co_await desk.app.set_password.run(actor, ContactId{request.contact_id()}, request.password());
    if (!set) co_return refuse(set.error());
    co_return v1::Done{};
}

Task<Result<v1::User>> grant_supervision(RestDesk& desk, app::Actor actor, v1::GrantSupervisionRequest request) {
    const ContactId id{request.contact_id()};
    const auto granted = co_await desk.app.grant_permission.run(actor, id, CompanyId{request.company_id()});
    if (!granted) co_return refuse(granted.error());
    co_return shown(desk, actor, id);
}

Task<Result<v1::User>> revoke_supervision(RestDesk& desk, app::Actor actor, v1::RevokeSupervisionRequest request) {
    const ContactId id{request.contact_id()};
    const auto revoked = co_await desk.app.grant_permission.revoke(actor, id, CompanyId{request.company_id()});
    if (!revoked) co_return refuse(revoked.error());
    co_return shown(desk, actor, id);
}

}  // namespace

void bind_user_calls(RestOperations& operations) {
    operations.bind<route::ListUsers>(list_users);
    operations.bind<route::CreateUser>(create_user);
    operations.bind<route::ReadUser>(read_user);
    operations.bind<route::ModifyUser>(modify_user);
    operations.bind<route::ResetPassword>(reset_password);
    operations.bind<route::GrantSupervision>(grant_supervision);
    operations.bind<route::RevokeSupervision>(revoke_supervision);
}

}  // namespace foyer::gateway
