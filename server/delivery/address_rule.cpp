#include "server/delivery/address_rule.hpp"

#include <algorithm>
#include <array>

namespace foyer::delivery {

namespace {

namespace ip = boost::asio::ip;

struct Range {
    std::uint32_t first;
    unsigned bits;
};
constexpr std::uint32_t v4(std::uint32_t a, std::uint32_t b, std::uint32_t c = 0, std::uint32_t d = 0) {
    return a << 24 | b << 16 | c << 8 | d;
}
constexpr std::array not_public{
    Range{v4(0, 0), 8},         Range{v4(10, 0), 8},     Range{v4(100, 64), 10},   Range{v4(127, 0), 8},
    Range{v4(169, 254), 16},    Range{v4(172, 16), 12},  Range{v4(192, 0, 0), 24}, Range{v4(192, 0, 2), 24},
    Range{v4(192, 88, 99), 24}, Range{v4(192, 168), 16}, Range{v4(198, 18), 15},   Range{v4(198, 51, 100), 24},
    Range{v4(203, 0, 113), 24}, Range{v4(224, 0), 4},    Range{v4(240, 0), 4},
};

bool is_public_v4(std::uint32_t address) {
    return std::ranges::none_of(
        not_public, [address](const Range& range) { return (address ^ range.first) >> (32 - range.bits) == 0; });
}

std::uint32_t v4_inside(const ip::address_v6::bytes_type& bytes, std::size_t at) {
    return v4(bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]);
}

bool is_public_v6(const ip::address_v6& address) {
    const auto bytes = address.to_bytes();
    if (address.is_v4_mapped()) return is_public_v4(v4_inside(bytes, 12));
    // Only 2000::/3 is given to anybody; inside it 2001::/23 (Teredo among them) and 2001:db8::/32 are not.
    if (bytes[0] >> 5 != 1) {
        const bool translated = bytes[0] == 0x00 && bytes[1] == 0x64 && bytes[2] == 0xFF && bytes[3] == 0x9B;
        return translated && is_public_v4(v4_inside(bytes, 12));  // 64:ff9b::/96, IPv4 by NAT64
    }
    if (bytes[0] == 0x20 && bytes[1] == 0x02) return is_public_v4(v4_inside(bytes, 2));  // 6to4
    const bool protocol = bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] <= 0x01;
    const bool documentation = bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0x0D && bytes[3] == 0xB8;
    return !protocol && !documentation;
}

}  // namespace

bool is_public(const ip::address& address) {
    return address.is_v4() ? is_public_v4(address.to_v4().to_uint()) : is_public_v6(address.to_v6());
}

}  // namespace foyer::delivery
