#include "server/app/files/offer_file.hpp"

#include "lib/base/utf8.hpp"
#include "server/app/files/file_view.hpp"

namespace foyer::app {

Task<Result<std::shared_ptr<const ports::FileView>>> OfferFile::run(Caller caller, RoomId room,
                                                                    domain::FileOffer wish, std::string key) {
    if (key.size() > files_.settings().idempotency_key_bytes || !is_utf8(key)) {
        co_return refuse(ErrorCode::bad_request, "The idempotency key is too long, or not text.");
    }
    auto file = co_await rooms_.on_strand(room, offer(caller, room, std::move(wish), std::move(key)));
    if (!file) co_return refuse(file.error());
    co_return view_of(std::move(*file), *files_.ports().directory.current());
}

/// Holds the room's turn until the file is stored: nobody comes or goes meanwhile.
Task<Result<domain::FileTransfer>> OfferFile::offer(Caller caller, RoomId id, domain::FileOffer wish, std::string key) {
    auto entered = co_await rooms_.enter(id);
    if (!entered) co_return refuse(entered.error());
    const auto& room = *entered->room;
    const auto* const sender = room.directory().find(caller.person);
    if (!sender) co_return refuse(ErrorCode::not_found);
    auto file = domain::offer_file(room.room(), *sender, wish, room.directory(), files_.ports().clock.now(),
                                   files_.settings().limits);
    if (!file) co_return refuse(file.error());
    const auto limits = files_.settings().limits;
    auto created = co_await files_.ports().store.create(std::move(*file), std::move(key), limits);
    if (!created) co_return refuse(created.error());
    // Told once more if it existed: had the server died in between, nobody would know of it.
    if (created->file.is_open()) co_await files_.on_strand(tell(files_, created->file));
    co_return std::move(created->file);
}

Task<void> OfferFile::tell(FileTable& files, domain::FileTransfer file) {
    files.created(std::move(file));
    co_return;
}

}  // namespace foyer::app
