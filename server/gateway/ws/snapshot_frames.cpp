#include "server/gateway/ws/snapshot_frames.hpp"

#include "server/gateway/wire/call_to_wire.hpp"
#include "server/gateway/wire/file_to_wire.hpp"
#include "server/gateway/wire/to_wire.hpp"

namespace foyer::gateway {

namespace {

/// Packs items into frames. Sizes are those of protobuf's binary form, doubled for the names and quotes of JSON.
class Packer {
public:
    explicit Packer(std::size_t frame_bytes) : room_(frame_bytes / 2), frames_(1) {}

    /// Makes room for one more item of `size` bytes in binary form, in a new frame if it has to be.
    v1::Snapshot& with_room_for(std::size_t size) {
        if (used_ > 0 && used_ + size > room_) {
            frames_.emplace_back();
            used_ = 0;
        }
        used_ += size;
        return *frames_.back().mutable_snapshot();
    }
    std::vector<v1::ServerFrame> finish(bool epoch_changed) {
        for (auto& frame : frames_) frame.mutable_snapshot()->set_epoch_changed(epoch_changed);
        frames_.back().mutable_snapshot()->set_last(true);
        return std::move(frames_);
    }

private:
    std::size_t room_;
    std::size_t used_ = 0;
    std::vector<v1::ServerFrame> frames_;
};

/// A room that is too large for one frame keeps what fits of its missed messages: the client reads the rest by
/// ReadHistory.
void pack_room(Packer& packer, const app::RoomState& state, std::size_t frame_bytes) {
    v1::RoomState room;
    to_wire(*state.view, *room.mutable_room());
    room.set_newest(state.newest.value());
    room.set_seen(state.seen.value());
    room.set_more(state.more);
    auto size = room.ByteSizeLong();
    for (const auto& message : state.messages) {
        v1::Message item;
        to_wire(message, item);
        const auto more = item.ByteSizeLong() + 4;
        if (room.messages_size() > 0 && size + more > frame_bytes / 2) {
            room.set_more(true);
            break;
        }
        size += more;
        *room.add_messages() = std::move(item);
    }
    *packer.with_room_for(size).add_rooms() = std::move(room);
}

}  // namespace

std::vector<v1::ServerFrame> snapshot_frames(const app::FeedSnapshot& snapshot, std::size_t frame_bytes) {
    Packer packer(frame_bytes);
    for (const auto& contact : snapshot.contacts) {
        v1::Contact item;
        to_wire(contact, item);
        const auto size = item.ByteSizeLong() + 2;
        *packer.with_room_for(size).add_contacts() = std::move(item);
    }
    for (const auto& presence : snapshot.presence) {
        v1::Presence item;
        to_wire(presence, item);
        const auto size = item.ByteSizeLong() + 2;
        *packer.with_room_for(size).add_presence() = std::move(item);
    }
    for (const auto& room : snapshot.rooms) pack_room(packer, room, frame_bytes);
    for (const auto& call : snapshot.calls) {
        v1::CallEvent item;
        to_wire(call, item);
        const auto size = item.ByteSizeLong() + 4;
        *packer.with_room_for(size).add_calls() = std::move(item);
    }
    for (const auto& invitation : snapshot.invitations) {
        v1::Invitation item;
        to_wire(invitation, item);
        const auto size = item.ByteSizeLong() + 2;
        *packer.with_room_for(size).add_invitations() = std::move(item);
    }
    for (const auto& file : snapshot.files) {
        v1::FileTransfer item;
        to_wire(*file, item);
        const auto size = item.ByteSizeLong() + 4;
        *packer.with_room_for(size).add_files() = std::move(item);
    }
    for (const auto room : snapshot.gone) packer.with_room_for(5).add_gone(room.value());
    return packer.finish(snapshot.epoch_changed);
}

}  // namespace foyer::gateway
