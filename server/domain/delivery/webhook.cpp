#include "server/domain/delivery/webhook.hpp"

#include <algorithm>

namespace foyer::domain {

namespace {

constexpr std::size_t longest_url = 2000;

bool is_in(const Room& room, ContactId person) {
    return room.has_member(person);
}

/// Who is in `there` and not in `here`.
std::vector<ContactId> only_in(const Room& there, const Room& here) {
    std::vector<ContactId> people;
    for (const auto& member : there.members) {
        if (is_in(there, member.id) && !is_in(here, member.id)) people.push_back(member.id);
    }
    return people;
}

std::vector<ContactId> guests_who_came(const Room& before, const Room& now, const Directory& directory) {
    std::vector<ContactId> guests;
    for (const auto& member : now.members) {
        const auto* former = before.find(member.id);
        const auto* person = directory.find(member.id);
        const bool came = member.state == MemberState::joined && (!former || former->state != MemberState::joined);
        if (came && person && person->kind == PersonKind::guest) guests.push_back(member.id);
    }
    return guests;
}

}  // namespace

std::string_view name_of(WebhookEvent event) {
    switch (event) {
        case WebhookEvent::message_posted:
            return "message.posted";
        case WebhookEvent::room_created:
            return "room.created";
        case WebhookEvent::room_changed:
            return "room.changed";
        case WebhookEvent::room_ended:
            return "room.ended";
        case WebhookEvent::member_added:
            return "member.added";
        case WebhookEvent::member_left:
            return "member.left";
        case WebhookEvent::guest_came:
            return "guest.came";
        case WebhookEvent::test:
            return "test";
    }
    return "";
}

bool Webhook::wants(WebhookEvent event) const {
    return active && std::ranges::binary_search(events, event);
}

Result<std::string> parse_webhook_url(std::string_view text) {
    const auto scheme = text.find("://");
    const auto host = scheme == std::string_view::npos ? std::string_view{} : text.substr(scheme + 3);
    const auto authority = host.substr(0, host.find_first_of("/?#"));
    const bool is_web = text.starts_with("https://") || text.starts_with("http://");
    const bool visible = std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7F && c != '\\'; });
    if (!is_web || authority.empty() || authority.contains('@') || !visible || text.size() > longest_url) {
        return refuse(ErrorCode::bad_address, "A webhook has an address like https://www.example.com/hook.");
    }
    return std::string(text);
}

std::vector<RoomHappening> happenings(const Room* before, const Room& now, const Directory& directory) {
    if (!before) return {{WebhookEvent::room_created, {}}};
    std::vector<RoomHappening> all;
    const bool same = before->name == now.name && before->multi == now.multi && before->is_public == now.is_public &&
                      before->archive == now.archive;
    if (!same) all.push_back({WebhookEvent::room_changed, {}});
    if (auto added = only_in(now, *before); !added.empty())
        all.push_back({WebhookEvent::member_added, std::move(added)});
    if (auto came = guests_who_came(*before, now, directory); !came.empty()) {
        all.push_back({WebhookEvent::guest_came, std::move(came)});
    }
    if (auto left = only_in(*before, now); !left.empty()) all.push_back({WebhookEvent::member_left, std::move(left)});
    if (now.ended && !before->ended) all.push_back({WebhookEvent::room_ended, {}});
    return all;
}

}  // namespace foyer::domain
