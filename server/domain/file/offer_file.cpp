#include "server/domain/file/offer_file.hpp"

#include <fmt/format.h>

#include "server/domain/file/file_face.hpp"
#include "server/domain/room/rights.hpp"

namespace foyer::domain {
namespace {

/// XMPP contacts have no way to fetch it.
bool can_receive(const Room& room, ContactId id, const Directory& directory) {
    const auto* const person = directory.find(id);
    return person && person->kind != PersonKind::xmpp && permit(RoomOperation::move_file, room, *person, directory);
}

}  // namespace

Result<FileTransfer> offer_file(const Room& room, const Person& sender, const FileOffer& offer,
                                const Directory& directory, Instant now, const FileLimits& limits) {
    if (auto stands = permit(RoomOperation::send_file, room, sender, directory); !stands) return refuse(stands.error());
    if (limits.size_bytes == 0) return refuse(ErrorCode::feature_unavailable, "This server takes no files.");
    if (offer.size > limits.size_bytes) {
        return refuse(ErrorCode::file_too_large,
                      fmt::format("The file has {} bytes; this server takes {} (files.size_bytes).", offer.size,
                                  limits.size_bytes));
    }
    auto name = parse_file_name(offer.name);
    if (!name) return refuse(name.error());
    FileTransfer file;
    file.room = room.id;
    file.sender = sender.id;
    file.name = std::move(*name);
    file.size = offer.size;
    file.type = parse_file_type(offer.type);
    file.chunk_bytes = limits.chunk_bytes;
    file.created = now;
    file.expires = now + limits.expiry;
    for (const auto& member : room.members) {
        if (member.id != sender.id && can_receive(room, member.id, directory))
            file.receivers.push_back({.id = member.id});
    }
    if (file.receivers.empty()) {
        return refuse(ErrorCode::bad_request, "Nobody else in this room could receive the file.");
    }
    return file;
}

Result<void> check_room_for(const FileTransfer& file, const FileUse& use, const FileLimits& limits) {
    if (use.sender_files >= limits.sender_files) {
        return refuse(ErrorCode::limit_reached,
                      fmt::format("You have {} files on their way already (files.files_per_user).", use.sender_files));
    }
    if (file.size > limits.sender_bytes || use.sender_bytes > limits.sender_bytes - file.size) {
        return refuse(ErrorCode::quota_reached,
                      fmt::format("Your files on their way may have {} bytes together (files.quota_bytes_per_user).",
                                  limits.sender_bytes));
    }
    if (limits.all_bytes > 0 && (file.size > limits.all_bytes || use.all_bytes > limits.all_bytes - file.size)) {
        return refuse(ErrorCode::quota_reached,
                      "The server has no room for more files at the moment (files.quota_bytes).");
    }
    return {};
}

}  // namespace foyer::domain
