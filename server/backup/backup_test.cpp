#include "server/backup/backup.hpp"

#include <fstream>

#include <gtest/gtest.h>

#include "server/backup/stored_file.hpp"
#include "server/storage/sqlite/connection.hpp"
#include "tests/contract/temporary_folder.hpp"

namespace foyer::backup {

namespace fs = std::filesystem;

/// A data folder as a server leaves it: a database in WAL mode, files, a lock.
class BackupTest : public testing::Test {
protected:
    BackupTest() {
        fs::create_directories(data_ / "files");
        storage::Connection db(data_ / "foyer.db", storage::Connection::Access::read_write, {});
        db.script(
            "PRAGMA journal_mode = WAL; CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL);"
            "INSERT INTO meta VALUES ('epoch', 7)");
        write(data_ / "files/1", "hello");
        write(data_ / "files/2", "");
        write(data_ / "lock", "4711");
    }

    static void write(const fs::path& file, const std::string& text) { std::ofstream(file) << text; }
    static std::string read(const fs::path& file) {
        std::ifstream stream(file);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    static std::int64_t epoch(const fs::path& folder) {
        storage::Connection db(folder / "foyer.db", storage::Connection::Access::read_write, {});
        return db.number("SELECT value FROM meta WHERE name = 'epoch'");
    }
    Result<Manifest> make() { return create(data_, backup_, Instant{Millis{1}}, silent); }

    static inline const Progress silent = [](const std::string&, std::uint64_t, std::uint64_t) {};
    contract::TemporaryFolder folder_;
    fs::path data_ = folder_.path() / "data";
    fs::path backup_ = folder_.path() / "copies/monday";
    fs::path restored_ = folder_.path() / "restored";
};

TEST_F(BackupTest, HoldsTheDatabaseAndTheFilesButNotTheLock) {
    const auto manifest = make();
    ASSERT_TRUE(manifest) << manifest.error().sentence;
    std::vector<std::string> paths;
    for (const auto& file : manifest->files) paths.push_back(file.path);
    EXPECT_EQ(paths, (std::vector<std::string>{"foyer.db", "files/1", "files/2"}));
    EXPECT_EQ(verify(backup_, silent), manifest);
}

TEST_F(BackupTest, TakesOneMomentOfADatabaseThatIsBeingWritten) {
    storage::Connection writer(data_ / "foyer.db", storage::Connection::Access::read_write, {});
    writer.script("BEGIN; INSERT INTO meta VALUES ('under way', 1)");
    ASSERT_TRUE(make());
    writer.script("COMMIT");
    ASSERT_TRUE(restore(backup_, restored_, silent));
    storage::Connection db(restored_ / "foyer.db", storage::Connection::Access::read_write, {});
    EXPECT_EQ(db.number("SELECT count(*) FROM meta"), 1);
}

TEST_F(BackupTest, RestoresEverythingWithANewEpoch) {
    ASSERT_TRUE(make());
    const auto manifest = restore(backup_, restored_, silent);
    ASSERT_TRUE(manifest) << manifest.error().sentence;
    EXPECT_EQ(read(restored_ / "files/1"), "hello");
    EXPECT_TRUE(fs::exists(restored_ / "files/2"));
    EXPECT_NE(epoch(restored_), 7);
    EXPECT_EQ(epoch(data_), 7);
}

TEST_F(BackupTest, NeverWritesOverWhatIsThere) {
    ASSERT_TRUE(make());
    EXPECT_EQ(make().error().code, ErrorCode::already_exists);
    EXPECT_EQ(restore(backup_, data_, silent).error().code, ErrorCode::already_exists);
    EXPECT_EQ(read(data_ / "files/1"), "hello");
    fs::create_directory(restored_);
    EXPECT_TRUE(restore(backup_, restored_, silent)) << "an empty folder is no loss";
}

TEST_F(BackupTest, IsRefusedWhereItIsNotAsItWasMade) {
    const auto damage = [this](const fs::path& file, const std::string& text) {
        fs::remove_all(backup_);
        ASSERT_TRUE(make());
        if (text.empty()) {
            fs::remove(backup_ / file);
        } else {
            write(backup_ / file, text);
        }
        EXPECT_FALSE(verify(backup_, silent)) << file;
        EXPECT_FALSE(restore(backup_, restored_, silent)) << file;
        EXPECT_FALSE(fs::exists(restored_)) << "nothing is left behind";
    };
    damage("data/files/1", "hallo");
    damage("data/files/1", "hello!");
    damage("data/files/1", "");
    damage("data/files/3", "more");
    damage("data/foyer.db", "no database");
    damage("manifest.json", "{}");
    damage("manifest.json", "");
}

TEST_F(BackupTest, OfWhatIsNoDataFolderIsRefused) {
    EXPECT_EQ(create(folder_.path(), backup_, {}, silent).error().code, ErrorCode::bad_request);
    EXPECT_FALSE(fs::exists(backup_));
}

TEST_F(BackupTest, ThatCannotBeWrittenLeavesNothingBehind) {
    write(folder_.path() / "copies", "a file where a folder should be");
    const auto made = make();
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, ErrorCode::store_failed);
}

TEST_F(BackupTest, OfADamagedDatabaseWithRightHashesIsRefused) {
    write(data_ / "files/1", std::string(10'000, 'x'));
    ASSERT_TRUE(make());
    auto text = read(backup_ / "data/foyer.db");
    text.replace(text.size() - 4096, 100, std::string(100, '\xFF'));
    write(backup_ / "data/foyer.db", text);
    auto manifest = manifest_from_json(read(backup_ / "manifest.json"));
    manifest->files.front().sha256 = digest_of(backup_ / "data/foyer.db")->sha256;
    write(backup_ / "manifest.json", to_json(*manifest));
    EXPECT_EQ(verify(backup_, silent).error().code, ErrorCode::store_failed);
}

}  // namespace foyer::backup
