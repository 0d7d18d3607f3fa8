#include "server/app/people/own_keys.hpp"

#include "server/domain/person/names.hpp"

namespace foyer::app {

namespace {

/// May see and end the keys of this person. What he may not see does not exist.
Result<void> permit(const Actor& actor, const domain::Directory& directory, ContactId person) {
    const auto* caller = std::get_if<Caller>(&actor);
    const bool own = caller && caller->person == person;
    if (!own && !may_administer(actor, directory)) return refuse(ErrorCode::not_found);
    if (!directory.find(person)) return refuse(ErrorCode::not_found);
    return {};
}

Result<void> permit_creation(const Actor& actor, const domain::Directory& directory, ContactId id) {
    const auto* caller = std::get_if<Caller>(&actor);
    if (caller && (caller->person != id || caller->key)) {
        return refuse(ErrorCode::forbidden, "An API key is made by its owner, when he has logged in.");
    }
    const auto* person = directory.find(id);
    if (!person) return refuse(ErrorCode::not_found);
    if (person->kind != domain::PersonKind::user) return refuse(ErrorCode::forbidden, "Only users have API keys.");
    return {};
}

}  // namespace

Task<Result<ApiKeys::Made>> CreateApiKey::run(Actor actor, NewApiKey wish) {
    const auto permitted = permit_creation(actor, *directory_.current(), wish.person);
    if (!permitted) co_return refuse(permitted.error());
    auto name = domain::parse_company_name(wish.name);
    if (!name) co_return refuse(name.error());
    if (wish.scopes.empty()) co_return refuse(ErrorCode::bad_request, "An API key needs a scope at least.");
    if (wish.lifetime < Millis{0} || wish.lifetime > settings_.key_lifetime) {
        co_return refuse(ErrorCode::bad_request, "An API key cannot last that long (login.key_lifetime_s).");
    }
    ports::ApiKey key;
    key.person = wish.person;
    key.name = std::move(*name);
    key.scopes = wish.scopes;
    key.expires = clock_.now() + (wish.lifetime == Millis{0} ? settings_.key_lifetime : wish.lifetime);
    co_return co_await keys_.make(std::move(key));
}

Task<Result<std::vector<ports::ApiKey>>> ListApiKeys::run(Actor actor, ContactId person) {
    const auto permitted = permit(actor, *directory_.current(), person);
    if (!permitted) co_return refuse(permitted.error());
    co_return co_await keys_.list(person);
}

Task<Result<void>> RevokeApiKey::run(Actor actor, ContactId person, ApiKeyId key) {
    const auto permitted = permit(actor, *directory_.current(), person);
    if (!permitted) co_return refuse(permitted.error());
    co_return co_await keys_.revoke(person, key);
}

}  // namespace foyer::app
