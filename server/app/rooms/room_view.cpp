#include "server/app/rooms/room_view.hpp"

#include "server/domain/room/standing.hpp"

namespace foyer::app {
namespace {

using Face = ports::RoomView::Face;

Face face_of(ContactId id, const domain::Directory& directory) {
    const auto* const person = directory.find(id);
    if (!person) {
        Face unknown;
        unknown.chat_id = std::to_string(id.value());
        return unknown;
    }
    const auto* const company = directory.company(person->company);
    return {.name = person->name,
            .company = person->company,
            .company_name = company ? company->name : "",
            .chat_id = person->chat_id(),
            .kind = person->kind,
            .uname = person->kind == domain::PersonKind::guest ? person->uname : ""};
}

bool is_face_of(const Face& face, ContactId id, const domain::Directory& directory) {
    const auto* const person = directory.find(id);
    if (!person) return false;
    const auto* const company = directory.company(person->company);
    return face.name == person->name && face.company == person->company && face.kind == person->kind && company &&
           face.company_name == company->name;
}

}  // namespace

std::shared_ptr<const ports::RoomView> view_of(domain::Room room, const domain::Directory& directory) {
    auto view = std::make_shared<ports::RoomView>();
    view->faces.reserve(room.members.size());
    for (const auto& member : room.members) view->faces.push_back(face_of(member.id, directory));
    view->supervised = domain::is_supervised(room, directory);
    view->room = std::move(room);
    return view;
}

bool shows_the_same(const ports::RoomView& view, const domain::Directory& directory) {
    for (std::size_t i = 0; i < view.faces.size(); ++i) {
        if (!is_face_of(view.faces[i], view.room.members[i].id, directory)) return false;
    }
    return view.supervised == domain::is_supervised(view.room, directory);
}

}  // namespace foyer::app
