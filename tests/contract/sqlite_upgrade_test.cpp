// Data of every earlier schema, opened by this Foyer: nothing is lost, and it goes on from there.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "server/storage/sqlite/migrations.hpp"
#include "server/storage/sqlite/sqlite_store.hpp"
#include "tests/contract/store_contract.hpp"
#include "tests/contract/temporary_folder.hpp"

namespace foyer::contract {

using ::testing::ElementsAre;

namespace {

constexpr CompanyId acme{1};
constexpr CompanyId borg{2};
constexpr ContactId ann{1};
constexpr ContactId bob{2};
constexpr ContactId sue{3};
constexpr ContactId gus{4};
constexpr RoomId plans{1};

/// 32 bytes, all the same.
std::array<std::uint8_t, 32> hash_of(std::uint8_t byte) {
    std::array<std::uint8_t, 32> hash{};
    hash.fill(byte);
    return hash;
}
std::string blob_of(std::uint8_t byte) {
    std::string text = "X'";
    for (int i = 0; i < 32; ++i) text += fmt::format("{:02x}", byte);
    return text + "'";
}

/// What a Foyer whose newest migration is this one has stored besides what those before it had. A migration without
/// rows here fails the first test.
std::vector<std::string> rows() {
    return {
        // 1
        "INSERT INTO meta VALUES ('epoch', 7);"
        "INSERT INTO companies (name, auto_roster) VALUES ('Acme', 1), ('Borg', 0);"
        "INSERT INTO people (kind, company, uname, name, email, jid, administrator, disabled, password_hash) VALUES"
        " (0, 1, 'ann', 'Ann', 'ann@example.com', '', 1, 0, 'hash of ann'), (0, 1, 'bob', 'Bob', '', '', 0, 0, ''),"
        " (0, 1, 'sue', 'Sue', '', '', 0, 0, ''), (1, 1, 'g123', 'Gus', '', '', 0, 0, '');"
        "INSERT INTO supervisors VALUES (3, 2);"
        "INSERT INTO roster_exceptions VALUES (1, 3);"
        "INSERT INTO relations VALUES (1, 2, 1, 1, 0, 5);"
        "INSERT INTO sessions (person, kind, token_hash, subid, created, expires)"
        " VALUES (1, 0, " +
            blob_of(1) +
            ", 'tab', 1000, 9000);"
            "INSERT INTO rooms (version, multi, is_public, archive, ended, name, owner, company, created)"
            " VALUES (3, 1, 1, 0, 0, 'Plans', 1, 1, 1000);"
            "INSERT INTO rooms (version, multi, is_public, archive, ended, name, owner, company, created)"
            " VALUES (2, 1, 0, 0, 1, 'Over', 1, 1, 1000);"
            "INSERT INTO members VALUES (1, 1, 1, 1, 0, 1, 1), (1, 4, 0, 2, 1, 1, 1), (2, 1, 2, 1, 0, 1, 0);"
            "INSERT INTO messages (room, seq, author, author_name, time, text, idempotency_key) VALUES"
            " (1, 1, 1, 'Ann', 1100, 'hello', 'k1'), (1, 2, 0, 'SYSTEM', 1200, 'a notice', NULL),"
            " (2, 1, 1, 'Ann', 1300, 'bye', NULL);"
            "INSERT INTO seen VALUES (1, 1, 2);",
        // 2
        "INSERT INTO ended_sessions (session, person) VALUES (77, 2);",
        // 3
        "INSERT INTO invitations (version, room, guest, inviter, company, name, email, mobile, language, application,"
        " channel, state, delivery, delivery_error, seed, token_hash, pin_hash, wrong_pins, created, valid_from,"
        " valid_to, delete_at, ended, uses, uses_max) VALUES (1, 1, 4, 1, 1, 'Gus', 'gus@example.com', '', 'de', '',"
        " 1, 0, 1, '', " +
            blob_of(2) + ", " + blob_of(3) + ", NULL, 0, 1000, 1000, 9000, 9000, 0, 0, 5);",
        // 4
        "INSERT INTO api_keys (person, name, token_hash, scopes, created, expires, last_used)"
        " VALUES (1, 'robot', " +
            blob_of(4) + ", 3, 1000, 9000, 2000);",
        // 5
        "INSERT INTO second_factors VALUES (1, X'736563726574', 1, 42, " + blob_of(5) + ", 6);",
        // 6
        "INSERT INTO files (version, room, sender, name, size, type, chunk_bytes, chunks, state, created, expires)"
        " VALUES (2, 1, 1, 'map.png', 1000, 'image/png', 512, 1, 0, 1000, 9000);"
        "INSERT INTO file_receivers VALUES (1, 4, 0, 0, 1);",
        // 7
        "INSERT INTO deliveries (invitation, inviter, company, state, attempts, next_attempt, created)"
        " VALUES (1, 1, 1, 1, 0, 1000, 1000);",
        // 8
        "INSERT INTO webhooks (company, url, secret, events, active, created)"
        " VALUES (1, 'https://www.example.com/', 'whsec', 1, 1, 1000);"
        "INSERT INTO webhook_deliveries (webhook, event, body, created, state, tries, next_try, status, error, ended)"
        " VALUES (1, 0, '{}', 1000, 0, 1, 2000, 503, 'busy', 0);",
        // 9
        "UPDATE companies SET supervision_shown = 1, language = 'de' WHERE id = 2;"
        "INSERT INTO audit (at, actor, actor_name, local, action, target_kind, target, target_name, detail)"
        " VALUES (1000, 1, 'Ann', 0, 28, 3, 2, 'Over', '');",
        // 10
        "UPDATE companies SET guests_may_chat = 0, guests_may_call = 0 WHERE id = 2;",
        // 11
        "INSERT INTO room_requests (room, person, idempotency_key) VALUES (1, 1, 'k1');"
        "UPDATE invitations SET idempotency_key = 'k2';"
        "UPDATE webhooks SET creator = 1, idempotency_key = 'k3';",
    };
}

/// Each schema there has been, the present one too.
class Upgrade : public ::testing::TestWithParam<std::size_t> {
protected:
    /// A data folder as a Foyer of this schema left it.
    void SetUp() override {
        {
            storage::Connection db(folder_.path() / "foyer.db", storage::Connection::Access::read_write, {});
            db.script("PRAGMA journal_mode = WAL");
            const auto known = storage::compiled_migrations().first(GetParam());
            ASSERT_TRUE(storage::migrate(db, known, []() -> Result<void> { return {}; }));
            for (std::size_t i = 0; i < GetParam(); ++i) db.script(rows().at(i));
        }
        storage::SqliteSettings settings;
        settings.folder = folder_.path();
        auto opened = storage::open_sqlite(settings);
        ASSERT_TRUE(opened) << opened.error().sentence;
        opened_ = std::move(*opened);
    }
    [[nodiscard]] bool has(std::size_t schema) const { return GetParam() >= schema; }
    ports::Store store() { return opened_->store(); }
    template <class T>
    T get(Task<Result<T>> task) {
        auto result = run_on(io_, std::move(task));
        if (!result) throw std::runtime_error("refused: " + result.error().sentence);
        if constexpr (!std::is_void_v<T>) return std::move(*result);
    }

