#pragma once
#include <string>
#include <string_view>

#include "lib/base/result.hpp"

namespace foyer::cli {

struct Answer {
    unsigned status = 0;  ///< Of HTTP.
    std::string body;
};

/// Carries a request to the administrators' REST and its answer back.
class Transport {
public:
    virtual ~Transport() = default;
    /// `target`: path and query. Error: `unavailable` if there is no answer.
    virtual Result<Answer> perform(std::string_view method, const std::string& target, const std::string& body) = 0;
};

}  // namespace foyer::cli
