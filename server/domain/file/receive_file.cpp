#include "server/domain/file/receive_file.hpp"

#include <algorithm>

namespace foyer::domain {
namespace {

/// When nobody waits for it any more, it is done.
FileTransfer settled(FileTransfer file) {
    if (file.is_open() && std::ranges::none_of(file.receivers, &FileReceiver::is_open)) file.state = FileState::done;
    return file;
}

FileTransfer with_state(const FileTransfer& file, ContactId person, ReceiverState state) {
    auto next = file;
    next.find(person)->state = state;
    return settled(std::move(next));
}

}  // namespace

Result<FileTransfer> accept_file(const FileTransfer& file, ContactId person) {
    const auto* const receiver = file.find(person);
    if (!receiver) return refuse(ErrorCode::not_found);
    switch (receiver->state) {
        case ReceiverState::pending:
            return with_state(file, person, ReceiverState::accepted);
        case ReceiverState::accepted:
        case ReceiverState::active:
        case ReceiverState::complete:
            return file;
        case ReceiverState::rejected:
        case ReceiverState::cancelled:
        case ReceiverState::error:
            break;
    }
    return refuse(ErrorCode::file_gone);
}

Result<FileTransfer> reject_file(const FileTransfer& file, ContactId person, bool failed) {
    const auto* const receiver = file.find(person);
    if (!receiver) return refuse(ErrorCode::not_found);
    if (!receiver->is_open()) return file;
    return with_state(file, person, failed ? ReceiverState::error : ReceiverState::rejected);
}

Result<FileTransfer> finish_file(const FileTransfer& file, ContactId person) {
    const auto* const receiver = file.find(person);
    if (!receiver) return refuse(ErrorCode::not_found);
    if (receiver->state == ReceiverState::complete) return file;
    if (!receiver->is_open()) return refuse(ErrorCode::file_gone);
    if (receiver->state == ReceiverState::pending) {
        return refuse(ErrorCode::bad_request, "The file must be accepted first.");
    }
    if (!file.is_uploaded()) return refuse(ErrorCode::chunk_not_there, "The file is not all there yet.");
    auto next = file;
    next.find(person)->chunks = file.chunk_count();
    return with_state(next, person, ReceiverState::complete);
}

Result<void> permit_download(const FileTransfer& file, ContactId person) {
    const auto* const receiver = file.find(person);
    if (!receiver) return refuse(ErrorCode::not_found);
    if (!file.is_open()) return refuse(ErrorCode::file_gone);
    // Who has it may fetch it once more while it is there.
    if (!receiver->is_open() && receiver->state != ReceiverState::complete) return refuse(ErrorCode::file_gone);
    if (receiver->state == ReceiverState::pending) {
        return refuse(ErrorCode::forbidden, "The file must be accepted first.");
    }
    return {};
}

Result<void> permit_fetch(const FileTransfer& file, ContactId person, std::uint32_t chunk) {
    if (auto may = permit_download(file, person); !may) return may;
    if (chunk >= file.chunk_count()) return refuse(ErrorCode::bad_request, "The file has no such part.");
    if (chunk >= file.chunks) return refuse(ErrorCode::chunk_not_there);
    return {};
}

FileTransfer chunk_fetched(FileTransfer file, ContactId person, std::uint32_t chunk) {
    auto* const receiver = file.find(person);
    if (!receiver || !receiver->is_open()) return file;
    receiver->state = ReceiverState::active;
    receiver->chunks = std::max(receiver->chunks, chunk + 1);
    return file;
}

}  // namespace foyer::domain
