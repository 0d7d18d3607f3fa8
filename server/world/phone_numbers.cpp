#include "server/world/phone_numbers.hpp"

#include <phonenumbers/phonenumberutil.h>

namespace foyer::world {

namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

constexpr std::size_t longest = 64;  // As people write it, with blanks and brackets.

/// Digits and what people put between them; a plus at the beginning alone. The library forgives more than a typing
/// error.
bool is_written_soundly(const std::string& number) {
    const auto start = number.starts_with('+') ? 1U : 0U;
    return number.find_first_not_of("0123456789 -/().", start) == std::string::npos;
}

/// In many countries fixed lines take text messages, too; what costs the sender extra is never written to.
bool can_be_written_to(PhoneNumberUtil::PhoneNumberType type) {
    switch (type) {
        case PhoneNumberUtil::MOBILE:
        case PhoneNumberUtil::FIXED_LINE:
        case PhoneNumberUtil::FIXED_LINE_OR_MOBILE:
        case PhoneNumberUtil::PERSONAL_NUMBER:
        case PhoneNumberUtil::VOIP:
            return true;
        default:
            return false;
    }
}

}  // namespace

std::optional<std::string> international_number(const std::string& number, const std::string& country) {
    if (number.size() > longest || !is_written_soundly(number)) return std::nullopt;
    const auto& numbers = *PhoneNumberUtil::GetInstance();
    PhoneNumber parsed;
    if (numbers.Parse(number, country, &parsed) != PhoneNumberUtil::NO_PARSING_ERROR) return std::nullopt;
    if (!numbers.IsValidNumber(parsed) || !can_be_written_to(numbers.GetNumberType(parsed))) return std::nullopt;
    // An extension would be lost, and another number written to.
    if (parsed.has_extension()) return std::nullopt;
    std::string international;
    numbers.Format(parsed, PhoneNumberUtil::E164, &international);
    return international;
}

}  // namespace foyer::world
