#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include <boost/json/value.hpp>

#include "lib/base/result.hpp"

namespace foyer::wire {

/// What decoding refuses to exceed.
struct DecodeLimits {
    std::size_t bytes = std::size_t{512} * 1024;
    std::size_t depth = 32;
    std::size_t list_elements = 20'000;  ///< of one list
};

/// Reads single values strictly and remembers what was wrong. A read that fails returns false; each level that is left
/// because of it adds its name, so that the path costs nothing while all is well.
class JsonReader {
public:
    explicit JsonReader(const DecodeLimits& limits) : limits_(limits) {}

    bool read(const boost::json::value& json, std::uint32_t& into);
    bool read(const boost::json::value& json, double& into);
    bool read(const boost::json::value& json, bool& into);
    bool read(const boost::json::value& json, std::string& into);

    /// Null, with the failure noted, if `json` is something else.
    const boost::json::object* object(const boost::json::value& json);
    const boost::json::array* list(const boost::json::value& json);

    bool fail(std::string_view expected);
    /// Call on the way out of a failed read: the failure was inside this field, this element. Returns false.
    bool inside(std::string_view field);
    bool inside(std::size_t index);
    bool missing(std::string_view field) { return fail("a value"), inside(field); }

    /// The refusal; the sentence names the field and never repeats what was sent.
    [[nodiscard]] Error error() const;

private:
    DecodeLimits limits_;
    std::string path_;
    std::string expected_;
    ErrorCode code_ = ErrorCode::bad_request;
};

}  // namespace foyer::wire
