#include "server/domain/room/post_message.hpp"

#include <fmt/format.h>

#include "server/domain/room/create_room.hpp"
#include "server/domain/room/rights.hpp"
#include "server/domain/room/text_rules.hpp"

namespace foyer::domain {
namespace {

Error cannot_return(ContactId absent, const Directory& directory) {
    const auto* const person = directory.find(absent);
    const auto* const name = person ? person->name.c_str() : "The other one";
    return {ErrorCode::not_in_roster,
            fmt::format("{} has left, and cannot be brought back: you are no longer each other's contacts.", name)};
}

}  // namespace

ContactId absent_party(const Room& room, ContactId author) {
    if (room.multi || !room.has_member(author)) return {};
    const auto other = room.other_party(author);
    return room.has_member(other) ? ContactId{} : other;
}

Result<Post> post_message(const Room& room, const Person& author, const NewMessage& message, bool absent_may_return,
                          const Directory& directory, Instant now, const RoomLimits& limits) {
    if (auto stands = permit(RoomOperation::post, room, author, directory); !stands) return refuse(stands.error());
    if (auto fits = check_text(message.text, limits.message_bytes); !fits) return refuse(fits.error());
    const auto absent = absent_party(room, author.id);
    if (absent) {
        const auto* const person = directory.find(absent);
        if (!absent_may_return || !person || person->disabled) return refuse(cannot_return(absent, directory));
    }
    Post post;
    if (absent) {
        post.next = open_again(room, author.id);
    } else if (room.find(author.id)->state == MemberState::invited) {
        post.next = room;
        post.next->find(author.id)->state = MemberState::joined;
    }
    post.draft = {.author = author.id,
                  .author_name = author.name,
                  .text = message.text,
                  .time = now,
                  .idempotency_key = message.idempotency_key};
    return post;
}

}  // namespace foyer::domain
