#include "server/app/people/guest_circles.hpp"

#include <algorithm>

namespace foyer::app {

namespace {

std::vector<ContactId> others_in(const domain::Room& room, ContactId guest) {
    std::vector<ContactId> others;
    if (room.ended || !room.has_member(guest)) return others;
    for (const auto& member : room.members) {
        if (member.id != guest && member.state != domain::MemberState::left) others.push_back(member.id);
    }
    return others;
}

}  // namespace

// Followed first, read then: what changes meanwhile has a larger version.
Task<Result<void>> GuestCircles::follow(ContactId guest) {
    {
        const std::lock_guard lock(mutex_);
        if (guests_.size() >= look_at_) forget_absent();
        guests_.try_emplace(guest);
    }
    auto entries = co_await store_.rooms_of(guest, rooms_max_);
    if (!entries) co_return refuse(entries.error());
    const std::lock_guard lock(mutex_);
    std::set<ContactId> changed;
    for (const auto& entry : *entries) take(guest, entry.room, changed);
    co_return Result<void>{};
}

std::vector<GuestCircles::Change> GuestCircles::room_changed(const domain::Room& room) {
    std::vector<Change> changes;
    const std::lock_guard lock(mutex_);
    if (guests_.empty()) return changes;
    std::set<ContactId> concerned;
    if (const auto known = guests_in_.find(room.id); known != guests_in_.end()) concerned = known->second;
    for (const auto& member : room.members) {
        if (guests_.contains(member.id)) concerned.insert(member.id);
    }
    for (const auto guest : concerned) {
        std::set<ContactId> changed;
        take(guest, room, changed);
        if (!changed.empty()) changes.push_back({guest, {changed.begin(), changed.end()}});
    }
    return changes;
}

void GuestCircles::take(ContactId id, const domain::Room& room, std::set<ContactId>& changed) {
    auto& guest = guests_[id];
    auto& known = guest.rooms[room.id];
    if (known.version >= room.version) return;
    guests_in_[room.id].insert(id);
    const auto before = std::exchange(known, Known{room.version, others_in(room, id)}).others;
    for (const auto other : known.others) {  // Before the others go: who stays is no change.
        if (guest.shared[other]++ > 0) continue;
        around_[other].insert(id);
        changed.insert(other);
    }
    for (const auto other : before) {
        if (--guest.shared[other] > 0) continue;
        guest.shared.erase(other);
        if (auto& guests = around_[other]; guests.erase(id) > 0 && guests.empty()) around_.erase(other);
        changed.insert(other);
    }
}

std::vector<ContactId> GuestCircles::circle_of(ContactId guest) const {
    const std::lock_guard lock(mutex_);
    std::vector<ContactId> circle;
    const auto found = guests_.find(guest);
    if (found == guests_.end()) return circle;
    for (const auto& [other, rooms] : found->second.shared) circle.push_back(other);
    return circle;
}

bool GuestCircles::has(ContactId guest, ContactId other) const {
    const std::lock_guard lock(mutex_);
    const auto found = guests_.find(guest);
    return found != guests_.end() && found->second.shared.contains(other);
}

std::vector<ContactId> GuestCircles::guests_around(ContactId person) const {
    const std::lock_guard lock(mutex_);
    const auto found = around_.find(person);
    if (found == around_.end()) return {};
    return {found->second.begin(), found->second.end()};
}

std::size_t GuestCircles::followed() const {
    const std::lock_guard lock(mutex_);
    return guests_.size();
}

// Seldom, so that it costs next to nothing per guest who comes.
void GuestCircles::forget_absent() {
    std::vector<ContactId> absent;
    for (const auto& [id, guest] : guests_) {
        if (!is_connected_(id)) absent.push_back(id);
    }
    for (const auto id : absent) forget(id);
    look_at_ = std::max<std::size_t>(16, 2 * guests_.size());
}

void GuestCircles::forget(ContactId id) {
    const auto guest = guests_.extract(id);
    for (const auto& [room, known] : guest.mapped().rooms) {
        if (auto& in = guests_in_[room]; in.erase(id) > 0 && in.empty()) guests_in_.erase(room);
    }
    for (const auto& [other, rooms] : guest.mapped().shared) {
        if (auto& around = around_[other]; around.erase(id) > 0 && around.empty()) around_.erase(other);
    }
}

}  // namespace foyer::app
