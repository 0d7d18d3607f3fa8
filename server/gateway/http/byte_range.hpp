#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace foyer::gateway {

/// Bytes `first` to `last`, both included.
struct ByteRange {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    bool operator==(const ByteRange&) const = default;
};

/// What a Range field asks for (RFC 9110, 14.2).
struct RangeWish {
    bool is_satisfiable = true;            ///< Else the answer is 416.
    std::optional<ByteRange> range = {};   ///< Empty: everything; also where the field is not understood or names several.
};
[[nodiscard]] RangeWish parse_range(std::string_view field, std::uint64_t size);

}  // namespace foyer::gateway
