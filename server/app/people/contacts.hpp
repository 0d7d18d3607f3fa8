#pragma once
#include <memory>
#include <optional>
#include <vector>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"
#include "server/app/people/directory_cache.hpp"
#include "server/app/people/relation_book.hpp"
#include "server/ports/publisher.hpp"

namespace foyer::app {

/// `other` as `reader` sees him; nullopt if he is none of his contacts.
[[nodiscard]] std::optional<ports::ContactView> view_of(const domain::Person& reader, const domain::Person& other,
                                                        const domain::Directory& directory,
                                                        const domain::Relation& relation);

/// Everyone a person sees as a contact (contract 1.1, 1.2). Any thread.
class Contacts {
public:
    Contacts(DirectoryCache& directory, RelationBook& relations) : directory_(directory), relations_(relations) {}

    /// Oneself included; by id. Guests see nobody but themselves. Error: `store_failed`.
    Task<Result<std::vector<ports::ContactView>>> contacts_of(ContactId person);

private:
    DirectoryCache& directory_;
    RelationBook& relations_;
};

}  // namespace foyer::app
