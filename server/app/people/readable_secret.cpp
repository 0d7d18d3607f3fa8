#include "server/app/people/readable_secret.hpp"

#include <array>
#include <string_view>

namespace foyer::app {

std::string readable_secret(ports::Random& random) {
    constexpr std::string_view letters = "abcdefghjkmnpqrstuvwxyz123456789";
    constexpr std::size_t group = 4;
    std::array<std::uint8_t, 16> bytes{};
    random.fill(bytes);
    std::string secret;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i > 0 && i % group == 0) secret += '-';
        secret += letters[bytes[i] % letters.size()];
    }
    return secret;
}

}  // namespace foyer::app
