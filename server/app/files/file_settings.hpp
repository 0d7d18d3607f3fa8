#pragma once
#include <cstdint>

#include "server/domain/file/offer_file.hpp"

namespace foyer::app {

/// The bounds of files on their way. Defaults are those of schema/config.
struct FileSettings {
    domain::FileLimits limits;
    std::uint32_t idempotency_key_bytes = 64;  ///< Beyond: `bad_request`.
    std::uint32_t requests_per_user = 32;      ///< For bytes, at the same time; beyond: `rate_limited`.
    std::uint32_t snapshot_files = 1000;       ///< In one snapshot; the newest.
    std::uint32_t live_max = 10'000;           ///< Files kept in memory; those nobody works on go first.
    std::uint32_t conflict_retries = 3;        ///< How often a decision is made anew when the file has moved on.
    Millis wait{20'000};                       ///< How long one request waits for a chunk that is not there yet.
    Millis progress{250};                      ///< Progress is stored and told at most this often.
};

}  // namespace foyer::app
