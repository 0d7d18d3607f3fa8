#pragma once
#include <optional>
#include <string>

namespace foyer::world {

/// A telephone number as people write it, in international form: "+4930123456". `country` (ISO 3166, "DE") is that of
/// numbers written without one. nullopt: it is none, or none that a text message can be sent to (service and premium
/// numbers, and others that cost whoever writes to them). Any thread.
[[nodiscard]] std::optional<std::string> international_number(const std::string& number, const std::string& country);

}  // namespace foyer::world
