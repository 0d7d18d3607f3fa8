#include "server/backup/stored_file.hpp"

#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

namespace foyer::backup {

namespace {

std::unexpected<Error> failed(const char* what, const std::filesystem::path& path) {
    return refuse(ErrorCode::store_failed, fmt::format("Cannot {} {}: {}.", what, path.string(), std::strerror(errno)));
}

/// An open file; closed when it goes.
class Open {
public:
    Open(const std::filesystem::path& path, int flags) : file_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
    Open(const Open&) = delete;
    Open& operator=(const Open&) = delete;
    ~Open() {
        if (file_ != -1) ::close(file_);
    }
    [[nodiscard]] int get() const { return file_; }
    [[nodiscard]] explicit operator bool() const { return file_ != -1; }

private:
    int file_;
};

class Sha256 {
public:
    Sha256() { crypto_hash_sha256_init(&state_); }
    void add(std::span<const char> bytes) {
        crypto_hash_sha256_update(&state_, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    }
    [[nodiscard]] std::string hex() {
        std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
        crypto_hash_sha256_final(&state_, hash.data());
        return fmt::format("{:02x}", fmt::join(hash, ""));
    }

private:
    crypto_hash_sha256_state state_{};
};

bool write_all(int file, std::span<const char> bytes) {
    while (!bytes.empty()) {
        const auto written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return true;
}

/// Reads the file to its end; `take` answers false when it failed on what it was given.
template <class Take>
Result<Digest> read_through(const std::filesystem::path& path, Take take) {
    constexpr std::size_t piece = 1U << 20U;
    const Open file(path, O_RDONLY);
    if (!file) return failed("open", path);
    std::vector<char> buffer(piece);
    Sha256 hash;
    Digest digest;
    for (;;) {
        const auto length = ::read(file.get(), buffer.data(), buffer.size());
        if (length < 0 && errno == EINTR) continue;
        if (length < 0) return failed("read", path);
        if (length == 0) break;
        const std::span<const char> bytes(buffer.data(), static_cast<std::size_t>(length));
        hash.add(bytes);
        digest.bytes += bytes.size();
        if (Result<void> taken = take(bytes); !taken) return refuse(taken.error());
    }
    digest.sha256 = hash.hex();
    return digest;
}

}  // namespace

Result<Digest> digest_of(const std::filesystem::path& file) {
    return read_through(file, [](std::span<const char>) -> Result<void> { return {}; });
}

Result<Digest> copy_durably(const std::filesystem::path& from, const std::filesystem::path& to) {
    const Open target(to, O_WRONLY | O_CREAT | O_EXCL);
    if (!target) return failed("make", to);
    auto digest = read_through(from, [&](std::span<const char> bytes) -> Result<void> {
        if (!write_all(target.get(), bytes)) return failed("write", to);
        return {};
    });
    if (digest && ::fsync(target.get()) != 0) return failed("write", to);
    return digest;
}

Result<void> write_file(const std::filesystem::path& path, const std::string& content) {
    const Open file(path, O_WRONLY | O_CREAT | O_EXCL);
    if (!file) return failed("make", path);
    if (!write_all(file.get(), content) || ::fsync(file.get()) != 0) return failed("write", path);
    return {};
}

Result<void> make_durable(const std::filesystem::path& path) {
    const Open file(path, O_RDONLY);
    if (!file || ::fsync(file.get()) != 0) return failed("write", path);
    return {};
}

Result<void> make_folder(const std::filesystem::path& folder) {
    std::error_code error;
    if (folder.has_parent_path()) std::filesystem::create_directories(folder.parent_path(), error);
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return failed("make", folder);
    return {};
}

}  // namespace foyer::backup
