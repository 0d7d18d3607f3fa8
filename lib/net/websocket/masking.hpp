#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace foyer::net::websocket {

/// Masks or unmasks bytes in place (RFC 6455, 5.3). `offset`: where in the frame's payload `bytes` begin.
inline void apply_mask(std::span<char> bytes, std::uint32_t mask, std::uint64_t offset) {
    // The mask as it lies in memory, turned so that its first byte belongs to the first of `bytes`.
    std::uint32_t key = std::rotl(mask, static_cast<int>(offset % 4 * 8));
    if constexpr (std::endian::native == std::endian::little) key = __builtin_bswap32(key);
    const std::uint64_t wide = std::uint64_t{key} << 32 | key;
    std::size_t at = 0;
    for (; at + 8 <= bytes.size(); at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + at, 8);
        word ^= wide;
        std::memcpy(bytes.data() + at, &word, 8);
    }
    for (int shift = 0; at < bytes.size(); ++at, shift += 8)
        bytes[at] = static_cast<char>(bytes[at] ^ (wide >> shift & 0xFF));
}

}  // namespace foyer::net::websocket
