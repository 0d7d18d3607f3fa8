#include "server/app/calls/get_ice_servers.hpp"

#include <array>

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "server/domain/room/rights.hpp"

namespace foyer::app {
namespace {

std::string base64(const unsigned char* bytes, std::size_t size) {
    std::string text(4 * ((size + 2) / 3), '\0');
    EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes, static_cast<int>(size));
    return text;
}

std::string credential_of(const std::string& username, const std::string& secret) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
    unsigned size = 0;
    HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()),
         reinterpret_cast<const unsigned char*>(username.data()), username.size(), digest.data(), &size);
    return base64(digest.data(), size);
}

}  // namespace

Result<IceServers> GetIceServers::run(Caller caller) const {
    const auto directory = directory_.current();
    const auto* const self = directory->find(caller.person);
    if (!self) return refuse(ErrorCode::not_logged_in);
    if (auto may = domain::permit_calling(*self, *directory); !may) return refuse(may.error());
    IceServers answer;
    answer.relay_only = settings_.relay_only;
    if (!settings_.stun_servers.empty()) answer.servers.push_back({settings_.stun_servers, {}, {}});
    if (settings_.turn_servers.empty()) return answer;
    IceServer turn{settings_.turn_servers, {}, {}};
    if (!settings_.turn_secret.empty()) {
        answer.expires = clock_.now() + settings_.turn_lifetime;
        const auto seconds = std::chrono::floor<std::chrono::seconds>(answer.expires).time_since_epoch().count();
        turn.username = fmt::format("{}:{}", seconds, caller.person.value());
        turn.credential = credential_of(turn.username, settings_.turn_secret);
    }
    answer.servers.push_back(std::move(turn));
    return answer;
}

}  // namespace foyer::app
