#pragma once
#include <expected>
#include <string>
#include <utility>

#include "lib/base/error_code.hpp"
#include "lib/base/instant.hpp"

namespace foyer {

/// Why an honest caller's request was refused: a code that is stable for ever and a sentence for a person.
/// Only a gateway turns it into HTTP or WebSocket words.
struct Error {
    ErrorCode code = ErrorCode::internal;
    std::string sentence;
    Millis retry_after{0};

    Error(ErrorCode c) : code(c), sentence(sentence_of(c)) {}  // NOLINT(google-explicit-constructor)
    Error(ErrorCode c, std::string s) : code(c), sentence(std::move(s)) {}
    bool operator==(const Error&) const = default;
};

template <class T>
using Result = std::expected<T, Error>;

[[nodiscard]] inline std::unexpected<Error> refuse(ErrorCode code) {
    return std::unexpected(Error{code});
}
[[nodiscard]] inline std::unexpected<Error> refuse(ErrorCode code, std::string sentence) {
    return std::unexpected(Error{code, std::move(sentence)});
}
[[nodiscard]] inline std::unexpected<Error> refuse(Error error) {
    return std::unexpected(std::move(error));
}

}  // namespace foyer
