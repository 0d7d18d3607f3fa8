#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace foyer::wire {

/// Appends `text` as a JSON string with its quotes. `text` must be valid UTF-8: decoding lets nothing else in.
void append_json_string(std::string& out, std::string_view text);

void append_json_number(std::string& out, std::uint32_t number);

/// Whole numbers are written without a fraction; what is no number (NaN, infinity) as protobuf's JSON mapping does.
void append_json_number(std::string& out, double number);

/// Begins a member of an object that `out` is in the middle of. `quoted_name` holds the quotes and the colon.
inline void append_json_key(std::string& out, std::string_view quoted_name) {
    if (out.back() != '{') out += ',';  // a finished value never ends with a brace that opens
    out += quoted_name;
}

}  // namespace foyer::wire
