#pragma once
#include <string>
#include <string_view>

#include "lib/base/result.hpp"

namespace foyer::domain {

/// Each gives the name as it is to be stored (blanks around it taken off), or `bad_name` with a sentence that says why.

/// People: letters of any script, digits, blank, apostrophe, hyphen, full stop; a letter or digit at least; at most 100
/// characters (contract 9).
[[nodiscard]] Result<std::string> parse_person_name(std::string_view text);

/// Login names: 1 to 64 ASCII letters, digits and . _ - @ +, beginning with a letter or digit. Given in lower case:
/// `Ann` and `ann` are one account.
[[nodiscard]] Result<std::string> parse_uname(std::string_view text);

/// Companies: anything that can be read, on one line, at most 100 characters.
[[nodiscard]] Result<std::string> parse_company_name(std::string_view text);

/// Empty, or something with an @ in it that no mail header can be made of. At most 254 bytes.
[[nodiscard]] Result<std::string> parse_email(std::string_view text);

/// A language's tag such as "de" or "pt-BR", or empty: it becomes part of a file's name, so nothing else may pass. At
/// most 16 letters, digits and hyphens. Error: `bad_request`.
[[nodiscard]] Result<std::string> parse_language(std::string_view text);

}  // namespace foyer::domain
