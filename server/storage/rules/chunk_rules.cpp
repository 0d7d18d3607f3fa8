#include "server/storage/rules/chunk_rules.hpp"

#include <algorithm>

#include <openssl/sha.h>

namespace foyer::storage {

ports::ChunkHash hash_of(std::string_view bytes) {
    ports::ChunkHash hash;
    SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), hash.data());
    return hash;
}

std::uint32_t chunk_count(const ports::FileLayout& file) {
    return static_cast<std::uint32_t>((file.size + file.chunk_bytes - 1) / file.chunk_bytes);
}

std::uint32_t chunk_size(const ports::FileLayout& file, std::uint32_t chunk) {
    const auto begin = std::uint64_t{chunk} * file.chunk_bytes;
    if (begin >= file.size) return 0;
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(file.chunk_bytes, file.size - begin));
}

Result<void> check_chunk(const ports::FileLayout& file, std::uint32_t chunk, std::string_view bytes,
                         const ports::ChunkHash& hash) {
    if (chunk >= chunk_count(file) || bytes.size() != chunk_size(file, chunk) || hash_of(bytes) != hash) {
        return refuse(ErrorCode::bad_chunk);
    }
    return {};
}

}  // namespace foyer::storage
