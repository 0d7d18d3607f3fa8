#include "server/domain/room/text_rules.hpp"

#include <fmt/format.h>

#include "lib/base/utf8.hpp"

namespace foyer::domain {

Result<void> check_text(std::string_view text, std::uint32_t max_bytes) {
    if (text.empty()) return refuse(ErrorCode::bad_text, "The text is empty.");
    if (text.size() > max_bytes) {
        return refuse(ErrorCode::bad_text, fmt::format("The text is longer than {} bytes.", max_bytes));
    }
    if (!is_utf8(text) || text.find('\0') != std::string_view::npos) {
        return refuse(ErrorCode::bad_text, "The text is not valid UTF-8.");
    }
    return {};
}

Result<void> check_room_name(std::string_view name, std::uint32_t max_characters) {
    if (name.find_first_not_of(' ') == std::string_view::npos) return refuse(ErrorCode::bad_name, "The name is empty.");
    if (!is_utf8(name)) return refuse(ErrorCode::bad_name, "The name is not valid UTF-8.");
    if (count_code_points(name) > max_characters) {
        return refuse(ErrorCode::bad_name, fmt::format("The name is longer than {} characters.", max_characters));
    }
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7F) return refuse(ErrorCode::bad_name, "The name holds control characters.");
    }
    return {};
}

}  // namespace foyer::domain
