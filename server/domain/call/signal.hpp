#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "lib/base/result.hpp"

namespace foyer::domain {

enum class SignalKind { offer, answer, candidate, restart };

/// What a media stream in a description is.
struct SignalStream {
    std::string id;
    std::string shows;
    bool operator==(const SignalStream&) const = default;
};

/// One step of a WebRTC negotiation between two peers (RFC 8829, RFC 8838). Goes through, is kept nowhere and never
/// logged.
struct Signal {
    SignalKind kind = SignalKind::offer;
    std::string sdp;        ///< Offer and answer.
    std::string candidate;  ///< Empty: no more will come.
    std::string sdp_mid;
    std::uint32_t sdp_m_line_index = 0;
    std::string username_fragment;
    std::vector<SignalStream> streams;
    bool operator==(const Signal&) const = default;
};

struct SignalLimits {
    std::uint32_t sdp_bytes = 65'536;  ///< The description and what is said of its streams.
    std::uint32_t candidate_bytes = 2'048;
};

/// Whether this is bounded and well formed enough to be handed to another client's WebRTC. Error: `bad_signal`.
[[nodiscard]] Result<void> check_signal(const Signal& signal, const SignalLimits& limits);

}  // namespace foyer::domain
