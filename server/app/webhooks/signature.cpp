#include "server/app/webhooks/signature.hpp"

#include <array>

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace foyer::app {

std::string webhook_signature(std::string_view secret, Instant now, std::string_view body) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
    const auto text = fmt::format("{}.{}", seconds, body);
    std::array<unsigned char, EVP_MAX_MD_SIZE> code{};
    unsigned length = 0;
    HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
         reinterpret_cast<const unsigned char*>(text.data()), text.size(), code.data(), &length);
    std::string hex;
    for (unsigned i = 0; i < length; ++i) hex += fmt::format("{:02x}", code[i]);
    return fmt::format("t={},v1={}", seconds, hex);
}

}  // namespace foyer::app
