#pragma once
#include <string_view>

#include "server/storage/sqlite/connection.hpp"

namespace foyer::storage {

/// Binds a text, or null where it is empty, so that it stays out of a unique index.
class OrNull {
public:
    explicit OrNull(std::string_view text) : text_(text) {}
    void bind(Query& query, int position) const {
        if (text_.empty()) {
            query.bind(position, nullptr);
        } else {
            query.bind(position, text_);
        }
    }

private:
    std::string_view text_;
};

}  // namespace foyer::storage
