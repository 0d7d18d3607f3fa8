// What holds for every place where the bytes of files are kept.
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>

#include "server/storage/disk/disk_file_bytes.hpp"
#include "server/storage/memory/memory_file_bytes.hpp"
#include "server/storage/rules/chunk_rules.hpp"
#include "tests/contract/store_contract.hpp"
#include "tests/contract/temporary_folder.hpp"

namespace foyer::contract {

using storage::DiskFileBytes;
using storage::MemoryFileBytes;

struct BytesAdapter {
    std::string name;
    std::function<std::unique_ptr<ports::FileBytes>(const std::filesystem::path&)> make;
};

std::unique_ptr<ports::FileBytes> on_disk(const std::filesystem::path& folder) {
    storage::DiskSettings settings;
    settings.folder = folder / "files";
    return std::make_unique<DiskFileBytes>(std::move(settings));
}

class BytesTest {
protected:
    template <class T>
    T run(Task<T> task) {
        return run_on(io, std::move(task));
    }
    static ports::ChunkBytes bytes_of(std::string text) { return std::make_shared<const std::string>(std::move(text)); }
    ErrorCode write(ports::FileBytes& bytes, std::uint32_t chunk, const std::string& text) {
        const auto written = run(bytes.write(file, chunk, bytes_of(text), storage::hash_of(text)));
        return written ? ErrorCode::ok : written.error().code;
    }
    std::string read(ports::FileBytes& bytes, std::uint32_t chunk, bool check = true) {
        const auto stored = run(bytes.read(file, chunk, check));
        return stored ? *stored->bytes : name_of(stored.error().code);
    }

    boost::asio::io_context io;
    TemporaryFolder folder;
    ports::FileLayout file{.id = FileId{7}, .size = 25, .chunk_bytes = 10};
};

class BytesContract : public BytesTest, public testing::TestWithParam<BytesAdapter> {
protected:
    std::unique_ptr<ports::FileBytes> bytes = GetParam().make(folder.path());
};

INSTANTIATE_TEST_SUITE_P(Adapters, BytesContract,
                         testing::Values(BytesAdapter{"Memory",
                                                      [](const auto&) { return std::make_unique<MemoryFileBytes>(); }},
                                         BytesAdapter{"Disk", on_disk}),
                         [](const auto& tested) { return tested.param.name; });

TEST_P(BytesContract, ChunksComeBackWithTheirHashes) {
    EXPECT_EQ(run(bytes->count(file)), 0U);
    EXPECT_EQ(write(*bytes, 0, "0123456789"), ErrorCode::ok);
    EXPECT_EQ(run(bytes->count(file)), 1U);
    EXPECT_EQ(write(*bytes, 1, "abcdefghij"), ErrorCode::ok);
    EXPECT_EQ(write(*bytes, 2, "ABCDE"), ErrorCode::ok);
    EXPECT_EQ(run(bytes->count(file)), 3U);
    EXPECT_EQ(read(*bytes, 0), "0123456789");
    EXPECT_EQ(read(*bytes, 2), "ABCDE");
    EXPECT_EQ(run(bytes->read(file, 1, false))->hash, storage::hash_of("abcdefghij"));
    EXPECT_EQ(run(bytes->hash(file, 2)), storage::hash_of("ABCDE"));
}

TEST_P(BytesContract, BytesMustFitTheirPlaceAndTheirHash) {
    EXPECT_EQ(write(*bytes, 0, "012345678"), ErrorCode::bad_chunk);
    EXPECT_EQ(write(*bytes, 2, "ABCDEF"), ErrorCode::bad_chunk);
    EXPECT_EQ(write(*bytes, 3, ""), ErrorCode::bad_chunk);
    const auto other = run(bytes->write(file, 0, bytes_of("0123456789"), storage::hash_of("other")));
    EXPECT_EQ(other.error().code, ErrorCode::bad_chunk);
    EXPECT_EQ(run(bytes->count(file)), 0U);
}

TEST_P(BytesContract, AChunkMayBeWrittenOver) {
    EXPECT_EQ(write(*bytes, 0, "0123456789"), ErrorCode::ok);
    EXPECT_EQ(write(*bytes, 0, "9876543210"), ErrorCode::ok);
    EXPECT_EQ(run(bytes->count(file)), 1U);
    EXPECT_EQ(read(*bytes, 0), "9876543210");
}

TEST_P(BytesContract, WhatIsNotThereCannotBeRead) {
    EXPECT_EQ(read(*bytes, 0), "store_failed");
    EXPECT_FALSE(run(bytes->hash(file, 0)));
    EXPECT_EQ(write(*bytes, 0, "0123456789"), ErrorCode::ok);
    EXPECT_EQ(read(*bytes, 1), "store_failed");
}

TEST_P(BytesContract, RemovedBytesAreGone) {
    EXPECT_TRUE(run(bytes->remove(file.id))) << "harmless";
    EXPECT_EQ(write(*bytes, 0, "0123456789"), ErrorCode::ok);
    EXPECT_TRUE(run(bytes->remove(file.id)));
    EXPECT_EQ(run(bytes->count(file)), 0U);
}

TEST_P(BytesContract, OnlyWhatIsNamedIsKept) {
    const auto kept = file;
    EXPECT_EQ(write(*bytes, 0, "0123456789"), ErrorCode::ok);
    file.id = FileId{8};
    EXPECT_EQ(write(*bytes, 0, "0123456789"), ErrorCode::ok);
    EXPECT_TRUE(run(bytes->keep_only({kept.id})));
    EXPECT_EQ(run(bytes->count(kept)), 1U);
    EXPECT_EQ(run(bytes->count(file)), 0U);
    EXPECT_TRUE(run(bytes->keep_only({})));
    EXPECT_EQ(run(bytes->count(kept)), 0U);
}

/// What a crash or a broken disk leaves behind.
class DiskBytes : public BytesTest, public testing::Test {
protected:
    DiskBytes() {
        EXPECT_EQ(write(*bytes, 0, "0123456789"), ErrorCode::ok);
        EXPECT_EQ(write(*bytes, 1, "abcdefghij"), ErrorCode::ok);
    }
    void change_byte(std::streamoff at) const {
        std::fstream stream(path, std::ios::in | std::ios::out | std::ios::binary);
        stream.seekp(at);
        stream.put('!');
    }

