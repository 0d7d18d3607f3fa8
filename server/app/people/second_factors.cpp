#include "server/app/people/second_factors.hpp"

#include <fmt/format.h>

#include "server/app/people/readable_secret.hpp"
#include "server/app/people/tokens.hpp"

namespace foyer::app {

namespace {

constexpr std::size_t secret_bytes = 20;  // RFC 4226 wants 160 bits.
constexpr std::size_t recovery_codes = 10;

Task<Result<void>> prove_password(SecondFactorDesk desk, ContactId person, std::string password) {
    const auto hash = co_await desk.accounts.password_hash(person);
    if (!hash) co_return refuse(hash.error());
    const auto matches = co_await desk.hasher.verify(std::move(password), hash->value_or(""));
    if (!matches) co_return refuse(matches.error());
    if (!*matches) co_return refuse(ErrorCode::wrong_credentials, "The password is wrong.");
    co_return Result<void>{};
}

std::string percent_encoded(const std::string& text) {
    std::string encoded;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        encoded += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return encoded;
}

/// As people type it: blanks and capitals do not count.
std::string tidy(const std::string& code) {
    std::string tidied;
    for (const char c : code) {
        if (c != ' ') tidied += (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return tidied;
}

}  // namespace

Task<Result<void>> CheckSecondFactor::run(ContactId person, std::string code) {
    const auto factor = co_await desk_.factors.find(person);
    if (!factor) co_return refuse(factor.error());
    if (!*factor || !(*factor)->confirmed) co_return Result<void>{};
    if (code.empty()) co_return refuse(ErrorCode::second_factor_needed);
    const auto tidied = tidy(code);
    const auto step = desk_.codes.step_of((*factor)->secret, tidied, desk_.clock.now());
    auto used = step ? domain::use_code(**factor, step) : domain::use_recovery(**factor, hash_token(tidied));
    if (!used) co_return refuse(used.error());
    const auto stored = co_await desk_.factors.commit(std::move(*used));
    // Somebody else has used a code at the same moment, perhaps this one.
    if (!stored && stored.error().code == ErrorCode::conflict) co_return refuse(ErrorCode::second_factor_needed);
    co_return stored;
}

Task<Result<SecondFactorState>> ShowSecondFactor::run(Caller caller) {
    const auto factor = co_await desk_.factors.find(caller.person);
    if (!factor) co_return refuse(factor.error());
    SecondFactorState state;
    if (*factor && (*factor)->confirmed) {
        state.on = true;
        state.recovery_codes_left = static_cast<std::uint32_t>((*factor)->recovery.size());
    }
    co_return state;
}

Task<Result<SecondFactorSecret>> StartSecondFactor::run(Caller caller, std::string password) {
    const auto proven = co_await prove_password(desk_, caller.person, std::move(password));
    if (!proven) co_return refuse(proven.error());
    const auto present = co_await desk_.factors.find(caller.person);
    if (!present) co_return refuse(present.error());
    if (*present && (*present)->confirmed) {
        co_return refuse(ErrorCode::conflict, "A second factor is in use already; switch it off first.");
    }
    domain::SecondFactor factor;
    factor.person = caller.person;
    factor.version = *present ? (*present)->version : 0;
    factor.secret.resize(secret_bytes);
    desk_.random.fill({reinterpret_cast<std::uint8_t*>(factor.secret.data()), factor.secret.size()});
    SecondFactorSecret secret;
    secret.letters = desk_.codes.in_letters(factor.secret);
    const auto directory = desk_.directory.current();
    const auto* person = directory->find(caller.person);
    secret.uri = fmt::format("otpauth://totp/Foyer:{}?secret={}&issuer=Foyer",
                             percent_encoded(person ? person->uname : ""), secret.letters);
    const auto stored = co_await desk_.factors.commit(std::move(factor));
    if (!stored) co_return refuse(stored.error());
    co_return secret;
}

Task<Result<std::vector<std::string>>> ConfirmSecondFactor::run(Caller caller, std::string code) {
    auto factor = co_await desk_.factors.find(caller.person);
    if (!factor) co_return refuse(factor.error());
    if (!*factor || (*factor)->confirmed) co_return refuse(ErrorCode::not_found, "Nothing waits to be confirmed.");
    auto used = domain::use_code(**factor, desk_.codes.step_of((*factor)->secret, tidy(code), desk_.clock.now()));
    if (!used) co_return refuse(used.error());
    used->confirmed = true;
    std::vector<std::string> codes;
    for (std::size_t i = 0; i < recovery_codes; ++i) {
        codes.push_back(readable_secret(desk_.random));
        used->recovery.push_back(hash_token(codes.back()));
    }
    const auto stored = co_await desk_.factors.commit(std::move(*used));
    if (!stored) co_return refuse(stored.error());
    co_return codes;
}

Task<Result<void>> StopSecondFactor::own(Caller caller, std::string password) {
    const auto proven = co_await prove_password(desk_, caller.person, std::move(password));
    if (!proven) co_return proven;
    co_return co_await desk_.factors.remove(caller.person);
}

Task<Result<void>> StopSecondFactor::run(Actor actor, ContactId person) {
    const auto directory = desk_.directory.current();
    if (!may_administer(actor, *directory)) co_return refuse(ErrorCode::forbidden);
    const auto* const owner = directory->find(person);
    if (!owner) co_return refuse(ErrorCode::not_found);
    const auto audited =
        desk_.audit.entry(actor, domain::AuditAction::user_second_factor_removed, domain::target_of(*owner));
    co_return co_await desk_.factors.remove(person, audited);
}

}  // namespace foyer::app
