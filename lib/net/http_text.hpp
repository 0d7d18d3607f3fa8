#pragma once
#include <ctime>
#include <string>

#include "lib/net/http.hpp"

namespace foyer::net {

/// How an answer goes out, apart from what it says.
struct AnswerForm {
    std::time_t now = 0;
    bool close = false;
    bool old_client = false;  ///< HTTP/1.0, where keeping the connection must be said.
    bool endless = false;     ///< The body ends with the connection; nobody knows its length.
};

/// Status line and fields, up to and including the empty line.
[[nodiscard]] std::string response_head(const HttpResponse& response, const AnswerForm& form);

/// Neither 1xx nor 204 nor 304.
[[nodiscard]] bool may_have_body(unsigned status);

}  // namespace foyer::net
