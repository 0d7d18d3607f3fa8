#pragma once
#include "lib/base/result.hpp"
#include "server/domain/file/file_transfer.hpp"

/// What the sender of a file can do.
namespace foyer::domain {

/// Takes it back for everybody who has not got it; unchanged if it has ended. Errors: `not_found`, `forbidden` (he is
/// a receiver).
[[nodiscard]] Result<FileTransfer> cancel_file(const FileTransfer& file, ContactId person);

/// May he upload this chunk of `bytes` now? True: it is the next one; false: it is there already. Errors: `not_found`,
/// `forbidden` (he is a receiver), `file_gone`, `bad_chunk` (not the next one, or of the wrong size).
[[nodiscard]] Result<bool> permit_upload(const FileTransfer& file, ContactId person, std::uint32_t chunk,
                                         std::size_t bytes);

/// The chunk is stored. Without effect if it is not the next one, or the file has ended meanwhile.
[[nodiscard]] FileTransfer chunk_uploaded(FileTransfer file, std::uint32_t chunk);

}  // namespace foyer::domain
