#pragma once
#include <optional>
#include <string>

#include "lib/base/result.hpp"
#include "server/domain/person/directory.hpp"
#include "server/domain/room/room.hpp"

namespace foyer::domain {

struct NewMessage {
    std::string text;
    std::string idempotency_key;
};

/// A post that may be stored. `next` only where it changes the room: the author was invited, or the absent party
/// returns.
struct Post {
    Draft draft;
    std::optional<Room> next;
};

/// Who has left a one-to-one room that `author` is in, and would be brought back by his post (contract 2.3); 0: nobody.
[[nodiscard]] ContactId absent_party(const Room& room, ContactId author);

/// Members alone post (contract 2.4). `absent_may_return`: author and absent party are roster contacts of each other.
/// Errors: those of permit(post), `bad_text`, `not_in_roster` (the absent party cannot be brought back).
[[nodiscard]] Result<Post> post_message(const Room& room, const Person& author, const NewMessage& message,
                                        bool absent_may_return, const Directory& directory, Instant now,
                                        const RoomLimits& limits);

}  // namespace foyer::domain
