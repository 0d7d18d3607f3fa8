#pragma once
#include <filesystem>
#include <string>

#include "lib/net/tls.hpp"

namespace foyer::net {

/// A self-signed certificate for "localhost" and 127.0.0.1 in a temporary folder of its own. For tests and the bench.
class TestCertificate {
public:
    TestCertificate();
    ~TestCertificate();
    TestCertificate(const TestCertificate&) = delete;
    TestCertificate& operator=(const TestCertificate&) = delete;

    [[nodiscard]] TlsFiles files() const;
    void break_files() const;
    void copy_from(const TestCertificate& other) const;

private:
    std::filesystem::path folder_;
};

}  // namespace foyer::net