    std::unique_ptr<ports::FileBytes> bytes = on_disk(folder.path());
    std::filesystem::path path = folder.path() / "files" / "7.chunks";
};

TEST_F(DiskBytes, SurviveWhoWroteThem) {
    bytes = on_disk(folder.path());
    EXPECT_EQ(run(bytes->count(file)), 2U);
    EXPECT_EQ(read(*bytes, 1), "abcdefghij");
}

TEST_F(DiskBytes, AHalfWrittenChunkDoesNotCount) {
    for (const std::uintmax_t size : {83U, 60U, 43U, 42U}) {
        std::filesystem::resize_file(path, size);
        EXPECT_EQ(run(bytes->count(file)), 1U) << size;
    }
    EXPECT_EQ(write(*bytes, 1, "abcdefghij"), ErrorCode::ok);
    EXPECT_EQ(run(bytes->count(file)), 2U);
    EXPECT_EQ(read(*bytes, 1), "abcdefghij");
}

TEST_F(DiskBytes, ALastChunkThatIsNotSoundDoesNotCount) {
    change_byte(42 + 3);
    EXPECT_EQ(run(bytes->count(file)), 1U);
}

TEST_F(DiskBytes, DamageIsFoundByWhoLooks) {
    change_byte(3);
    EXPECT_EQ(read(*bytes, 0, true), "store_failed");
    EXPECT_EQ(read(*bytes, 0, false), "012!456789");
}

TEST_F(DiskBytes, OtherFilesInTheFolderAreLeftAlone) {
    const auto other = folder.path() / "files" / "README";
    std::ofstream(other) << "x";
    EXPECT_TRUE(run(bytes->keep_only({})));
    EXPECT_TRUE(std::filesystem::exists(other));
    EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(DiskBytes, AFolderThatCannotBeWrittenSaysSo) {
    std::filesystem::remove_all(folder.path() / "files");
    std::ofstream(folder.path() / "files") << "in the way";
    EXPECT_EQ(write(*bytes, 0, "0123456789"), ErrorCode::store_failed);
    std::filesystem::remove(folder.path() / "files");
    EXPECT_EQ(write(*bytes, 0, "0123456789"), ErrorCode::ok);
}

TEST(DiskBytesQueue, IsBounded) {
    const TemporaryFolder folder;
    storage::DiskSettings settings;
    settings.folder = folder.path() / "files";
    settings.queue = 0;
    DiskFileBytes bytes(std::move(settings));
    boost::asio::io_context io;
    const auto counted = run_on(io, bytes.count({.id = FileId{7}, .size = 25, .chunk_bytes = 10}));
    EXPECT_EQ(counted.error().code, ErrorCode::unavailable);
}

}  // namespace foyer::contract
