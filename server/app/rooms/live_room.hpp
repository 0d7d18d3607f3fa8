#pragma once
#include <memory>
#include <unordered_map>
#include <vector>

#include "server/app/rooms/room_ports.hpp"
#include "server/app/rooms/turnstile.hpp"

namespace foyer::app {

/// A room in memory: what is stored, who is told, and the order in which things are told. Lives on the strand of its
/// part of the RoomTable: everything here happens there. Shared by the table and the operations under way on it.
///
/// Whatever it publishes is stored, and its messages go out in the order of seq without gap: what was stored without
/// its knowledge (an answer lost, another process) is read before anything above it is told.
/// A room in which nothing has happened yet is told when it comes into memory: that is how new rooms appear.
class LiveRoom {
public:
    LiveRoom(RoomId id, const RoomPorts& ports);

    [[nodiscard]] RoomId id() const { return id_; }
    [[nodiscard]] Turnstile& turnstile() { return turnstile_; }

    /// What is stored is known here.
    [[nodiscard]] bool is_current() const { return loaded_ && !stale_; }
    [[nodiscard]] bool is_loaded() const { return loaded_; }
    /// Reads what is stored and tells what was not told yet. By who holds the turn. Errors: `not_found`,
    /// `store_failed`.
    Task<Result<void>> reload();

    [[nodiscard]] const domain::Room& room() const { return view_->room; }
    [[nodiscard]] const std::shared_ptr<const ports::RoomView>& view() const { return view_; }
    [[nodiscard]] Seq newest() const { return newest_; }
    [[nodiscard]] const domain::Directory& directory() const { return *directory_; }
    [[nodiscard]] const ports::Audience& audience() const { return audience_; }

    /// Stores what was decided on room(), and tells it. Who changes the room holds the turn, alone; a post needs not.
    /// `conflict` and `store_failed` leave the room to be reloaded before the next decision.
    Task<Result<ports::Committed>> commit(domain::RoomChange change);
    Task<Result<ports::Committed>> commit(domain::Draft message);

    /// Tells everybody of the room as it is.
    void announce();
    /// People have changed: tells what that means here.
    void use(DirectorySnapshot directory);

    /// What the person has seen, as far as it is known here.
    [[nodiscard]] const Seq* seen_by(ContactId person) const;
    /// Remembers it and tells his connections if it is news.
    void note_seen(ContactId person, Seq seq, bool tell_him);

private:
    Task<Result<ports::Committed>> commit(ports::RoomWrite write);
    Task<Result<void>> catch_up(ports::Audience audience);
    void take(Seq newest, domain::Room room);
    void become(domain::Room next);
    void publish(std::vector<domain::Message> messages, const ports::Audience& audience);
    void tell(ports::Audience audience, ports::Event event);

    RoomId id_;
    const RoomPorts& ports_;
    Turnstile turnstile_;
    bool loaded_ = false;
    bool stale_ = false;
    Seq newest_;  ///< The last message that was told.
    DirectorySnapshot directory_;
    std::shared_ptr<const ports::RoomView> view_;
    ports::Audience audience_;
    std::unordered_map<ContactId, Seq> seen_;
};

}  // namespace foyer::app
