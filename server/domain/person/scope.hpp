#pragma once
#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "lib/base/strong_id.hpp"

namespace foyer {

using ApiKeyId = StrongId<struct ApiKeyTag>;

}  // namespace foyer

namespace foyer::domain {

/// What somebody who comes with an API key may ask for; his own rights bound it further.
enum class Scope : std::uint8_t {
    read,     ///< Looking at what he may see; the feed.
    write,    ///< Doing what he may do.
    admin,    ///< Accounts, companies and settings, if he is an administrator.
    command,  ///< Asking his own clients to do something (contract 7).
};

/// A set of them. A value.
class Scopes {
public:
    constexpr Scopes() = default;
    constexpr Scopes(std::initializer_list<Scope> scopes) {
        for (const auto scope : scopes) add(scope);
    }
    /// Who has logged in himself.
    [[nodiscard]] static constexpr Scopes all() { return {Scope::read, Scope::write, Scope::admin, Scope::command}; }
    /// As stored. Unknown bits are dropped.
    [[nodiscard]] static constexpr Scopes of_bits(std::uint32_t bits) {
        Scopes scopes;
        scopes.bits_ = static_cast<std::uint8_t>(bits & all().bits_);
        return scopes;
    }

    constexpr void add(Scope scope) { bits_ |= bit(scope); }
    [[nodiscard]] constexpr bool has(Scope scope) const { return (bits_ & bit(scope)) != 0; }
    [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
    [[nodiscard]] constexpr std::uint32_t bits() const { return bits_; }
    constexpr bool operator==(const Scopes&) const = default;

private:
    static constexpr std::uint8_t bit(Scope scope) {
        return static_cast<std::uint8_t>(1U << static_cast<unsigned>(scope));
    }
    std::uint8_t bits_ = 0;
};

[[nodiscard]] constexpr std::string_view name_of(Scope scope) {
    switch (scope) {
        case Scope::read:
            return "read";
        case Scope::write:
            return "write";
        case Scope::admin:
            return "admin";
        case Scope::command:
            return "command";
    }
    return "";
}

}  // namespace foyer::domain
