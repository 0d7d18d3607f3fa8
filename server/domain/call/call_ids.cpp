#include "server/domain/call/call_ids.hpp"

#include <algorithm>

namespace foyer::domain {
namespace {

constexpr std::size_t shortest = 8;
constexpr std::size_t longest = 64;

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_chosen_id(const std::string& text) {
    const auto allowed = [](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_'; };
    return text.size() >= shortest && text.size() <= longest && is_letter(text.front()) &&
           std::ranges::all_of(text, allowed);
}

}  // namespace

Result<CallId> parse_call_id(std::string text) {
    if (!is_chosen_id(text)) return refuse(ErrorCode::bad_request, "This is no id of a call.");
    return CallId{std::move(text)};
}

Result<PeerId> parse_peer_id(std::string text) {
    if (!is_chosen_id(text)) return refuse(ErrorCode::bad_request, "This is no id of a peer.");
    return PeerId{std::move(text)};
}

}  // namespace foyer::domain