    boost::asio::io_context io_;
    TemporaryFolder folder_;
    std::unique_ptr<storage::SqliteStore> opened_;
};
INSTANTIATE_TEST_SUITE_P(FromSchema, Upgrade,
                         ::testing::Range(std::size_t{1}, storage::compiled_migrations().size() + 1),
                         [](const auto& tested) { return std::to_string(tested.param); });

}  // namespace

TEST(UpgradeRows, ThereAreSomeOfEachMigration) {
    ASSERT_EQ(rows().size(), storage::compiled_migrations().size());
}

TEST_P(Upgrade, KeepsPeopleAndWhatTheyMayDo) {
    const auto directory = get(store().accounts.load_directory());
    EXPECT_EQ(store().epoch, 7U);
    ASSERT_EQ(directory.companies().size(), 2U);
    EXPECT_EQ(directory.company(acme)->name, "Acme");
    EXPECT_TRUE(directory.company(acme)->auto_roster);
    EXPECT_FALSE(directory.company(acme)->supervision_shown);
    EXPECT_EQ(directory.company(acme)->language, "");
    EXPECT_FALSE(directory.company(borg)->auto_roster);
    EXPECT_EQ(directory.company(borg)->supervision_shown, has(9));
    EXPECT_EQ(directory.company(borg)->language, has(9) ? "de" : "");
    EXPECT_EQ(directory.company(acme)->guests_may, domain::Abilities{});
    EXPECT_EQ(directory.company(borg)->guests_may, (domain::Abilities{.chat = !has(10), .call = !has(10)}));
    ASSERT_EQ(directory.people().size(), 4U);
    EXPECT_EQ(directory.find(ann)->email, "ann@example.com");
    EXPECT_TRUE(directory.find(ann)->administrator);
    EXPECT_EQ(directory.find(gus)->kind, domain::PersonKind::guest);
    EXPECT_THAT(directory.supervisors_of(borg), ElementsAre(sue));
    EXPECT_TRUE(directory.is_exception(ann, sue));
    EXPECT_EQ(get(store().accounts.password_hash(ann)), "hash of ann");
    EXPECT_EQ(get(store().roster.relations_of(ann)).size(), 1U);
    const auto session = get(store().sessions.find(hash_of(1)));
    ASSERT_TRUE(session);
    EXPECT_EQ(session->person, ann);
    EXPECT_EQ(session->login, session->id);
}

TEST_P(Upgrade, KeepsRoomsWithEveryMessage) {
    const auto room = get(store().rooms.load(plans));
    EXPECT_EQ(room.room.name, "Plans");
    EXPECT_TRUE(room.room.is_public);
    EXPECT_EQ(room.newest, Seq{2});
    ASSERT_EQ(room.room.members.size(), 2U);
    EXPECT_EQ(room.room.members[1].first_seq, Seq{2});
    const auto page = get(store().rooms.messages({.room = plans, .after = Seq{}, .before = {}, .limit = 10}));
    ASSERT_EQ(page.messages.size(), 2U);
    EXPECT_EQ(page.messages[0].text, "hello");
    EXPECT_EQ(page.messages[1].author_name, "SYSTEM");
    const auto ended = get(store().rooms.overview(RoomId{2}));
    EXPECT_TRUE(ended.ended);
    EXPECT_EQ(ended.last_message, at(1300));
    EXPECT_EQ(get(store().rooms.move_seen(plans, ann, Seq{})), Seq{2});
    EXPECT_EQ(get(store().rooms.rooms_of(ann, 10)).size(), 1U);
}

TEST_P(Upgrade, KeepsWhatCameLater) {
    if (has(2)) {
        EXPECT_EQ(get(store().sessions.ended_after(0)).sessions.size(), 1U);
    }
    if (has(3)) {
        const auto invitation = get(store().guests.find_by_token(hash_of(3)));
        ASSERT_TRUE(invitation);
        EXPECT_EQ(invitation->guest, gus);
        EXPECT_EQ(invitation->language, "de");
    }
    if (has(4)) {
        const auto key = get(store().api_keys.find(hash_of(4)));
        ASSERT_TRUE(key);
        EXPECT_EQ(key->name, "robot");
        EXPECT_TRUE(key->scopes.has(domain::Scope::write));
        EXPECT_EQ(key->last_used, at(2000));
    }
    if (has(5)) {
        const auto factor = get(store().second_factors.find(ann));
        ASSERT_TRUE(factor);
        EXPECT_EQ(factor->secret, "secret");
        EXPECT_EQ(factor->recovery.size(), 1U);
        EXPECT_EQ(factor->last_step, 42U);
    }
    if (has(6)) {
        const auto files = get(store().files.open_of(gus, 10));
        ASSERT_EQ(files.size(), 1U);
        EXPECT_EQ(files[0].name, "map.png");
    }
    if (has(7)) {
        EXPECT_EQ(get(store().deliveries.take(at(5000), 10)).size(), 1U);
    }
    if (has(8)) {
        EXPECT_EQ(get(store().webhooks.webhooks()).at(0).secret, "whsec");
        EXPECT_EQ(get(store().webhooks.due(WebhookId{1}, at(5000), 10)).at(0).status, 503U);
    }
    if (has(9)) {
        const auto entry = get(store().audit.entries({.before = {}, .actor = {}, .action = {}, .limit = 10})).at(0);
        EXPECT_EQ(domain::name_of(entry.action), "room.closed");
        EXPECT_EQ(domain::text_of(entry.target), "room 2");
    }
    EXPECT_EQ(get(store().rooms.is_done(plans, {ann, "k1"})), has(11));
    if (has(3)) {
        EXPECT_EQ(get(store().guests.find_by_token(hash_of(3)))->idempotency_key, has(11) ? "k2" : "");
    }
    if (has(8)) {
        EXPECT_EQ(get(store().webhooks.webhooks()).at(0).creator, has(11) ? ann : ContactId{});
    }
}

TEST_P(Upgrade, GoesOnWhereItWas) {
    const auto draft = [](std::string text, std::string key) {
        domain::Draft made = draft_of(ann, std::move(text), std::move(key));
        return made;
    };
    const auto post = [&](domain::Draft message) {
        ports::RoomWrite write{.room = plans, .expected_version = 3, .next = {}, .messages = {}};
        write.messages.push_back(std::move(message));
        return get(store().rooms.commit(std::move(write)));
    };
    EXPECT_TRUE(post(draft("hello", "k1")).repeated) << "what was sent then is not stored twice";
    EXPECT_EQ(post(draft("again", "k2")).messages.at(0).seq, Seq{3});
    EXPECT_EQ(get(store().accounts.create_company("Cyber")), CompanyId{3});
    domain::AuditEntry entry;
    entry.action = domain::AuditAction::company_created;
    EXPECT_EQ(get(store().audit.enter(entry)), AuditId{has(9) ? 2U : 1U});
}

}  // namespace foyer::contract
