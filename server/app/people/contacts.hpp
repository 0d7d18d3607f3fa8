#pragma once
#include <memory>
#include <optional>
#include <vector>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"
#include "server/app/people/directory_cache.hpp"
#include "server/app/people/guest_circles.hpp"
#include "server/app/people/relation_book.hpp"
#include "server/ports/publisher.hpp"

namespace foyer::app {

/// `other` as `reader` sees him; nullopt if he is none of his contacts.
[[nodiscard]] std::optional<ports::ContactView> view_of(const domain::Person& reader, const domain::Person& other,
                                                        const domain::Directory& directory,
                                                        const domain::Relation& relation);

/// Somebody as a guest sees him; nullopt if they share no room.
[[nodiscard]] std::optional<ports::ContactView> view_for_guest(const domain::Person& guest, const domain::Person& other,
                                                               const domain::Directory& directory, bool share_room);

/// Everyone a person sees as a contact (contract 1.1, 1.2). Any thread.
class Contacts {
public:
    Contacts(DirectoryCache& directory, RelationBook& relations, const GuestCircles& circles)
        : directory_(directory), relations_(relations), circles_(circles) {}

    /// Oneself included; by id. Guests, who must be followed by then, see their circle. Error: `store_failed`.
    Task<Result<std::vector<ports::ContactView>>> contacts_of(ContactId person);

private:
    DirectoryCache& directory_;
    RelationBook& relations_;
    const GuestCircles& circles_;
};

}  // namespace foyer::app
