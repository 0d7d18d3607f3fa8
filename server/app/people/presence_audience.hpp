#pragma once
#include <vector>

#include "server/app/people/relation_book.hpp"
#include "server/domain/person/directory.hpp"

namespace foyer::app {

/// How somebody's presence spreads: with the batch of his company, or to readers of his own.
struct Spread {
    enum class Batch {
        none,        ///< Told to `readers` only.
        colleagues,  ///< Also to all connected colleagues of an auto_roster company, except those excepted from
                     ///< everybody.
        company,     ///< Also to all connected users of the company: guests.
    };
    Batch batch = Batch::none;
    std::vector<ContactId> readers;  ///< By id, without those the batch reaches.
};

/// Who is told of the presence of `person`. `connected` are those of his company; `relations` his. Costs next to
/// nothing for the usual case, somebody without explicit relations in an auto_roster company.
[[nodiscard]] Spread spread_of(const domain::Person& person, const domain::Directory& directory,
                               const Relations& relations, const std::vector<ContactId>& connected);

/// A reader of batches of kind `colleagues`. Everyone else who may see somebody is named in Spread::readers.
[[nodiscard]] bool reads_colleagues(const domain::Person& reader, const domain::Directory& directory);

}  // namespace foyer::app
