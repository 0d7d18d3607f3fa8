// API keys: one's own, and for administrators those of others.
#include "server/gateway/rest/rest_operations.hpp"
#include "server/gateway/wire/to_wire.hpp"

namespace foyer::gateway {

namespace {

constexpr std::array scopes{
    std::pair{domain::Scope::read, v1::KeyScope::read},
    std::pair{domain::Scope::write, v1::KeyScope::write},
    std::pair{domain::Scope::admin, v1::KeyScope::admin},
    std::pair{domain::Scope::command, v1::KeyScope::command},
};

void fill(const ports::ApiKey& key, v1::ApiKey& out) {
    out.set_key_id(key.id.value());
    out.set_name(key.name);
    for (const auto& [scope, wire] : scopes) {
        if (key.scopes.has(scope)) out.add_scopes(wire);
    }
    out.set_created_ms(wire_time(key.created));
    out.set_expires_ms(wire_time(key.expires));
    out.set_last_used_ms(wire_time(key.last_used));
}

domain::Scopes scopes_from_wire(const auto& request) {
    domain::Scopes asked;
    for (const auto named : request.scopes()) {
        for (const auto& [scope, wire] : scopes) {
            if (named == wire) asked.add(scope);
        }
    }
    return asked;
}

Task<Result<v1::ApiKeyList>> listed(RestDesk& desk, app::Actor actor, ContactId person) {
    const auto keys = co_await desk.app.list_api_keys.run(actor, person);
    if (!keys) co_return refuse(keys.error());
    v1::ApiKeyList list;
    for (const auto& key : *keys) fill(key, *list.add_keys());
    co_return list;
}

Task<Result<v1::Done>> revoked(RestDesk& desk, app::Actor actor, ContactId person, ApiKeyId key) {
    const auto done = co_await desk.app.revoke_api_key.run(actor, person, key);
    if (!done) co_return refuse(done.error());
    co_return v1::Done{};
}

Task<Result<v1::ApiKeyList>> list_keys(RestDesk& desk, app::Caller caller, v1::ListKeysRequest) {
    return listed(desk, caller, caller.person);
}

Task<Result<v1::NewApiKey>> created(RestDesk& desk, app::Actor actor, app::NewApiKey wish) {
    const auto made = co_await desk.app.create_api_key.run(actor, std::move(wish));
    if (!made) co_return refuse(made.error());
    v1::NewApiKey answer;
    fill(made->key, *answer.mutable_key());
    answer.set_token(made->token);
    co_return answer;
}

app::NewApiKey wish_of(ContactId person, const auto& request) {
    return {person, request.name(), scopes_from_wire(request), std::chrono::days{request.days()}};
}

Task<Result<v1::NewApiKey>> create_key(RestDesk& desk, app::Caller caller, v1::CreateKeyRequest request) {
    return created(desk, caller, wish_of(caller.person, request));
}

Task<Result<v1::Done>> revoke_key(RestDesk& desk, app::Caller caller, v1::RevokeKeyRequest request) {
    return revoked(desk, caller, caller.person, ApiKeyId{request.key_id()});
}

Task<Result<v1::ApiKeyList>> list_keys_of_user(RestDesk& desk, app::Actor actor, v1::ListKeysOfUserRequest request) {
    return listed(desk, actor, ContactId{request.contact_id()});
}

Task<Result<v1::Done>> revoke_key_of_user(RestDesk& desk, app::Actor actor, v1::RevokeKeyOfUserRequest request) {
    return revoked(desk, actor, ContactId{request.contact_id()}, ApiKeyId{request.key_id()});
}

Task<Result<v1::NewApiKey>> create_key_of_user(RestDesk& desk, app::Actor actor, v1::CreateKeyOfUserRequest request) {
    return created(desk, actor, wish_of(ContactId{request.contact_id()}, request));
}

}  // namespace

void bind_key_calls(RestOperations& operations) {
    operations.bind<route::ListKeys>(list_keys);
    operations.bind<route::CreateKey>(create_key);
    operations.bind<route::RevokeKey>(revoke_key);
    operations.bind<route::ListKeysOfUser>(list_keys_of_user);
    operations.bind<route::RevokeKeyOfUser>(revoke_key_of_user);
    operations.bind<route::CreateKeyOfUser>(create_key_of_user);
}

}  // namespace foyer::gateway
