#include "lib/wire/json_reader.hpp"

#include <cmath>
#include <limits>

namespace foyer::wire {
namespace json = boost::json;

bool JsonReader::read(const json::value& json, std::uint32_t& into) {
    constexpr auto largest = std::numeric_limits<std::uint32_t>::max();
    if (const auto* number = json.if_int64(); number && *number >= 0 && *number <= largest) {
        into = static_cast<std::uint32_t>(*number);
        return true;
    }
    if (const auto* number = json.if_double();
        number && *number >= 0 && *number <= largest && std::trunc(*number) == *number) {
        into = static_cast<std::uint32_t>(*number);  // 1.0 and 1e3 are whole numbers, too
        return true;
    }
    return fail("a whole number from 0 to 4294967295");
}

bool JsonReader::read(const json::value& json, double& into) {
    if (!json.is_number()) return fail("a number");
    into = json.to_number<double>();
    return std::isfinite(into) || fail("a number");
}

bool JsonReader::read(const json::value& json, bool& into) {
    if (!json.is_bool()) return fail("true or false");
    into = json.get_bool();
    return true;
}

bool JsonReader::read(const json::value& json, std::string& into) {
    const auto* text = json.if_string();
    if (!text) return fail("a string");
    into.assign(text->data(), text->size());
    return true;
}

const json::object* JsonReader::object(const json::value& json) {
    if (!json.is_object()) fail("an object");
    return json.if_object();
}

const json::array* JsonReader::list(const json::value& json) {
    const auto* list = json.if_array();
    if (!list) {
        fail("a list");
    } else if (list->size() > limits_.list_elements) {
        fail(fmt::format("a list of at most {} elements", limits_.list_elements));
        code_ = ErrorCode::limit_reached;
        return nullptr;
    }
    return list;
}

bool JsonReader::fail(std::string_view expected) {
    expected_ = expected;
    return false;
}

bool JsonReader::inside(std::string_view field) {
    const bool separate = !path_.empty() && path_.front() != '[';
    path_ = std::string(field) + (separate ? "." : "") + path_;
    return false;
}

bool JsonReader::inside(std::size_t index) {
    const bool separate = !path_.empty() && path_.front() != '[';
    path_ = fmt::format("[{}]", index) + (separate ? "." : "") + path_;
    return false;
}

Error JsonReader::error() const {
    return {code_, fmt::format("{}: expected {}.", path_.empty() ? "The message" : path_, expected_)};
}

}  // namespace foyer::wire
