#include "server/app/guests/guest_links.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "server/app/people/tokens.hpp"

namespace foyer::app {

namespace {
constexpr std::size_t token_bytes = 18;
}

std::string GuestLinks::token(const domain::LinkSeed& seed) const {
    const auto signature = sign("link", seed, {});
    return base64url(std::span(signature).first(token_bytes));
}

domain::Digest GuestLinks::token_hash(std::string_view token) const {
    return hash_token(token);
}

domain::Digest GuestLinks::pin_hash(const domain::LinkSeed& seed, std::string_view pin) const {
    return sign("pin", seed, pin);
}

domain::Digest GuestLinks::sign(std::string_view purpose, const domain::LinkSeed& seed, std::string_view text) const {
    std::string message(purpose);
    message += '\0';
    message.append(seed.begin(), seed.end());
    message += text;
    domain::Digest signature{};
    unsigned length = signature.size();
    HMAC(EVP_sha256(), key_.data(), static_cast<int>(key_.size()),
         reinterpret_cast<const unsigned char*>(message.data()), message.size(), signature.data(), &length);
    return signature;
}

}  // namespace foyer::app
