#include "server/domain/file/send_file.hpp"

#include <fmt/format.h>

namespace foyer::domain {
namespace {

Result<void> permit_sender(const FileTransfer& file, ContactId person) {
    if (file.sender == person) return {};
    return refuse(file.find(person) ? ErrorCode::forbidden : ErrorCode::not_found);
}

}  // namespace

Result<FileTransfer> cancel_file(const FileTransfer& file, ContactId person) {
    if (auto is_his = permit_sender(file, person); !is_his) return refuse(is_his.error());
    return file.is_open() ? ended(file, FileState::withdrawn) : file;
}

Result<bool> permit_upload(const FileTransfer& file, ContactId person, std::uint32_t chunk, std::size_t bytes) {
    if (auto is_his = permit_sender(file, person); !is_his) return refuse(is_his.error());
    if (!file.is_open()) return refuse(ErrorCode::file_gone);
    if (chunk >= file.chunk_count() || chunk > file.chunks) {
        return refuse(ErrorCode::bad_chunk, fmt::format("The next part of this file is {} of {}.", file.chunks, file.chunk_count()));
    }
    if (bytes != file.chunk_size(chunk)) {
        return refuse(ErrorCode::bad_chunk, fmt::format("This part of the file has {} bytes.", file.chunk_size(chunk)));
    }
    return chunk == file.chunks;
}

FileTransfer chunk_uploaded(FileTransfer file, std::uint32_t chunk) {
    if (file.is_open() && file.chunks == chunk) ++file.chunks;
    return file;
}

}  // namespace foyer::domain
