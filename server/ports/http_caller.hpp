#pragma once
#include <string>
#include <vector>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"

namespace foyer::ports {

/// A request that this server makes of another one.
struct OutgoingRequest {
    std::string method = "POST";
    std::string url;                   ///< http: or https:. May hold a secret.
    std::vector<std::string> headers;  ///< Whole lines. May hold secrets.
    std::string body;
    Millis timeout{15'000};    ///< From the look-up of the name to the last byte of the answer.
    bool public_only = false;  ///< Refuses private, loopback and link-local addresses, whatever name they hide behind.
};

struct OutgoingReply {
    int status = 0;
    std::string body;  ///< Its beginning; a bound is the adapter's.
};

/// Calls other servers over HTTP, on threads of its own. Redirects are not followed. Any thread.
/// Errors: `unavailable` with a sentence for an administrator (no answer, refused address, bad certificate),
/// `bad_request` (the URL), `rate_limited` (too many wait).
class HttpCaller {
public:
    virtual ~HttpCaller() = default;
    virtual Task<Result<OutgoingReply>> call(OutgoingRequest request) = 0;
};

}  // namespace foyer::ports
