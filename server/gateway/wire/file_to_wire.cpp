#include "server/gateway/wire/file_to_wire.hpp"

#include "server/gateway/wire/to_wire.hpp"

namespace foyer::gateway {

namespace {

v1::FileReceiverState wire(domain::ReceiverState state) {
    switch (state) {
        case domain::ReceiverState::pending:
            return v1::file_pending;
        case domain::ReceiverState::accepted:
            return v1::file_accepted;
        case domain::ReceiverState::active:
            return v1::file_active;
        case domain::ReceiverState::complete:
            return v1::file_complete;
        case domain::ReceiverState::rejected:
            return v1::file_rejected;
        case domain::ReceiverState::cancelled:
            return v1::file_cancelled;
        case domain::ReceiverState::error:
            return v1::file_error;
    }
    return v1::file_error;
}

v1::FileState wire(domain::FileState state) {
    switch (state) {
        case domain::FileState::open:
            return v1::file_open;
        case domain::FileState::done:
            return v1::file_done;
        case domain::FileState::withdrawn:
            return v1::file_withdrawn;
        case domain::FileState::expired:
            return v1::file_expired;
        case domain::FileState::failed:
            return v1::file_failed;
    }
    return v1::file_failed;
}

}  // namespace

void to_wire(const ports::FileView& view, v1::FileTransfer& out) {
    const auto& file = view.file;
    out.set_file_id(file.id.value());
    out.set_version(file.version);
    out.set_room_id(file.room.value());
    out.set_sender_id(file.sender.value());
    out.set_sender_name(view.sender_name);
    out.set_name(file.name);
    out.set_size(static_cast<double>(file.size));
    out.set_type(file.type);
    out.set_chunk_bytes(file.chunk_bytes);
    out.set_chunks(file.chunks);
    out.set_state(wire(file.state));
    out.set_created_ms(wire_time(file.created));
    out.set_expires_ms(wire_time(file.expires));
    for (std::size_t i = 0; i < file.receivers.size() && i < view.receiver_names.size(); ++i) {
        const auto& receiver = file.receivers[i];
        auto& item = *out.add_receivers();
        item.set_contact_id(receiver.id.value());
        item.set_name(view.receiver_names[i]);
        item.set_state(wire(receiver.state));
        item.set_chunks(receiver.chunks);
    }
}

}  // namespace foyer::gateway
