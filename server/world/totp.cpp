#include "server/world/totp.hpp"

#include <cstdlib>
#include <memory>
#include <new>
#include <stdexcept>

#include <liboath/oath.h>

namespace foyer::world {

namespace {

constexpr unsigned step_s = 30;
constexpr std::size_t neighbours = 1;
constexpr std::size_t digits = 6;

struct Free {
    void operator()(char* text) const { std::free(text); }
};

}  // namespace

Totp::Totp() {
    if (oath_init() != OATH_OK) throw std::runtime_error("liboath cannot be used");
}

std::optional<std::uint64_t> Totp::step_of(const std::string& secret, const std::string& code, Instant now) const {
    if (code.size() != digits) return std::nullopt;
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
    int place = 0;
    std::uint64_t step = 0;
    const int found = oath_totp_validate3(secret.data(), secret.size(), static_cast<time_t>(seconds), step_s, 0,
                                          neighbours, &place, &step, code.c_str());
    if (found < 0) return std::nullopt;
    return step;
}

std::string Totp::in_letters(const std::string& secret) const {
    char* text = nullptr;
    if (oath_base32_encode(secret.data(), secret.size(), &text, nullptr) != OATH_OK) throw std::bad_alloc();
    const std::unique_ptr<char, Free> owned(text);
    return owned.get();
}

}  // namespace foyer::world
