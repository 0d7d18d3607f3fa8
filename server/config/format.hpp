#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "server/config/key.hpp"

namespace foyer::config {

/// Nothing if `text` has the form, else what was expected: "an address with a port, such as 127.0.0.1:8080".
/// An empty text is fine for a key that holds one text: it means that there is none.
[[nodiscard]] std::optional<std::string_view> misfit(Format format, std::string_view text);

}  // namespace foyer::config
