#include "server/app/audit/audit_log.hpp"

#include <gmock/gmock.h>

#include "server/app/people/people_fixture.hpp"

namespace foyer::app {
namespace {

using domain::AuditAction;
using testing::ElementsAre;
using testing::IsEmpty;

class AuditLogTest : public PeopleTest {
protected:
    explicit AuditLogTest(PeopleSettings people = {}) : PeopleTest(people) { forget(); }

    /// What was entered since this was asked last: "root user.created user 3 eve: administrator".
    Lines entered() {
        Lines lines;
        const auto found = *run(store.store().audit.entries({.before = {}, .actor = {}, .action = {}, .limit = 99}));
        for (const auto& entry : found) {
            if (entry.id <= seen_) break;
            lines.insert(lines.begin(), line_of(entry));
        }
        forget();
        return lines;
    }
    void forget() {
        const auto newest = *run(store.store().audit.entries({.before = {}, .actor = {}, .action = {}, .limit = 1}));
        if (!newest.empty()) seen_ = newest.front().id;
    }
    static std::string line_of(const domain::AuditEntry& entry) {
        std::string line = entry.local ? "local" : entry.actor ? entry.actor_name : "somebody";
        line += ' ' + std::string(domain::name_of(entry.action));
        if (entry.target.kind != domain::AuditTargetKind::server) line += ' ' + domain::text_of(entry.target);
        if (!entry.target.name.empty()) line += ' ' + entry.target.name;
        if (!entry.detail.empty()) line += ": " + entry.detail;
        return line;
    }
    Result<void> look(Actor actor, std::uint32_t room, bool anew = false) {
        return run(app.audit.look(actor, AuditAction::room_watched, {domain::AuditTargetKind::room, room, {}}, anew));
    }

