#include "server/app/calls/call_herald.hpp"

#include <map>

namespace foyer::app {
namespace {

std::string name_of(ContactId id, const domain::Directory& directory) {
    const auto* const person = directory.find(id);
    return person ? person->name : "";
}

}  // namespace

ports::CallViewRef view_of(domain::Call call, const domain::Directory& directory) {
    auto view = std::make_shared<ports::CallView>();
    for (const auto& party : call.parties) view->party_names.push_back(name_of(party.id, directory));
    for (const auto& peer : call.peers) view->peer_names.push_back(name_of(peer.person, directory));
    view->call = std::move(call);
    return view;
}

void CallHerald::tell(const domain::Call& call, const domain::CallRooms& rooms, const domain::Directory& directory) {
    if (rooms.size() == 1) {
        auto members = domain::call_members(*rooms.front(), directory);
        return publish(std::move(members), ports::CallChanged{rooms.front()->id, view_of(call, directory)});
    }
    std::map<ContactId, domain::CallRooms> rooms_of;
    for (const auto* const room : rooms) {
        for (const auto id : domain::call_members(*room, directory)) rooms_of[id].push_back(room);
    }
    std::map<domain::CallRooms, std::vector<ContactId>> alike;  // Who is a member of the same rooms sees the same.
    for (auto& [id, his] : rooms_of) alike[std::move(his)].push_back(id);
    for (const auto& [theirs, people] : alike) {
        const auto view = view_of(domain::seen_from(call, theirs, directory), directory);
        for (const auto* const room : theirs) publish(people, ports::CallChanged{room->id, view});
    }
}

void CallHerald::tell_end(ports::CallGone event, const domain::CallRooms& rooms, const domain::Directory& directory) {
    for (const auto* const room : rooms) {
        event.room = room->id;
        if (!event.into.value.empty()) event.into_room = room->id;  // What remains is in all rooms of what was merged.
        publish(domain::call_members(*room, directory), event);
    }
}

void CallHerald::tell_out(RoomId room, const domain::CallId& call, std::vector<ContactId> people) {
    ports::CallGone event{
        .room = room, .call = call, .reason = domain::CallEndReason::not_member, .into = {}, .into_room = {}};
    publish(std::move(people), std::move(event));
}

void CallHerald::relay(ContactId person, ports::SignalSent event) {
    publish({person}, std::move(event));
}

void CallHerald::publish(std::vector<ContactId> people, ports::Event event) {
    if (people.empty()) return;
    publisher_.publish(std::make_shared<const std::vector<ContactId>>(std::move(people)), std::move(event));
}

}  // namespace foyer::app
