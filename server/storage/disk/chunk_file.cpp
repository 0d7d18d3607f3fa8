#include "server/storage/disk/chunk_file.hpp"

#include <array>
#include <cerrno>
#include <charconv>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <fmt/format.h>

#include "lib/base/fault_point.hpp"
#include "server/storage/rules/chunk_rules.hpp"

namespace foyer::storage {

namespace {

constexpr std::string_view ending = ".chunks";

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] bool is_open() const { return number_ >= 0; }
    [[nodiscard]] int get() const { return number_; }

private:
    int number_;
};

std::unexpected<Error> failed(const char* doing, int error) {
    if (error == ENOSPC || error == EDQUOT) return refuse(ErrorCode::store_failed, "The server's disk is full.");
    return refuse(ErrorCode::store_failed,
                  fmt::format("The server could not {} the file: {}.", doing, std::generic_category().message(error)));
}

/// All of `bytes` and `hash`, one behind the other. The error's number, or 0.
int write_record(int descriptor, const std::string& bytes, const ports::ChunkHash& hash, std::uint64_t offset) {
    const std::size_t size = bytes.size() + hash.size();
    for (std::size_t done = 0; done < size;) {
        std::array<iovec, 2> pieces{};
        int count = 0;
        if (done < bytes.size()) {
            pieces[count++] = {const_cast<char*>(bytes.data()) + done, bytes.size() - done};  // NOLINT: iovec
        }
        const std::size_t hashed = done > bytes.size() ? done - bytes.size() : 0;
        pieces[count++] = {const_cast<std::uint8_t*>(hash.data()) + hashed, hash.size() - hashed};  // NOLINT: iovec
        const auto written = ::pwritev(descriptor, pieces.data(), count, static_cast<off_t>(offset + done));
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return written < 0 ? errno : EIO;
        done += static_cast<std::size_t>(written);
    }
    return 0;
}

/// The error's number, or 0. A file that ends too early is EIO.
int read_all(int descriptor, void* into, std::size_t size, std::uint64_t offset) {
    for (std::size_t done = 0; done < size;) {
        const auto bytes =
            ::pread(descriptor, static_cast<char*>(into) + done, size - done, static_cast<off_t>(offset + done));
        if (bytes < 0 && errno == EINTR) continue;
        if (bytes <= 0) return bytes < 0 ? errno : EIO;
        done += static_cast<std::size_t>(bytes);
    }
    return 0;
}

/// A new name in the folder is durable only when the folder is.
int sync_folder(const std::filesystem::path& folder) {
    const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return opened.is_open() && ::fsync(opened.get()) == 0 ? 0 : errno;
}

}  // namespace

std::string ChunkFile::name_of(FileId file) {
    return std::to_string(file.value()).append(ending);
}

std::optional<FileId> ChunkFile::file_of(std::string_view name) {
    if (!name.ends_with(ending)) return std::nullopt;
    name.remove_suffix(ending.size());
    std::uint32_t id = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), id);
    if (error != std::errc{} || end != name.data() + name.size() || id == 0) return std::nullopt;
    return FileId{id};
}

ChunkFile::ChunkFile(const std::filesystem::path& folder, ports::FileLayout layout)
    : folder_(folder), path_(folder / name_of(layout.id)), layout_(layout) {}

std::uint64_t ChunkFile::offset_of(std::uint32_t chunk) const {
    return std::uint64_t{chunk} * (layout_.chunk_bytes + sizeof(ports::ChunkHash));
}

Result<std::uint32_t> ChunkFile::count() const {
    const Descriptor file(::open(path_.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.is_open()) return errno == ENOENT ? Result<std::uint32_t>(0) : failed("open", errno);
    struct stat facts {};
    if (::fstat(file.get(), &facts) != 0) return failed("read", errno);
    const auto size = static_cast<std::uint64_t>(facts.st_size);
    const auto all = chunk_count(layout_);
    const auto record = layout_.chunk_bytes + sizeof(ports::ChunkHash);
    auto whole = static_cast<std::uint32_t>(std::min<std::uint64_t>(size / record, all));
    if (all > 0 && whole == all - 1) {
        const auto end = offset_of(whole) + chunk_size(layout_, whole) + sizeof(ports::ChunkHash);
        if (size >= end) whole = all;
    }
    if (whole == 0) return 0;
    // All but the last one had been synced before it was begun.
    const auto last = read(whole - 1);
    if (!last) return refuse(last.error());
    return hash_of(*last->bytes) == last->hash ? whole : whole - 1;
}

Result<void> ChunkFile::write(std::uint32_t chunk, const std::string& bytes, const ports::ChunkHash& hash) const {
    if (auto sound = check_chunk(layout_, chunk, bytes, hash); !sound) return sound;
    const Descriptor file(::open(path_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    if (!file.is_open()) return failed("open", errno);
    if (const int error = write_record(file.get(), bytes, hash, offset_of(chunk)); error != 0) {
        return failed("write", error);
    }
    FOYER_FAULT_POINT("after_chunk_write");
    if (::fdatasync(file.get()) != 0) return failed("write", errno);
    if (chunk == 0) {
        if (const int error = sync_folder(folder_); error != 0) return failed("write", error);
    }
    return {};
}

Result<ports::StoredChunk> ChunkFile::read(std::uint32_t chunk) const {
    const Descriptor file(::open(path_.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.is_open()) return failed("open", errno);
    auto bytes = std::make_shared<std::string>(chunk_size(layout_, chunk), '\0');
    ports::StoredChunk stored;
    const auto offset = offset_of(chunk);
    int error = read_all(file.get(), bytes->data(), bytes->size(), offset);
    if (error == 0) error = read_all(file.get(), stored.hash.data(), stored.hash.size(), offset + bytes->size());
    if (error != 0) return failed("read", error);
    stored.bytes = std::move(bytes);
    return stored;
}

Result<ports::ChunkHash> ChunkFile::hash(std::uint32_t chunk) const {
    const Descriptor file(::open(path_.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.is_open()) return failed("open", errno);
    ports::ChunkHash hash{};
    const auto offset = offset_of(chunk) + chunk_size(layout_, chunk);
    if (const int error = read_all(file.get(), hash.data(), hash.size(), offset); error != 0) {
        return failed("read", error);
    }
    return hash;
}

Result<void> ChunkFile::remove() const {
    if (::unlink(path_.c_str()) != 0 && errno != ENOENT) return failed("remove", errno);
    return {};
}

}  // namespace foyer::storage
