#include <gmock/gmock.h>

#include "server/storage/sqlite/sqlite_store.hpp"
#include "tests/contract/store_contract.hpp"
#include "tests/contract/temporary_folder.hpp"

namespace foyer::contract {

using domain::AuditAction;
using domain::AuditTargetKind;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class AuditContract : public StoreContract {
protected:
    static domain::AuditEntry entry(AuditAction action, Instant time = at(1'000)) {
        domain::AuditEntry made;
        made.at = time;
        made.actor = ContactId{7};
        made.actor_name = "Root";
        made.action = action;
        return made;
    }
    /// An entry about a change of something with that name; new things get their id from the store.
    static domain::Audited audited(AuditAction action, std::uint32_t target = 0, AuditTargetKind kind = {}) {
        auto made = entry(action);
        made.target = {kind, target, "name"};
        return std::make_shared<const domain::AuditEntry>(std::move(made));
    }
    std::vector<domain::AuditEntry> all(ports::AuditFilter filter = {}) {
        if (filter.limit == 0) filter.limit = 100;
        return get(store.audit.entries(filter));
    }
    /// "room.closed 7" …, the newest first.
    std::vector<std::string> lines(ports::AuditFilter filter = {}) {
        std::vector<std::string> found;
        for (const auto& one : all(filter)) {
            found.push_back(std::string(domain::name_of(one.action)) + ' ' + std::to_string(one.target.id));
        }
        return found;
    }
};
FOYER_CONTRACT_SUITE(AuditContract);

TEST_P(AuditContract, AnEntryIsReadAsItWasEntered) {
    auto expected = entry(AuditAction::room_closed);
    expected.local = true;
    expected.target = {AuditTargetKind::room, 12, "Läden & Co"};
    expected.detail = "for good";
    expected.id = get(store.audit.enter(expected));
    EXPECT_THAT(all(), ElementsAre(expected));
}

TEST_P(AuditContract, EntriesAreReadNewestFirstByWhoAndWhat) {
    const auto first = get(store.audit.enter(entry(AuditAction::room_closed)));
    auto of_another = entry(AuditAction::room_exported);
    of_another.actor = ContactId{8};
    const auto second = get(store.audit.enter(of_another));
    const auto third = get(store.audit.enter(entry(AuditAction::room_exported)));
    const auto ids = [&](ports::AuditFilter filter) {
        std::vector<AuditId> found;
        for (const auto& one : all(filter)) found.push_back(one.id);
        return found;
    };
    EXPECT_THAT(ids({}), ElementsAre(third, second, first));
    EXPECT_THAT(ids({.before = third, .actor = {}, .action = {}}), ElementsAre(second, first));
    EXPECT_THAT(ids({.before = {}, .actor = ContactId{7}, .action = {}}), ElementsAre(third, first));
    EXPECT_THAT(ids({.before = {}, .actor = {}, .action = AuditAction::room_exported}), ElementsAre(third, second));
    EXPECT_THAT(ids({.before = {}, .actor = ContactId{7}, .action = AuditAction::room_exported}), ElementsAre(third));
    EXPECT_THAT(ids({.before = {}, .actor = {}, .action = {}, .limit = 1}), ElementsAre(third));
}

TEST_P(AuditContract, WhatIsOldGoesTheOldestFirstAndNoIdComesTwice) {
    get(store.audit.enter(entry(AuditAction::room_closed, at(1'000))));
    get(store.audit.enter(entry(AuditAction::room_closed, at(2'000))));
    const auto newest = get(store.audit.enter(entry(AuditAction::room_closed, at(3'000))));
    EXPECT_EQ(get(store.audit.remove_before(at(1'000), 10)), 0U) << "as old as that stays";
    EXPECT_EQ(get(store.audit.remove_before(at(3'001), 2)), 2U);
    EXPECT_EQ(all().at(0).id, newest);
    EXPECT_EQ(get(store.audit.remove_before(at(3'001), 2)), 1U);
    EXPECT_THAT(all(), IsEmpty());
    EXPECT_GT(get(store.audit.enter(entry(AuditAction::room_closed))), newest);
}

TEST_P(AuditContract, ChangesOfAccountsAreEnteredWithThem) {
    const auto company = get(accounts().create_company("Cyber", audited(AuditAction::company_created)));
    domain::Person person;
    person.company = company;
    person.uname = person.name = "eve";
    person.id = get(accounts().create_person(person, "", audited(AuditAction::user_created)));
    EXPECT_THAT(lines(), ElementsAre("user.created " + std::to_string(person.id.value()),
                                     "company.created " + std::to_string(company.value())));
    get(accounts().update_person(person, audited(AuditAction::user_renamed, 5)));
    get(accounts().set_password_hash(person.id, "hash", audited(AuditAction::user_password_set, 5)));
    get(accounts().update_company({.id = company, .name = "Cyber"}, audited(AuditAction::company_changed, 5)));
    get(accounts().set_roster_exception({ann, bob}, true, audited(AuditAction::roster_exception_set, 5)));
    get(sessions().revoke_all_of(ann, audited(AuditAction::user_sessions_ended, 5)));
    get(store.second_factors.remove(ann, audited(AuditAction::user_second_factor_removed, 5)));
    EXPECT_THAT(lines({.before = {}, .actor = {}, .action = {}, .limit = 6}),
                ElementsAre("user.second_factor_removed 5", "user.sessions_ended 5", "roster_exception.set 5",
                            "company.changed 5", "user.password_set 5", "user.renamed 5"));
}

TEST_P(AuditContract, WhatIsRefusedIsNotEntered) {
    EXPECT_EQ(refusal(accounts().create_company("Acme", audited(AuditAction::company_created))),
              ErrorCode::already_exists);
    domain::Person stray;
    stray.id = ContactId{4711};
    EXPECT_EQ(refusal(accounts().update_person(stray, audited(AuditAction::user_renamed, 5))), ErrorCode::not_found);
    EXPECT_EQ(refusal(accounts().set_password_hash(stray.id, "hash", audited(AuditAction::user_password_set, 5))),
              ErrorCode::not_found);
    EXPECT_FALSE(get(store.api_keys.revoke(ApiKeyId{4711}, audited(AuditAction::key_revoked, 5))));
    EXPECT_FALSE(get(store.webhooks.remove(WebhookId{4711}, audited(AuditAction::webhook_removed, 5))));
    const auto room = get(rooms().load(given_room(multi_room({ann})))).room;
    ports::RoomWrite late{.room = room.id, .expected_version = 4711, .next = room, .messages = {}};
    late.audited = audited(AuditAction::room_closed, 5);
    EXPECT_EQ(refusal(rooms().commit(std::move(late))), ErrorCode::conflict);
    EXPECT_THAT(lines(), IsEmpty());
}

TEST_P(AuditContract, KeysWebhooksSessionsAndGuestsAreEnteredWithTheirIds) {
    ports::ApiKey key;
    key.person = ann;
    key.token_hash = {1};
    const auto made = get(store.api_keys.create(key, audited(AuditAction::key_created)));
    domain::Webhook webhook;
    webhook.company = acme;
    webhook.id = get(store.webhooks.create(webhook, audited(AuditAction::webhook_created)));
    get(store.webhooks.update(webhook, audited(AuditAction::webhook_changed, webhook.id.value())));
    EXPECT_TRUE(get(store.api_keys.revoke(made.id, audited(AuditAction::key_revoked, made.id.value()))));
    EXPECT_TRUE(get(store.webhooks.remove(webhook.id, audited(AuditAction::webhook_removed, webhook.id.value()))));
    ports::Session session;
    session.person = ann;
    session.token_hash = {2};
    get(sessions().create(session, audited(AuditAction::session_opened, 5)));
    const auto k = std::to_string(made.id.value());
    const auto w = std::to_string(webhook.id.value());
    EXPECT_THAT(lines(), ElementsAre("session.opened 5", "webhook.removed " + w, "key.revoked " + k,
                                     "webhook.changed " + w, "webhook.created " + w, "key.created " + k));
}

TEST_P(AuditContract, RoomsAreEnteredWhenTheyAreNewOrChange) {
    auto room = multi_room({ann, bob});
    const auto create = [&] {
        return get(rooms().create(room, "key", {}, audited(AuditAction::room_created))).stored.room;
    };
    const auto made = create();
    EXPECT_EQ(create().id, made.id) << "the room of then, and no entry more";
    ports::RoomWrite write{.room = made.id, .expected_version = made.version, .next = made, .messages = {}};
    write.next->ended = true;
    write.audited = audited(AuditAction::room_closed, made.id.value());
    get(rooms().commit(std::move(write)));
    const auto id = std::to_string(made.id.value());
    EXPECT_THAT(lines(), ElementsAre("room.closed " + id, "room.created " + id));
}

TEST_P(AuditContract, AFailingStoreSaysSoAndChangesNothing) {
    get(store.audit.enter(entry(AuditAction::room_closed)));
    adapter->fail_writes(true);
    EXPECT_EQ(refusal(store.audit.enter(entry(AuditAction::room_closed))), ErrorCode::store_failed);
    EXPECT_EQ(refusal(store.audit.remove_before(at(9'000), 1)), ErrorCode::store_failed);
    EXPECT_EQ(refusal(accounts().create_company("Cyber", audited(AuditAction::company_created))),
              ErrorCode::store_failed);
    adapter->fail_writes(false);
    adapter->fail_reads(true);
    EXPECT_EQ(refusal(store.audit.entries({.before = {}, .actor = {}, .action = {}, .limit = 1})),
              ErrorCode::store_failed);
    adapter->fail_reads(false);
    EXPECT_THAT(lines(), ElementsAre("room.closed 0"));
    EXPECT_NE(given_company("Cyber"), CompanyId{});
}

/// What the database itself sees to, whoever holds it.
class SqliteAudit : public ::testing::Test {
protected:
    SqliteAudit() {
        storage::SqliteSettings settings;
        settings.folder = folder_.path();
        opened_ = std::move(*storage::open_sqlite(settings));
    }
    storage::Connection connect() { return {folder_.path() / "foyer.db", storage::Connection::Access::read_write, {}}; }
    void enter(Instant time) {
        domain::AuditEntry entry;
        entry.at = time;
        ASSERT_TRUE(run_on(io_, opened_->store().audit.enter(entry)));
    }

    TemporaryFolder folder_;
    boost::asio::io_context io_;
    std::unique_ptr<storage::SqliteStore> opened_;
};

TEST_F(SqliteAudit, NoEntryIsChangedAndNoneGoesBeforeItsTime) {
    enter(at(1'000));
    enter(at(2'000));
    auto db = connect();
    EXPECT_THROW(db.script("UPDATE audit SET detail = 'nothing'"), storage::SqliteError);
    EXPECT_THROW(db.script("DELETE FROM audit"), storage::SqliteError);
    EXPECT_EQ(db.number("SELECT count(*) FROM audit"), 2);
    ASSERT_TRUE(run_on(io_, opened_->store().audit.remove_before(at(1'500), 10)));
    EXPECT_EQ(db.number("SELECT count(*) FROM audit"), 1);
    EXPECT_THROW(db.script("DELETE FROM audit"), storage::SqliteError);
    ASSERT_TRUE(run_on(io_, opened_->store().audit.remove_before(at(1'200), 10)));
    EXPECT_EQ(db.number("SELECT value FROM meta WHERE name = 'audit_kept_from'"), 1'500) << "it never goes back";
}

}  // namespace foyer::contract
