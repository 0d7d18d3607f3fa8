#pragma once
#include "lib/base/result.hpp"
#include "server/domain/file/file_transfer.hpp"

/// What those can do whom a file was offered to. Each gives the file as it becomes, unchanged if it already was so.
/// Error of all: `not_found` (it was not offered to this person).
namespace foyer::domain {

/// Takes it. Error: `file_gone` (it has ended, for him or for all; who has it already changes nothing).
[[nodiscard]] Result<FileTransfer> accept_file(const FileTransfer& file, ContactId person);

/// Refuses it or gives it up; `failed`: something went wrong at his side.
[[nodiscard]] Result<FileTransfer> reject_file(const FileTransfer& file, ContactId person, bool failed);

/// Has all of it. Errors: `bad_request` (he has not taken it), `chunk_not_there` (it is not all there), `file_gone`.
[[nodiscard]] Result<FileTransfer> finish_file(const FileTransfer& file, ContactId person);

/// May this person fetch what is there now? Errors: `forbidden` (he has not taken it), `file_gone`.
[[nodiscard]] Result<void> permit_download(const FileTransfer& file, ContactId person);

/// May this person fetch this chunk now? Errors: those of permit_download, `bad_request` (there is no such chunk),
/// `chunk_not_there` (not yet).
[[nodiscard]] Result<void> permit_fetch(const FileTransfer& file, ContactId person, std::uint32_t chunk);

/// He has fetched this chunk.
[[nodiscard]] FileTransfer chunk_fetched(FileTransfer file, ContactId person, std::uint32_t chunk);

}  // namespace foyer::domain
