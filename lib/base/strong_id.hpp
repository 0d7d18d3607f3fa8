#pragma once
#include <compare>
#include <cstdint>
#include <functional>

namespace foyer {

/// A number that names one thing of one kind; ids of different kinds do not mix. 0 names nothing.
/// Fits in 31 bits, so that it is an exact JavaScript number (contract 2.1).
template <class Tag>
class StrongId {
public:
    constexpr StrongId() = default;
    constexpr explicit StrongId(std::uint32_t value) : value_(value) {}

    [[nodiscard]] constexpr std::uint32_t value() const { return value_; }
    constexpr explicit operator bool() const { return value_ != 0; }
    constexpr auto operator<=>(const StrongId&) const = default;

private:
    std::uint32_t value_ = 0;
};

using ContactId = StrongId<struct ContactTag>;  ///< A person: user, guest or XMPP contact.
using CompanyId = StrongId<struct CompanyTag>;
using RoomId = StrongId<struct RoomTag>;
using SessionId = StrongId<struct SessionTag>;
using FileId = StrongId<struct FileTag>;        ///< A file on its way from one member of a room to others.
using CommandId = StrongId<struct CommandTag>;  ///< Never used twice while the server runs.
using InvitationId = StrongId<struct InvitationTag>;
using DeliveryId = StrongId<struct DeliveryTag>;
/// The number of a message in its room: 1, 2, 3 … without gap. 0: before the first.
using Seq = StrongId<struct SeqTag>;

[[nodiscard]] constexpr Seq next(Seq seq) {
    return Seq{seq.value() + 1};
}

}  // namespace foyer

template <class Tag>
struct std::hash<foyer::StrongId<Tag>> {
    std::size_t operator()(foyer::StrongId<Tag> id) const noexcept {
        return static_cast<std::size_t>(id.value()) * 0x9E3779B97F4A7C15ULL >> 16;
    }
};
