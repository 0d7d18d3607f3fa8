#pragma once
#include <string>
#include <string_view>

namespace foyer::gateway {

/// The Content-Disposition value that has a file saved under this name, never shown (RFC 6266): in ASCII for old
/// clients, and as it is (RFC 8187).
[[nodiscard]] std::string attachment_named(std::string_view name);

}  // namespace foyer::gateway
