// Feeds whatever it is given to the WebSocket machine, in one piece and cut up: both must mean the same, and nothing
// may be read or kept that is not there. The first two bytes choose the role and where to cut.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "lib/net/websocket/machine.hpp"

namespace {

using foyer::net::websocket::Event;
using foyer::net::websocket::Machine;
using foyer::net::websocket::Role;

constexpr foyer::net::websocket::Limits limits{.frame_bytes = 300, .message_bytes = 500, .fragments = 5};

struct Said {
    Event::Kind kind;
    std::string payload;
    std::uint16_t code;
    bool operator==(const Said&) const = default;
};

std::vector<Said> play(Role role, const std::string& bytes, std::size_t piece_bytes) {
    Machine machine(role, limits);
    std::vector<Said> all;
    for (std::size_t at = 0; at < bytes.size(); at += piece_bytes) {
        std::string piece = bytes.substr(at, piece_bytes);
        std::span<char> input(piece);
        while (const auto event = machine.next(input)) {
            all.push_back({event->kind, std::string(event->payload), event->code});
            (void)machine.reply_to(*event, 0x12345678);
        }
    }
    return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const Role role = (data[0] & 1) != 0 ? Role::client : Role::server;
    const std::string bytes(reinterpret_cast<const char*>(data) + 2, size - 2);
    if (play(role, bytes, bytes.size() + 1) != play(role, bytes, data[1] % 16U + 1)) std::abort();
    return 0;
}
