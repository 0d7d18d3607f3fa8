#include "server/gateway/http/byte_range.hpp"

#include <algorithm>
#include <charconv>

#include <boost/beast/core/string.hpp>

namespace foyer::gateway {

namespace {

constexpr std::string_view unit = "bytes=";

std::optional<std::uint64_t> number(std::string_view digits) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return value;
}

}  // namespace

RangeWish parse_range(std::string_view field, std::uint64_t size) {
    if (!boost::beast::iequals(field.substr(0, unit.size()), unit)) return {};
    const auto spec = field.substr(unit.size());
    const auto dash = spec.find('-');
    if (dash == std::string_view::npos || spec.find(',') != std::string_view::npos) return {};
    const auto begin = spec.substr(0, dash);
    const auto end = spec.substr(dash + 1);
    const auto last = number(end);
    if (begin.empty()) {  // The last so many bytes.
        if (!last) return {};
        if (*last == 0 || size == 0) return {.is_satisfiable = false};
        return {.range = ByteRange{size - std::min(size, *last), size - 1}};
    }
    const auto first = number(begin);
    if (!first || (!last && !end.empty()) || (last && *last < *first)) return {};
    if (*first >= size) return {.is_satisfiable = false};
    return {.range = ByteRange{*first, last ? std::min(*last, size - 1) : size - 1}};
}

}  // namespace foyer::gateway
