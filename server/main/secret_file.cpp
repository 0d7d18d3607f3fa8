#include "server/main/secret_file.hpp"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

namespace foyer::main {

namespace {

std::unexpected<Error> complain(const std::filesystem::path& file, const std::string& what) {
    return refuse(ErrorCode::store_failed, fmt::format("The key {} {}.", file.string(), what));
}

std::string failure() {
    return std::error_code(errno, std::generic_category()).message();
}

/// Written beside its place and moved there whole: two processes that begin at once end up with one key.
Result<void> draw(const std::filesystem::path& file) {
    SecretKey key{};
    randombytes_buf(key.data(), key.size());
    const auto beside = file.string() + fmt::format(".{}", ::getpid());
    const int out = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (out < 0) return complain(file, "cannot be made: " + failure());
    const bool written = ::write(out, key.data(), key.size()) == static_cast<ssize_t>(key.size()) && ::fsync(out) == 0;
    ::close(out);
    const bool placed = written && (::link(beside.c_str(), file.c_str()) == 0 || errno == EEXIST);
    const auto reason = failure();
    ::unlink(beside.c_str());
    if (!placed) return complain(file, "cannot be written: " + reason);
    return {};
}

}  // namespace

Result<SecretKey> secret_key(const std::filesystem::path& data, const std::string& name) {
    const auto folder = data / "secrets";
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, problem);
    const auto file = folder / (name + ".key");
    if (!std::filesystem::exists(file, problem)) {
        if (auto drawn = draw(file); !drawn) return refuse(drawn.error());
    }
    const int in = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (in < 0) return complain(file, "cannot be read: " + failure());
    struct stat status{};
    SecretKey key{};
    const auto bytes = ::read(in, key.data(), key.size());
    const bool mine = ::fstat(in, &status) == 0 && (status.st_mode & (S_IRWXG | S_IRWXO)) == 0;
    ::close(in);
    if (!mine) return complain(file, "can be read by others; take their rights away (chmod 600)");
    if (bytes != static_cast<ssize_t>(key.size()))
        return complain(file, "is not 32 bytes long; restore it from a backup");
    return key;
}

}  // namespace foyer::main
