#pragma once
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lib/base/strong_id.hpp"
#include "server/app/people/presence_table.hpp"
#include "server/domain/person/person.hpp"

namespace foyer::app {

/// What a client says it can take (contract 5, 6, 7).
enum class Feature : std::uint8_t { av = 1, file = 2, cmd = 4 };

/// Some features. A value.
class Features {
public:
    Features() = default;
    /// Names it does not know are left out: a client may be newer than the server.
    [[nodiscard]] static Features named(const std::vector<std::string>& names);

    [[nodiscard]] bool has(Feature feature) const { return (bits_ & static_cast<std::uint8_t>(feature)) != 0; }
    bool operator==(const Features&) const = default;

private:
    std::uint8_t bits_ = 0;
};

/// Whether a feature that the server offers ("chat", "av", "file" …) is there for somebody who may do this.
[[nodiscard]] bool is_offered(std::string_view feature, const domain::Abilities& may);

/// What each connected client can take. Any thread.
class ClientFeatures {
public:
    /// A connection of this person has come.
    void add(ConnectionId connection, ContactId person, Features features);
    /// From now on it can take this. Without effect if it is gone.
    void change(ConnectionId connection, Features features);
    /// The connection is gone. Harmless if it was never named.
    void remove(ConnectionId connection);
    [[nodiscard]] bool has(ConnectionId connection, Feature feature) const;
    /// Connections of the person with this feature, in the order they came.
    [[nodiscard]] std::vector<ConnectionId> with(ContactId person, Feature feature) const;

private:
    struct Client {
        ContactId person;
        Features features;
    };
    mutable std::mutex mutex_;  ///< Guards both maps: touched when a client comes, goes or changes, not by events.
    std::unordered_map<ConnectionId, Client> clients_;
    std::unordered_map<ContactId, std::vector<ConnectionId>> of_person_;
};

}  // namespace foyer::app
