#include "server/app/people/api_keys.hpp"

#include "server/app/people/people_fixture.hpp"

namespace foyer::app {
namespace {

using domain::Scope;

class ApiKeysTest : public PeopleTest {
protected:
    explicit ApiKeysTest(PeopleSettings people = {}) : PeopleTest(people) {}

    CompanyId acme = company("Acme");
    ContactId ann = user("ann", acme);
    ContactId bob = user("bob", acme);
    ContactId root = user("root", acme, true);

    Result<ApiKeys::Made> make(Actor actor, ContactId person, domain::Scopes scopes = {Scope::read},
                               Millis lifetime = Millis{0}) {
        NewApiKey wish{person, "robot", scopes, lifetime};
        return run(app.create_api_key.run(actor, std::move(wish)));
    }
    ErrorCode authenticated(const std::string& token) { return code(run(app.authenticate.run(token))); }
    Instant last_use_stored(ContactId person) { return run(store.store().api_keys.keys_of(person))->front().last_used; }
};

struct FewKeys : ApiKeysTest {
    FewKeys() : ApiKeysTest(two()) {}
    static PeopleSettings two() {
        PeopleSettings settings;
        settings.sessions.keys_per_user = 2;
        return settings;
    }
};

TEST_F(ApiKeysTest, AKeySpeaksForItsOwnerWithItsScopes) {
    const auto made = make(caller(ann), ann, {Scope::read, Scope::command});
    ASSERT_TRUE(made);
    EXPECT_TRUE(made->token.starts_with("fk_"));
    EXPECT_EQ(made->token.size(), 3U + 43U) << "256 random bits";
    const auto found = run(app.authenticate.run(made->token));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->person, ann);
    EXPECT_EQ(found->key, made->key.id);
    EXPECT_FALSE(found->session);
    EXPECT_EQ(found->scopes, (domain::Scopes{Scope::read, Scope::command}));
}

TEST_F(ApiKeysTest, NobodyMakesAKeyForSomebodyElse) {
    EXPECT_EQ(code(make(caller(bob), ann)), ErrorCode::forbidden);
    EXPECT_EQ(code(make(caller(root), ann)), ErrorCode::forbidden);
    EXPECT_TRUE(make(Local{}, ann));
    EXPECT_EQ(code(make(Local{}, ContactId{4711})), ErrorCode::not_found);
}

TEST_F(ApiKeysTest, AKeyMakesNoKeys) {
    auto by_key = caller(ann);
    by_key.key = ApiKeyId{1};
    EXPECT_EQ(code(make(by_key, ann)), ErrorCode::forbidden);
}

TEST_F(ApiKeysTest, GuestsHaveNoKeys) {
    const auto gus = guest("gus", acme);
    EXPECT_EQ(code(make(caller(gus), gus)), ErrorCode::forbidden);
    EXPECT_EQ(code(make(Local{}, gus)), ErrorCode::forbidden);
}

TEST_F(ApiKeysTest, BadKeysAreRefused) {
    EXPECT_EQ(code(make(caller(ann), ann, {})), ErrorCode::bad_request);
    EXPECT_EQ(code(make(caller(ann), ann, {Scope::read}, std::chrono::days{367})), ErrorCode::bad_request);
    EXPECT_TRUE(make(caller(ann), ann, {Scope::read}, std::chrono::days{366}));
    NewApiKey nameless{ann, "", {Scope::read}};
    EXPECT_EQ(code(run(app.create_api_key.run(caller(ann), nameless))), ErrorCode::bad_name);
}

TEST_F(FewKeys, NobodyHasMoreThanTheBound) {
    EXPECT_TRUE(make(caller(ann), ann));
    EXPECT_TRUE(make(caller(ann), ann));
    EXPECT_EQ(code(make(caller(ann), ann)), ErrorCode::limit_reached);
    EXPECT_TRUE(make(caller(bob), bob));
}

TEST_F(ApiKeysTest, AKeyIsGoodUntilItExpires) {
    const auto token = make(caller(ann), ann, {Scope::read}, Millis{10'000})->token;
    clock.time += Millis{9'999};
    EXPECT_EQ(authenticated(token), ErrorCode::ok);
    clock.time += Millis{1};
    EXPECT_EQ(authenticated(token), ErrorCode::not_logged_in);
}

TEST_F(ApiKeysTest, ADisabledOwnerTakesHisKeysAlong) {
    const auto token = make(caller(ann), ann)->token;
    EXPECT_TRUE(run(app.disable_user.run(Local{}, ann)));
    EXPECT_EQ(authenticated(token), ErrorCode::not_logged_in);
    EXPECT_TRUE(run(app.disable_user.run(Local{}, ann, false)));
    EXPECT_EQ(authenticated(token), ErrorCode::ok);
}

TEST_F(ApiKeysTest, ARevokedKeyIsRefusedAtOnceAndItsFeedsAreCut) {
    const auto made = make(caller(ann), ann);
    EXPECT_EQ(authenticated(made->token), ErrorCode::ok);
    transcript.clear();
    EXPECT_TRUE(run(app.revoke_api_key.run(caller(ann), ann, made->key.id)));
    EXPECT_EQ(authenticated(made->token), ErrorCode::not_logged_in);
    EXPECT_EQ(told(ann), Lines{"ended key " + std::to_string(made->key.id.value())});
    EXPECT_EQ(code(run(app.revoke_api_key.run(caller(ann), ann, made->key.id))), ErrorCode::not_found);
}

TEST_F(ApiKeysTest, OnlyItsOwnerAndAdministratorsSeeAndRevokeAKey) {
    const auto key = make(caller(ann), ann)->key.id;
    EXPECT_EQ(code(run(app.list_api_keys.run(caller(bob), ann))), ErrorCode::not_found);
    EXPECT_EQ(code(run(app.revoke_api_key.run(caller(bob), ann, key))), ErrorCode::not_found);
    EXPECT_EQ(code(run(app.revoke_api_key.run(caller(bob), bob, key))), ErrorCode::not_found);
    EXPECT_EQ(run(app.list_api_keys.run(caller(root), ann))->size(), 1U);
    EXPECT_TRUE(run(app.revoke_api_key.run(caller(root), ann, key)));
    EXPECT_TRUE(run(app.list_api_keys.run(caller(ann), ann))->empty());
}

TEST_F(ApiKeysTest, TheLastUseIsWrittenNowAndThen) {
    const auto token = make(caller(ann), ann)->token;
    clock.time += Millis{500};
    EXPECT_EQ(authenticated(token), ErrorCode::ok);
    EXPECT_EQ(last_use_stored(ann), Instant{}) << "not with every use";
    EXPECT_EQ(run(app.list_api_keys.run(caller(ann), ann))->front().last_used, clock.time) << "but it is shown";
    EXPECT_TRUE(run(app.api_keys.note_uses()));
    EXPECT_EQ(last_use_stored(ann), clock.time);
}

TEST_F(ApiKeysTest, AKeyIsNotLoggedOut) {
    const auto token = make(caller(ann), ann)->token;
    const auto by_key = run(app.authenticate.run(token));
    EXPECT_EQ(code(run(app.log_out.run(*by_key))), ErrorCode::forbidden);
    EXPECT_EQ(authenticated(token), ErrorCode::ok);
}

TEST_F(ApiKeysTest, AFailingStoreChangesNothing) {
    store.faults().fail_writes(true);
    EXPECT_EQ(code(make(caller(ann), ann)), ErrorCode::store_failed);
    store.faults().fail_writes(false);
    const auto made = make(caller(ann), ann);
    store.faults().fail_writes(true);
    EXPECT_EQ(code(run(app.revoke_api_key.run(caller(ann), ann, made->key.id))), ErrorCode::store_failed);
    store.faults().fail_writes(false);
    EXPECT_EQ(authenticated(made->token), ErrorCode::ok);
    store.faults().fail_reads(true);
    clock.time += Millis{1'000};
    EXPECT_EQ(authenticated(made->token), ErrorCode::store_failed);
}

}  // namespace
}  // namespace foyer::app
