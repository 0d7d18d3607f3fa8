#pragma once
#include <compare>
#include <functional>
#include <string>

#include "lib/base/result.hpp"

namespace foyer::domain {

/// The name of a call or of a peer in one, chosen by a client: 8 to 64 letters, digits, '-' and '_', beginning with a
/// letter. Clients make them unguessable.
template <class Tag>
struct ChosenId {
    std::string value;
    auto operator<=>(const ChosenId&) const = default;
};
using CallId = ChosenId<struct CallTag>;
using PeerId = ChosenId<struct PeerTag>;

/// Error: `bad_request`.
[[nodiscard]] Result<CallId> parse_call_id(std::string text);
[[nodiscard]] Result<PeerId> parse_peer_id(std::string text);

}  // namespace foyer::domain

template <class Tag>
struct std::hash<foyer::domain::ChosenId<Tag>> {
    std::size_t operator()(const foyer::domain::ChosenId<Tag>& id) const noexcept {
        return std::hash<std::string>{}(id.value);
    }
};
