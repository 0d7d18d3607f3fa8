#include <fstream>
#include <semaphore>

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "server/storage/sqlite/migrations.hpp"
#include "server/storage/sqlite/sqlite_store.hpp"
#include "tests/contract/store_contract.hpp"
#include "tests/contract/temporary_folder.hpp"

namespace foyer::contract {

using storage::SqliteSettings;
using ::testing::HasSubstr;

namespace {

/// Opening a data folder in all the states an administrator may bring it into.
class SqliteOpening : public ::testing::Test {
protected:
    using Opened = Result<std::unique_ptr<storage::SqliteStore>>;

    Opened open(SqliteSettings::Role role = SqliteSettings::Role::server) {
        SqliteSettings settings;
        settings.folder = folder();
        settings.role = role;
        settings.busy_timeout = Millis{0};
        settings.report = [this](const std::string& sentence) {
            reports_ += sentence + "\n";
            reported_.release();
        };
        return storage::open_sqlite(settings);
    }
    Opened open_tool() { return open(SqliteSettings::Role::tool); }
    static std::string sentence_of(const Opened& opened) { return opened ? "opened" : opened.error().sentence; }

    std::filesystem::path folder() const { return temporary_.path() / "data"; }
    std::filesystem::path file() const { return folder() / "foyer.db"; }
    storage::Connection connect() const { return {file(), storage::Connection::Access::read_write, {}}; }
    /// What a bad disk does. Only what reads this table can notice.
    void overwrite_root_of(const std::string& table) const {
        constexpr std::uint64_t page_bytes = 4096;
        const auto sql = "SELECT rootpage FROM sqlite_schema WHERE name = '" + table + "'";
        const auto root = connect().number(sql.c_str());
        std::fstream bytes(file(), std::ios::in | std::ios::out | std::ios::binary);
        bytes.seekp(static_cast<std::streamoff>((static_cast<std::uint64_t>(root) - 1) * page_bytes));
        bytes << std::string(page_bytes, 'x');
    }
    static mode_t mode_of(const std::filesystem::path& path) {
        struct stat status{};
        return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 0777 : 0;
    }

    TemporaryFolder temporary_;
    std::string reports_;
    std::counting_semaphore<> reported_{0};  ///< One for each report; they come from the store's threads, too.
};

}  // namespace

TEST_F(SqliteOpening, MakesWhatIsMissingForItsOwnerAlone) {
    const auto store = open();
    ASSERT_TRUE(store) << sentence_of(store);
    EXPECT_EQ(mode_of(folder()), 0700U);
    for (const char* name : {"foyer.db", "foyer.db-wal", "foyer.db-shm", "lock"}) {
        EXPECT_EQ(mode_of(folder() / name), 0600U) << name;
    }
}

TEST_F(SqliteOpening, TakesOthersRightsAwayFromTheDatabase) {
    ASSERT_TRUE(open());
    ::chmod(file().c_str(), 0644);
    ASSERT_TRUE(open());
    EXPECT_EQ(mode_of(file()), 0600U);
}

TEST_F(SqliteOpening, KeepsTheEpochAndWhatWasStored) {
    boost::asio::io_context io;
    auto first = open();
    const auto epoch = (*first)->store().epoch;
    ASSERT_TRUE(run_on(io, (*first)->store().accounts.create_company("Acme")));
    first->reset();
    const auto again = open();
    EXPECT_EQ((*again)->store().epoch, epoch);
    EXPECT_EQ(run_on(io, (*again)->store().accounts.load_directory())->companies().size(), 1U);
}

TEST_F(SqliteOpening, GivesANewEpochToACopyThatWasToldToForgetIts) {
    const auto epoch = (*open())->store().epoch;
    {
        auto db = connect();
        db.run("DELETE FROM meta WHERE name = 'epoch'");  // As docs/operations.md says.
    }
    EXPECT_NE((*open())->store().epoch, epoch);
}

TEST_F(SqliteOpening, RefusesASecondServer) {
    const auto first = open();
    ASSERT_TRUE(first);
    EXPECT_THAT(sentence_of(open()), HasSubstr("Another Foyer server (process "));
    EXPECT_TRUE(open_tool());
}

TEST_F(SqliteOpening, LetsTheNextServerInWhenTheFirstIsGone) {
    ASSERT_TRUE(open());
    EXPECT_TRUE(open());
}

TEST_F(SqliteOpening, RefusesDataOfANewerFoyer) {
    ASSERT_TRUE(open());
    connect().script("INSERT INTO migrations (number, name, checksum) VALUES (4711, 'later', 'x')");
    EXPECT_THAT(sentence_of(open()), HasSubstr("written by a newer Foyer"));
    EXPECT_THAT(sentence_of(open_tool()), HasSubstr("written by a newer Foyer"));
}

TEST_F(SqliteOpening, RefusesMigrationsThatAreNotItsOwn) {
    ASSERT_TRUE(open());
    connect().script("UPDATE migrations SET checksum = 'changed' WHERE number = 1");
    EXPECT_THAT(sentence_of(open()), HasSubstr("its migration 0001_initial is not the one"));
}

TEST_F(SqliteOpening, RefusesADatabaseThatIsNotFoyers) {
    std::filesystem::create_directory(folder());
    connect().script("CREATE TABLE songs (name TEXT)");
    EXPECT_THAT(sentence_of(open()), HasSubstr("not made by Foyer"));
}

TEST_F(SqliteOpening, RefusesAFileThatIsNoDatabase) {
    std::filesystem::create_directory(folder());
    std::ofstream(file()) << std::string(10'000, 'x');
    EXPECT_THAT(sentence_of(open()), HasSubstr("not a database"));
}

TEST_F(SqliteOpening, RefusesAFolderThatCannotBeMade) {
    std::ofstream(folder()) << "a file";
    EXPECT_THAT(sentence_of(open()), HasSubstr("Cannot open"));
}

TEST_F(SqliteOpening, ChecksTheDatabaseAfterAnUncleanStopOnly) {
    ASSERT_TRUE(open());
    overwrite_root_of("messages");
    ASSERT_TRUE(open());
    EXPECT_EQ(reports_, "");
    connect().script("UPDATE meta SET value = 0 WHERE name = 'clean'");
    const auto store = open();
    ASSERT_TRUE(store);
    reported_.acquire();
    EXPECT_THAT(reports_, HasSubstr("the database is damaged, restore a backup"));
}

TEST_F(SqliteOpening, ReportsNothingOfASoundDatabase) {
    ASSERT_TRUE(open());
    connect().script("UPDATE meta SET value = 0 WHERE name = 'clean'");
    ASSERT_TRUE(open());
    EXPECT_EQ(reports_, "");
}

TEST_F(SqliteOpening, AnotherProcessThatHoldsTheDatabaseFailsAWriteButNotTheStore) {
    boost::asio::io_context io;
    const auto store = open();
    auto other = connect();
    other.script("BEGIN IMMEDIATE");
    const auto refused = run_on(io, (*store)->store().accounts.create_company("Acme"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::store_failed);
    EXPECT_THAT(reports_, HasSubstr("database is locked"));
    other.script("COMMIT");
    EXPECT_TRUE(run_on(io, (*store)->store().accounts.create_company("Acme")));
}

}  // namespace foyer::contract
