#include "server/gateway/wire/self_to_wire.hpp"

namespace foyer::gateway {

v1::PersonKind kind_to_wire(domain::PersonKind kind) {
    switch (kind) {
        case domain::PersonKind::user:
            return v1::PersonKind::user;
        case domain::PersonKind::guest:
            return v1::PersonKind::guest;
        case domain::PersonKind::xmpp:
            return v1::PersonKind::xmpp;
    }
    return v1::PersonKind::user;
}

void to_wire(const domain::Person& person, const std::string& company_name, v1::Self& out) {
    out.set_contact_id(person.id.value());
    out.set_uname(person.uname);
    out.set_name(person.name);
    out.set_company_id(person.company.value());
    out.set_company_name(company_name);
    out.set_email(person.email);
    out.set_kind(kind_to_wire(person.kind));
    out.set_administrator(person.administrator);
    for (const auto company : person.supervises) out.add_supervises(company.value());
}

bool self_to_wire(const domain::Directory& directory, app::Caller caller, v1::Self& out) {
    const auto* person = directory.find(caller.person);
    if (person == nullptr) return false;
    const auto* company = directory.company(person->company);
    to_wire(*person, company == nullptr ? std::string() : company->name, out);
    out.set_session_id(caller.session.value());
    return true;
}

}  // namespace foyer::gateway
