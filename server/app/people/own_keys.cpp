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

/// Keys of administrators, and what is done to others' keys, are entered in the audit log.
bool is_administrative(const Actor& actor, const domain::Person& owner) {
    const auto* caller = std::get_if<Caller>(&actor);
    return !caller || caller->person != owner.id || owner.administrator;
}

std::string described(const domain::Person& owner, domain::Scopes scopes) {
    std::string detail = fmt::format("of user {} {}:", owner.id.value(), owner.uname);
    for (const auto scope : {domain::Scope::read, domain::Scope::write, domain::Scope::admin, domain::Scope::command}) {
        if (scopes.has(scope)) detail += fmt::format(" {}", name_of(scope));
    }
    return detail;
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
    const auto directory = directory_.current();
    const auto permitted = permit_creation(actor, *directory, wish.person);
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
    const auto& owner = *directory->find(key.person);
    domain::Audited audited;
    if (is_administrative(actor, owner)) {
        audited = audit_.entry(actor, domain::AuditAction::key_created, {domain::AuditTargetKind::key, 0, key.name},
                               described(owner, key.scopes));
    }
    co_return co_await keys_.make(std::move(key), audited);
}

Task<Result<std::vector<ports::ApiKey>>> ListApiKeys::run(Actor actor, ContactId person) {
    const auto permitted = permit(actor, *directory_.current(), person);
    if (!permitted) co_return refuse(permitted.error());
    co_return co_await keys_.list(person);
}

Task<Result<void>> RevokeApiKey::run(Actor actor, ContactId person, ApiKeyId id) {
    const auto directory = directory_.current();
    const auto permitted = permit(actor, *directory, person);
    if (!permitted) co_return refuse(permitted.error());
    const auto& owner = *directory->find(person);
    domain::Audited audited;
    if (is_administrative(actor, owner)) {
        const auto keys = co_await keys_.list(person);
        if (!keys) co_return refuse(keys.error());
        const auto key = std::ranges::find(*keys, id, &ports::ApiKey::id);
        if (key == keys->end()) co_return refuse(ErrorCode::not_found);
        audited = audit_.entry(actor, domain::AuditAction::key_revoked,
                               {domain::AuditTargetKind::key, id.value(), key->name}, described(owner, key->scopes));
    }
    co_return co_await keys_.revoke(person, id, audited);
}

}  // namespace foyer::app
