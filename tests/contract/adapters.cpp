#include "server/storage/memory/memory_store.hpp"
#include "server/storage/sqlite/sqlite_store.hpp"
#include "tests/contract/faulty_vfs.hpp"
#include "tests/contract/store_contract.hpp"
#include "tests/contract/temporary_folder.hpp"

namespace foyer::contract {

namespace {

class MemoryUnderTest final : public StoreUnderTest {
public:
    ports::Store store() override { return memory_.store(); }
    ports::Store from_another_process() override { return memory_.store(); }
    void fail_writes(bool on) override { memory_.faults().fail_writes(on); }
    void fail_reads(bool on) override { memory_.faults().fail_reads(on); }

private:
    storage::MemoryStore memory_;
};

class SqliteUnderTest final : public StoreUnderTest {
public:
    ~SqliteUnderTest() override { FaultyVfs::instance().heal(); }

    ports::Store store() override { return server_->store(); }
    ports::Store from_another_process() override {
        if (!tool_) tool_ = open(storage::SqliteSettings::Role::tool);
        return tool_->store();
    }
    void fail_writes(bool on) override { FaultyVfs::instance().disk_full = on; }
    void fail_reads(bool on) override { FaultyVfs::instance().reads_fail = on; }

private:
    std::unique_ptr<storage::SqliteStore> open(storage::SqliteSettings::Role role) {
        FaultyVfs::instance().heal();
        storage::SqliteSettings settings;
        settings.folder = folder_.path();
        settings.role = role;
        settings.vfs = FaultyVfs::name();
        auto opened = storage::open_sqlite(settings);
        if (!opened) throw std::runtime_error(opened.error().sentence);
        return std::move(*opened);
    }

    TemporaryFolder folder_;
    std::unique_ptr<storage::SqliteStore> server_ = open(storage::SqliteSettings::Role::server);
    std::unique_ptr<storage::SqliteStore> tool_;
};

}  // namespace

std::vector<Adapter> adapters() {
    return {
        {"Memory", [] { return std::make_unique<MemoryUnderTest>(); }},
        {"Sqlite", [] { return std::make_unique<SqliteUnderTest>(); }},
    };
}

}  // namespace foyer::contract
