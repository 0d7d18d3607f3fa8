#include <array>

#include <gmock/gmock.h>

#include "server/storage/sqlite/migrations.hpp"
#include "tests/contract/temporary_folder.hpp"

namespace foyer::contract {

using storage::Migration;
using ::testing::HasSubstr;

namespace {

constexpr Migration first{"0001_first", "CREATE TABLE things (id INTEGER PRIMARY KEY); INSERT INTO things VALUES (1);"};
constexpr Migration second{"0002_second", "ALTER TABLE things ADD COLUMN name TEXT; UPDATE things SET name = 'x';"};
constexpr Migration broken{"0002_broken", "DELETE FROM things; SELECT * FROM nowhere;"};

class SqliteMigrations : public ::testing::Test {
protected:
    Result<void> migrate(std::vector<Migration> migrations) {
        return storage::migrate(db_, migrations, [this]() -> Result<void> {
            ++asked_;
            return may_;
        });
    }

    TemporaryFolder folder_;
    storage::Connection db_{folder_.path() / "test.db", storage::Connection::Access::read_write, {}};
    Result<void> may_;
    int asked_ = 0;
};

}  // namespace

TEST_F(SqliteMigrations, AppliesEachOnceInOrder) {
    ASSERT_TRUE(migrate({first}));
    ASSERT_TRUE(migrate({first, second}));
    ASSERT_TRUE(migrate({first, second}));
    EXPECT_EQ(asked_, 2);
    EXPECT_EQ(db_.number("SELECT count(*) FROM things WHERE name = 'x'"), 1);
    EXPECT_EQ(db_.number("SELECT count(*) FROM migrations"), 2);
}

TEST_F(SqliteMigrations, OneThatFailsLeavesWhatWasThere) {
    ASSERT_TRUE(migrate({first}));
    EXPECT_THROW(static_cast<void>(migrate({first, broken})), storage::SqliteError);
    EXPECT_FALSE(db_.in_transaction());
    EXPECT_EQ(db_.number("SELECT count(*) FROM things"), 1);
    EXPECT_TRUE(migrate({first, second}));
}

TEST_F(SqliteMigrations, NothingIsChangedWithoutPermission) {
    may_ = refuse(ErrorCode::unavailable, "The server is running.");
    EXPECT_EQ(migrate({first}).error().sentence, "The server is running.");
    EXPECT_EQ(db_.number("SELECT count(*) FROM sqlite_master"), 0);
}

TEST_F(SqliteMigrations, AReleasedOneMustNotChange) {
    ASSERT_TRUE(migrate({first}));
    auto changed = first;
    changed.sql = "CREATE TABLE things (id INTEGER);";
    EXPECT_THAT(migrate({changed}).error().sentence, HasSubstr("another build"));
    EXPECT_THAT(migrate({}).error().sentence, HasSubstr("newer Foyer (schema 1; this one knows 0)"));
}

}  // namespace foyer::contract
