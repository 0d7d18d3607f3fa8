#include "server/app/people/set_up.hpp"

#include <openssl/crypto.h>

#include "server/domain/person/names.hpp"

namespace foyer::app {

bool SetUp::needed() const {
    return !desk_.directory.current()->has_administrator();
}

std::optional<std::string> SetUp::issue_token() {
    if (!needed()) return std::nullopt;
    auto token = make_token(random_);
    const std::lock_guard lock(mutex_);
    token_ = token.hash;
    return std::move(token.text);
}

Task<Result<ContactId>> SetUp::run(FirstAdministrator request) {
    if (!take(request.setup_token)) co_return refuse(ErrorCode::forbidden, "The set-up token is wrong, or was used.");
    auto polled = co_await desk_.directory.poll();
    if (!polled || !needed()) {
        give_back(polled.has_value());
        co_return refuse(polled ? Error{ErrorCode::forbidden, "There is an administrator already."} : polled.error());
    }
    auto created = co_await create(std::move(request));
    give_back(created.has_value());
    co_return created;
}

// What can be refused is refused before anything is stored. If the store fails in between, a company without people
// stays, and the next attempt takes it.
Task<Result<ContactId>> SetUp::create(FirstAdministrator request) {
    const auto company_name = domain::parse_company_name(request.company_name);
    if (!company_name) co_return refuse(company_name.error());
    const auto uname = domain::parse_uname(request.uname);
    if (!uname) co_return refuse(uname.error());
    const auto name = domain::parse_person_name(request.name);
    if (!name) co_return refuse(name.error());
    const auto checked = check_password(request.password, desk_.settings);
    if (!checked) co_return refuse(checked.error());

    CompanyId company;
    const auto directory = desk_.directory.current();
    for (const auto& [id, existing] : directory->companies()) {
        if (existing.name == *company_name) company = id;
    }
    if (!company) {
        auto created = co_await CreateCompany(desk_).run(Local{}, *company_name);
        if (!created) co_return refuse(created.error());
        company = *created;
    }
    NewUser administrator{company, *uname, *name, {}, std::move(request.password), true};
    co_return co_await CreateUser(desk_).run(Local{}, std::move(administrator));
}

// While one attempt runs, the token is with it.
bool SetUp::take(const std::string& token) {
    const auto hash = hash_token(token);
    const std::lock_guard lock(mutex_);
    if (running_ || !token_ || CRYPTO_memcmp(token_->data(), hash.data(), hash.size()) != 0) return false;
    running_ = true;
    return true;
}

void SetUp::give_back(bool used) {
    const std::lock_guard lock(mutex_);
    running_ = false;
    if (used) token_.reset();
}

}  // namespace foyer::app