    CompanyId acme = company("Acme");
    ContactId root = user("root", acme, true);
    ContactId ann = user("ann", acme);
    ContactId sue = [this] {
        const auto id = user("sue", acme);
        EXPECT_TRUE(run(app.grant_permission.run(Local{}, id, acme)));
        return id;
    }();

private:
    AuditId seen_;
};

TEST_F(AuditLogTest, SaysWhoChangedWhat) {
    forget();
    ASSERT_TRUE(run(app.create_company.run(caller(root), "Cyber")));
    ASSERT_TRUE(run(app.modify_company.run(caller(root), acme, {"Acme & Co", false, true, "de", false, false, false})));
    const auto eve = *run(app.create_user.run(Local{}, {acme, "eve", {}, {}, "a long secret", true}));
    ASSERT_TRUE(run(app.rename_user.run(caller(root), eve, "Eve Williams")));
    ASSERT_TRUE(run(app.grant_permission.run(caller(root), eve, acme)));
    ASSERT_TRUE(run(app.grant_permission.revoke(caller(root), eve, acme)));
    ASSERT_TRUE(run(app.set_administrator.run(caller(root), eve, false)));
    ASSERT_TRUE(run(app.set_password.run(caller(root), eve, "another secret")));
    ASSERT_TRUE(run(app.end_sessions.run(caller(root), eve)));
    ASSERT_TRUE(run(app.stop_second_factor.run(caller(root), eve)));
    ASSERT_TRUE(run(app.disable_user.run(caller(root), eve)));
    ASSERT_TRUE(run(app.disable_user.run(caller(root), eve, false)));
    ASSERT_TRUE(run(app.set_roster_exception.run(caller(root), {ann, eve}, true)));
    ASSERT_TRUE(run(app.set_roster_exception.run(caller(root), {ann, eve}, false)));
    EXPECT_THAT(
        entered(),
        ElementsAre("root company.created company 2 Cyber",
                    "root company.changed company 1 Acme: name: Acme & Co; auto_roster: off; "
                    "supervision_shown: on; language: de; guests_may_chat: off; guests_may_share_files: off; "
                    "guests_may_call: off",
                    "local user.created user 4 eve: administrator",
                    "root user.renamed user 4 eve: eve, now Eve Williams",
                    "root supervision.granted user 4 eve: company 1 Acme & Co",
                    "root supervision.revoked user 4 eve: company 1 Acme & Co", "root administrator.taken user 4 eve",
                    "root user.password_set user 4 eve", "root user.sessions_ended user 4 eve",
                    "root user.second_factor_removed user 4 eve", "root user.disabled user 4 eve",
                    "root user.enabled user 4 eve", "root roster_exception.set user 2 ann: with user 4 eve",
                    "root roster_exception.removed user 2 ann: with user 4 eve"));
}

TEST_F(AuditLogTest, NothingIsEnteredWhereNothingChanges) {
    forget();
    ASSERT_TRUE(run(app.modify_company.run(caller(root), acme, {"Acme", true})));
    ASSERT_TRUE(run(app.grant_permission.run(caller(root), sue, acme)));
    ASSERT_TRUE(run(app.rename_user.run(caller(root), ann, "ann")));
    ASSERT_TRUE(run(app.set_administrator.run(caller(root), root, true)));
    EXPECT_EQ(code(run(app.create_company.run(caller(ann), "Blue"))), ErrorCode::forbidden);
    EXPECT_EQ(code(run(app.create_company.run(caller(root), "Acme"))), ErrorCode::already_exists);
    EXPECT_EQ(code(run(app.modify_company.run(caller(root), acme, {{}, {}, {}, "../de"}))), ErrorCode::bad_request);
    EXPECT_THAT(entered(), IsEmpty());
}

TEST_F(AuditLogTest, AnAdministratorsKeysAndOthersKeysAreEntered) {
    forget();
    const auto make = [&](Actor actor, ContactId whose) {
        NewApiKey wish{whose, "robot", {domain::Scope::read, domain::Scope::admin}};
        return run(app.create_api_key.run(actor, std::move(wish)))->key.id;
    };
    const auto own = make(caller(ann), ann);
    ASSERT_TRUE(run(app.revoke_api_key.run(caller(ann), ann, own)));
    EXPECT_THAT(entered(), IsEmpty()) << "what a user does with his own";
    const auto given = make(Local{}, ann);
    ASSERT_TRUE(run(app.revoke_api_key.run(caller(root), ann, given)));
    EXPECT_EQ(code(run(app.revoke_api_key.run(caller(root), ann, given))), ErrorCode::not_found);
    make(caller(root), root);
    EXPECT_THAT(entered(), ElementsAre("local key.created key 2 robot: of user 2 ann: read admin",
                                       "root key.revoked key 2 robot: of user 2 ann: read admin",
                                       "root key.created key 3 robot: of user 1 root: read admin"));
    auto by_key = caller(root);
    by_key.session = {};
    by_key.key = ApiKeyId{3};
    ASSERT_TRUE(run(app.end_sessions.run(by_key, ann)));
    EXPECT_THAT(entered(), ElementsAre("root user.sessions_ended user 2 ann: API key 3"));
}

TEST_F(AuditLogTest, LogInsOfAdministratorsAndSupervisorsAreEntered) {
    forget();
    ASSERT_TRUE(log_in("root", "password of root"));
    ASSERT_TRUE(log_in("sue", "password of sue", "192.0.2.7"));
    ASSERT_TRUE(log_in("ann", "password of ann"));
    EXPECT_FALSE(log_in("ann", "wrong"));
    EXPECT_FALSE(log_in("nobody", "wrong"));
    EXPECT_THAT(entered(), ElementsAre("root session.opened user 1 root: from 192.0.2.1",
                                       "sue session.opened user 3 sue: from 192.0.2.7"));
}

TEST_F(AuditLogTest, RefusedLogInsAreEnteredOnceAMinute) {
    forget();
    for (int i = 0; i < 5; ++i) EXPECT_FALSE(log_in("root", "wrong", "192.0.2.9"));
    EXPECT_THAT(entered(), ElementsAre("somebody login.refused user 1 root: from 192.0.2.9"));
    clock.time += Millis{60'000};
    EXPECT_FALSE(log_in("root", "wrong", "192.0.2.9"));
    EXPECT_EQ(entered().size(), 1U);
}

TEST_F(AuditLogTest, ALongDetailIsCutBetweenCharacters) {
    const auto detail_of = [&](std::string detail) {
        return app.audit.entry(Local{}, AuditAction::room_changed, {}, std::move(detail))->detail;
    };
    EXPECT_EQ(detail_of(std::string(1'000, 'x')), std::string(1'000, 'x'));
    EXPECT_EQ(detail_of(std::string(1'001, 'x')), std::string(1'000, 'x') + "…");
    EXPECT_EQ(detail_of(std::string(999, 'x') + "äö"), std::string(999, 'x') + "…");
}

TEST_F(AuditLogTest, ALookIsEnteredOncePerSessionAndThing) {
    forget();
    for (int i = 0; i < 2; ++i) {
        EXPECT_TRUE(look(caller(sue), 7));
        EXPECT_TRUE(look(caller(sue), 8));
        EXPECT_TRUE(look(Caller{sue, SessionId{2}}, 7));
        EXPECT_TRUE(look(Local{}, 7));
    }
    EXPECT_THAT(entered(), ElementsAre("sue room.watched room 7", "sue room.watched room 8", "sue room.watched room 7",
                                       "local room.watched room 7"));
    EXPECT_TRUE(look(caller(sue), 7, true));
    EXPECT_EQ(entered().size(), 1U) << "unless it shall be entered anew";
}

TEST_F(AuditLogTest, ALookThatCannotBeEnteredIsRefusedAndTriedAnew) {
    forget();
    store.faults().fail_writes(true);
    EXPECT_EQ(code(look(caller(sue), 7)), ErrorCode::store_failed);
    store.faults().fail_writes(false);
    EXPECT_TRUE(look(caller(sue), 7));
    EXPECT_EQ(entered().size(), 1U);
}

TEST_F(AuditLogTest, WhatIsTooOldGoesAndTheRestStays) {
    const auto count = [&] {
        return run(store.store().audit.entries({.before = {}, .actor = {}, .action = {}, .limit = 9'999}))->size();
    };
    for (std::uint32_t i = 1; i <= 2'500; ++i) ASSERT_TRUE(look(caller(sue), i));
    clock.time += std::chrono::days{365};
    ASSERT_TRUE(look(caller(root), 1));
    clock.time += std::chrono::days{365};
    ASSERT_TRUE(run(app.audit.remove_old()));
    EXPECT_GT(count(), 2'500U) << "as old as audit.keep_days, and no older";
    clock.time += Millis{1};
    ASSERT_TRUE(run(app.audit.remove_old()));
    EXPECT_EQ(count(), 1U);
    store.faults().fail_writes(true);
    EXPECT_EQ(code(run(app.audit.remove_old())), ErrorCode::store_failed);
}

class FewLooks : public AuditLogTest {
protected:
    FewLooks() : small(store.store().audit, clock, app.directory, {.looks = 2}) { forget(); }
    AuditLog small;
};

TEST_F(FewLooks, AtTheBoundAllIsForgottenAndEnteredAgain) {
    const auto see = [&](std::uint32_t room) {
        domain::AuditTarget target{domain::AuditTargetKind::room, room, {}};
        EXPECT_TRUE(run(small.look(caller(sue), AuditAction::room_watched, std::move(target))));
    };
    for (const auto room : {1U, 2U, 1U, 2U}) see(room);
    EXPECT_EQ(entered().size(), 2U);
    for (const auto room : {3U, 1U}) see(room);
    EXPECT_EQ(entered().size(), 2U);
}

TEST_F(AuditLogTest, IsReadByAdministratorsAndThatIsEntered) {
    forget();
    const auto read = [&](Actor actor, ports::AuditFilter filter) { return run(app.read_audit.run(actor, filter)); };
    ports::AuditFilter two{.before = {}, .actor = {}, .action = {}, .limit = 2};
    EXPECT_EQ(code(read(caller(ann), two)), ErrorCode::forbidden);
    EXPECT_EQ(code(read(caller(sue), two)), ErrorCode::forbidden);
    EXPECT_THAT(entered(), IsEmpty());
    const auto page = read(caller(root), two);
    ASSERT_TRUE(page);
    EXPECT_TRUE(page->more);
    ASSERT_EQ(page->entries.size(), 2U);
    EXPECT_EQ(line_of(page->entries[0]), "root audit.read");
    two.before = page->entries[1].id;
    EXPECT_TRUE(read(caller(root), two));
    EXPECT_THAT(entered(), ElementsAre("root audit.read")) << "not each page";
    EXPECT_TRUE(read(Caller{root, SessionId{2}}, two));
    EXPECT_THAT(entered(), ElementsAre("root audit.read")) << "but nobody passes by it";
    store.faults().fail_writes(true);
    two.before = {};
    EXPECT_EQ(code(read(caller(root), two)), ErrorCode::store_failed);
    store.faults().fail_writes(false);
    store.faults().fail_reads(true);
    EXPECT_EQ(code(read(caller(root), two)), ErrorCode::store_failed);
}

TEST_F(AuditLogTest, WhatCannotBeEnteredIsNotDone) {
    store.faults().fail_next_write();
    EXPECT_EQ(code(run(app.rename_user.run(caller(root), ann, "Anna"))), ErrorCode::store_failed);
    EXPECT_EQ(app.directory.current()->find(ann)->name, "ann");
    store.faults().fail_next_write();
    EXPECT_FALSE(log_in("root", "password of root"));
}

}  // namespace
}  // namespace foyer::app
