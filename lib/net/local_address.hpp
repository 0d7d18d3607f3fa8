#pragma once
#include <string>

#include "lib/base/result.hpp"

namespace foyer::net {

/// A Unix socket's path as the system takes it: it must fit into 107 bytes, so a longer one goes by way of its folder,
/// which is held open as long as this lives. Any thread.
class LocalAddress {
public:
    /// Error: `unavailable` with a sentence, if there is no such folder or the file's own name is too long.
    [[nodiscard]] static Result<LocalAddress> of(const std::string& path);

    LocalAddress(LocalAddress&& other) noexcept;
    LocalAddress& operator=(LocalAddress&&) = delete;
    ~LocalAddress();

    /// Leads to the same file as the path; good in this process only.
    [[nodiscard]] const std::string& name() const { return name_; }

private:
    LocalAddress(std::string name, int folder) : name_(std::move(name)), folder_(folder) {}

    std::string name_;
    int folder_;  // -1: the path is short enough.
};

}  // namespace foyer::net
