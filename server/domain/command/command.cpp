#include "server/domain/command/command.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "server/domain/person/names.hpp"

namespace foyer::domain {
namespace {

constexpr std::size_t number_characters = 64;

struct Kind {
    std::string_view type;
    std::string_view action;
    bool needs_parties = false;
    bool needs_number = false;
};
constexpr std::array<Kind, 7> kinds = {{{"room", "create", true, false},
                                        {"video", "start", true, false},
                                        {"call", "dial", false, true},
                                        {"call", "kdial", false, true},
                                        {"call", "talk", false, false},
                                        {"call", "hold", false, false},
                                        {"call", "hangup", false, false}}};

bool is_number(std::string_view text) {
    return !text.empty() && text.size() <= number_characters &&
           std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7F; });
}

bool is_mobile(std::string_view text) {
    return text.size() <= number_characters &&
           std::ranges::all_of(text, [](char c) {
               return (c >= '0' && c <= '9') || std::string_view("+-./() ").find(c) != std::string_view::npos;
           });
}

Result<CommandGuest> parse_guest(const CommandGuest& wish) {
    auto name = parse_person_name(wish.name);
    if (!name) return refuse(name.error());
    auto email = parse_email(wish.email);
    if (!email || !is_mobile(wish.mobile)) return refuse(ErrorCode::bad_address);
    return CommandGuest{.name = std::move(*name), .email = std::move(*email), .mobile = wish.mobile};
}

}  // namespace

Result<Command> parse_command(Command wish, std::uint32_t parties_max) {
    const auto* const kind = std::ranges::find_if(
        kinds, [&](const Kind& one) { return one.type == wish.type && one.action == wish.action; });
    if (kind == kinds.end()) {
        return refuse(ErrorCode::bad_request,
                      "There is no such command: room/create, video/start, call/dial, kdial, talk, hold, hangup.");
    }
    if (wish.internal.size() + wish.external.size() > parties_max) {
        return refuse(ErrorCode::limit_reached,
                      fmt::format("A command names at most {} people (commands.parties_max).", parties_max));
    }
    std::ranges::sort(wish.internal);
    const auto twice = std::ranges::unique(wish.internal);
    wish.internal.erase(twice.begin(), twice.end());
    for (auto& guest : wish.external) {
        auto parsed = parse_guest(guest);
        if (!parsed) return refuse(parsed.error());
        guest = std::move(*parsed);
    }
    if (kind->needs_parties && wish.internal.empty() && wish.external.empty()) {
        return refuse(ErrorCode::bad_request, "The command names nobody: give internal or external.");
    }
    if (kind->needs_number && !is_number(wish.number)) {
        return refuse(ErrorCode::bad_request, "The command needs a number to call.");
    }
    if (!kind->needs_number) wish.number.clear();
    if (!kind->needs_parties) {
        wish.internal.clear();
        wish.external.clear();
    }
    return wish;
}

}  // namespace foyer::domain
