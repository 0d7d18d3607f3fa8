#include "server/app/files/file_view.hpp"

namespace foyer::app {
namespace {

std::string name_of(ContactId id, const domain::Directory& directory) {
    const auto* const person = directory.find(id);
    return person ? person->name : std::string();
}

}  // namespace

std::shared_ptr<const ports::FileView> view_of(domain::FileTransfer file, const domain::Directory& directory) {
    auto view = std::make_shared<ports::FileView>();
    view->sender_name = name_of(file.sender, directory);
    view->receiver_names.reserve(file.receivers.size());
    for (const auto& receiver : file.receivers) view->receiver_names.push_back(name_of(receiver.id, directory));
    view->file = std::move(file);
    return view;
}

}  // namespace foyer::app
