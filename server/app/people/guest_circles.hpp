#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <unordered_map>
#include <vector>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"
#include "server/ports/room_store.hpp"

namespace foyer::app {

/// With whom each connected guest shares a room: whose name and presence he sees (contract 1.1). Any thread.
/// A guest's connection follows him before it reads a snapshot; from then on the rooms tell what becomes of them.
class GuestCircles {
public:
    /// `is_connected`: whoever is not is forgotten by and by. At most `rooms_max` rooms of a guest are read.
    GuestCircles(ports::RoomStore& store, std::function<bool(ContactId)> is_connected, std::uint32_t rooms_max)
        : store_(store), is_connected_(std::move(is_connected)), rooms_max_(rooms_max) {}

    /// When it resumes, circle_of(guest) is what is stored, or newer. Error: `store_failed`.
    Task<Result<void>> follow(ContactId guest);

    /// People who have come into a guest's circle, or are in it no more.
    struct Change {
        ContactId guest;
        std::vector<ContactId> people;
    };
    /// A room began or changed; by its strand, after it was stored.
    [[nodiscard]] std::vector<Change> room_changed(const domain::Room& room);

    /// By id, without himself. Empty for a guest who is not followed.
    [[nodiscard]] std::vector<ContactId> circle_of(ContactId guest) const;
    [[nodiscard]] bool has(ContactId guest, ContactId other) const;
    /// The guests in whose circle this person is, by id.
    [[nodiscard]] std::vector<ContactId> guests_around(ContactId person) const;
    [[nodiscard]] std::size_t followed() const;

private:
    /// A room as it was told last. Without members once he is not in it any more: older news must not bring it back.
    struct Known {
        std::uint32_t version = 0;
        std::vector<ContactId> others;
    };
    struct Guest {
        std::map<RoomId, Known> rooms;
        std::map<ContactId, std::size_t> shared;  ///< How many rooms he shares with each.
    };

    // Holding the mutex.
    void take(ContactId guest, const domain::Room& room, std::set<ContactId>& changed);
    void forget_absent();
    void forget(ContactId guest);

    ports::RoomStore& store_;
    std::function<bool(ContactId)> is_connected_;
    std::uint32_t rooms_max_;
    mutable std::mutex mutex_;  ///< Guards what follows: rooms change and presence is read on every I/O thread.
    std::unordered_map<ContactId, Guest> guests_;
    std::unordered_map<RoomId, std::set<ContactId>> guests_in_;
    std::unordered_map<ContactId, std::set<ContactId>> around_;
    std::size_t look_at_ = 16;  ///< With so many followed, those who have gone are forgotten.
};

}  // namespace foyer::app
