// Companies, for administrators.
#include "server/gateway/rest/rest_operations.hpp"

namespace foyer::gateway {

namespace {

void fill(const app::CompanyInfo& info, v1::Company& out) {
    out.set_company_id(info.company.id.value());
    out.set_name(info.company.name);
    out.set_auto_roster(info.company.auto_roster);
    out.set_people(info.people);
    out.set_supervision_shown(info.company.supervision_shown);
    out.set_language(info.company.language);
    out.set_guests_may_chat(info.company.guests_may.chat);
    out.set_guests_may_share_files(info.company.guests_may.share_files);
    out.set_guests_may_call(info.company.guests_may.call);
}

Result<v1::Company> shown(RestDesk& desk, app::Actor actor, CompanyId id) {
    const auto info = desk.app.read_accounts.company(actor, id);
    if (!info) return refuse(info.error());
    v1::Company answer;
    fill(*info, answer);
    return answer;
}

Task<Result<v1::CompanyPage>> list_companies(RestDesk& desk, app::Actor actor, v1::ListCompaniesRequest request) {
    const auto page = request.name().empty() ? desk.app.read_accounts.companies(actor, CompanyId{request.after()},
                                                                                desk.page(request.limit()))
                                             : desk.app.read_accounts.company_named(actor, request.name());
    if (!page) co_return refuse(page.error());
    v1::CompanyPage answer;
    answer.set_more(page->more);
    for (const auto& info : page->companies) fill(info, *answer.add_companies());
    co_return answer;
}

Task<Result<v1::Company>> create_company(RestDesk& desk, app::Actor actor, v1::CreateCompanyRequest request) {
    const auto id = co_await desk.app.create_company.run(actor, request.name());
    if (!id) co_return refuse(id.error());
    co_return shown(desk, actor, *id);
}

Task<Result<v1::Company>> read_company(RestDesk& desk, app::Actor actor, v1::ReadCompanyRequest request) {
    co_return shown(desk, actor, CompanyId{request.company_id()});
}

Task<Result<v1::Company>> modify_company(RestDesk& desk, app::Actor actor, v1::ModifyCompanyRequest request) {
    const CompanyId id{request.company_id()};
    app::CompanyModification modification;
    if (request.has_name()) modification.name = request.name();
    if (request.has_auto_roster()) modification.auto_roster = request.auto_roster();
    if (request.has_supervision_shown()) modification.supervision_shown = request.supervision_shown();
    if (request.has_language()) modification.language = request.language();
    if (request.has_guests_may_chat()) modification.guests_may_chat = request.guests_may_chat();
    if (request.has_guests_may_share_files()) modification.guests_may_share_files = request.guests_may_share_files();
    if (request.has_guests_may_call()) modification.guests_may_call = request.guests_may_call();
    const auto modified = co_await desk.app.modify_company.run(actor, id, std::move(modification));
    if (!modified) co_return refuse(modified.error());
    co_return shown(desk, actor, id);
}

}  // namespace

void bind_company_calls(RestOperations& operations) {
    operations.bind<route::ListCompanies>(list_companies);
    operations.bind<route::CreateCompany>(create_company);
    operations.bind<route::ReadCompany>(read_company);
    operations.bind<route::ModifyCompany>(modify_company);
}

}  // namespace foyer::gateway
