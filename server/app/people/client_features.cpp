#include "server/app/people/client_features.hpp"

#include <algorithm>

namespace foyer::app {

Features Features::named(const std::vector<std::string>& names) {
    Features features;
    const auto add = [&](Feature feature) { features.bits_ |= static_cast<std::uint8_t>(feature); };
    for (const auto& name : names) {
        if (name == "av") add(Feature::av);
        if (name == "file") add(Feature::file);
        if (name == "cmd") add(Feature::cmd);
    }
    return features;
}

bool is_offered(std::string_view feature, const domain::Abilities& may) {
    if (feature == "chat") return may.chat;
    if (feature == "file") return may.share_files;
    if (feature == "av") return may.call;
    return true;
}

void ClientFeatures::add(ConnectionId connection, ContactId person, Features features) {
    const std::lock_guard lock(mutex_);
    clients_.emplace(connection, Client{person, features});
    of_person_[person].push_back(connection);
}

void ClientFeatures::change(ConnectionId connection, Features features) {
    const std::lock_guard lock(mutex_);
    const auto client = clients_.find(connection);
    if (client != clients_.end()) client->second.features = features;
}

void ClientFeatures::remove(ConnectionId connection) {
    const std::lock_guard lock(mutex_);
    const auto client = clients_.find(connection);
    if (client == clients_.end()) return;
    const auto person = of_person_.find(client->second.person);
    std::erase(person->second, connection);
    if (person->second.empty()) of_person_.erase(person);
    clients_.erase(client);
}

bool ClientFeatures::has(ConnectionId connection, Feature feature) const {
    const std::lock_guard lock(mutex_);
    const auto client = clients_.find(connection);
    return client != clients_.end() && client->second.features.has(feature);
}

std::vector<ConnectionId> ClientFeatures::with(ContactId person, Feature feature) const {
    const std::lock_guard lock(mutex_);
    std::vector<ConnectionId> connections;
    const auto found = of_person_.find(person);
    if (found == of_person_.end()) return connections;
    std::ranges::copy_if(found->second, std::back_inserter(connections),
                         [&](ConnectionId id) { return clients_.at(id).features.has(feature); });
    return connections;
}

}  // namespace foyer::app
