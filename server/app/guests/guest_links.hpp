#pragma once
#include <string>
#include <string_view>

#include "server/app/guests/guest_settings.hpp"
#include "server/domain/guest/invitation.hpp"

namespace foyer::app {

/// Makes the tokens of links out of the server's key and an invitation's seed: 144 bits that nobody can guess and that
/// are stored nowhere, yet can be shown to the inviter again. Pure; any thread.
class GuestLinks {
public:
    explicit GuestLinks(LinkKey key) : key_(key) {}

    /// 24 characters of base64url.
    [[nodiscard]] std::string token(const domain::LinkSeed& seed) const;
    /// What is stored of it.
    [[nodiscard]] domain::Digest token_hash(std::string_view token) const;
    /// A PIN is short: without the key nobody can try them all against a stolen database.
    [[nodiscard]] domain::Digest pin_hash(const domain::LinkSeed& seed, std::string_view pin) const;

private:
    [[nodiscard]] domain::Digest sign(std::string_view purpose, const domain::LinkSeed& seed,
                                      std::string_view text) const;

    LinkKey key_;
};

}  // namespace foyer::app
