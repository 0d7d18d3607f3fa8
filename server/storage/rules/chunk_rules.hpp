#pragma once
#include <string_view>

#include "server/ports/file_bytes.hpp"

namespace foyer::storage {

[[nodiscard]] ports::ChunkHash hash_of(std::string_view bytes);

/// Whether a chunk has its size and its hash. Error: `bad_chunk`.
[[nodiscard]] Result<void> check_chunk(const ports::FileLayout& file, std::uint32_t chunk, std::string_view bytes,
                                       const ports::ChunkHash& hash);

/// Of how many chunks the file consists.
[[nodiscard]] std::uint32_t chunk_count(const ports::FileLayout& file);
[[nodiscard]] std::uint32_t chunk_size(const ports::FileLayout& file, std::uint32_t chunk);

}  // namespace foyer::storage
