#include "server/app/rooms/live_room.hpp"

#include <algorithm>

#include "lib/base/fault_point.hpp"
#include "server/app/rooms/room_view.hpp"
#include "server/domain/room/standing.hpp"

namespace foyer::app {
namespace {

constexpr std::uint32_t catch_up_page = 200;

ports::Audience just(ContactId person) {
    return std::make_shared<const std::vector<ContactId>>(1, person);
}

std::vector<ContactId> without(const std::vector<ContactId>& from, const std::vector<ContactId>& these) {
    std::vector<ContactId> left;
    std::ranges::set_difference(from, these, std::back_inserter(left));
    return left;
}

std::vector<ContactId> common(const std::vector<ContactId>& one, const std::vector<ContactId>& other) {
    std::vector<ContactId> both;
    std::ranges::set_intersection(one, other, std::back_inserter(both));
    return both;
}

/// The room as those see it last who go: still in its list, as `left`.
domain::Room farewell(domain::Room room, const domain::Room& before, const std::vector<ContactId>& gone) {
    for (const auto id : gone) {
        const auto* const was = before.find(id);
        if (!was || room.find(id)) continue;
        auto member = *was;
        member.state = domain::MemberState::left;
        room.insert(member);
    }
    return room;
}

}  // namespace

LiveRoom::LiveRoom(RoomId id, const RoomPorts& ports)
    : id_(id), ports_(ports), audience_(std::make_shared<const std::vector<ContactId>>()) {}

Task<Result<void>> LiveRoom::reload() {
    stale_ = false;
    auto stored = co_await ports_.store.load(id_);
    if (!stored) {
        stale_ = true;
        co_return refuse(stored.error());
    }
    if (!loaded_) {
        take(stored->newest, std::move(stored->room));
        co_return Result<void>{};
    }
    // Newcomers do not get what was posted before they came: it goes to those who were there, and still are.
    auto there = common(*audience_, domain::audience_of(stored->room, *directory_));
    auto told = std::make_shared<const std::vector<ContactId>>(std::move(there));
    if (auto read = co_await catch_up(std::move(told)); !read) co_return refuse(read.error());
    if (stored->room.version != room().version) become(std::move(stored->room));
    co_return Result<void>{};
}

void LiveRoom::take(Seq newest, domain::Room room) {
    newest_ = newest;
    if (!directory_) directory_ = ports_.directory.current();
    audience_ = std::make_shared<const std::vector<ContactId>>(domain::audience_of(room, *directory_));
    view_ = view_of(std::move(room), *directory_);
    loaded_ = true;
    // New, or the answer to who created it was lost: nobody may have been told yet. Told twice it does no harm.
    if (this->room().version == 1 && !newest_) {
        announce();
        if (ports_.witness) ports_.witness->became(nullptr, view_);
    }
    ports_.changed(view_);
}

Task<Result<void>> LiveRoom::catch_up(ports::Audience audience) {
    for (bool more = true; more;) {
        ports::MessageRange above{.room = id_, .after = newest_, .before = {}, .limit = catch_up_page};
        auto page = co_await ports_.store.messages(above);
        if (!page) {
            stale_ = true;
            co_return refuse(page.error());
        }
        more = page->more;
        std::erase_if(page->messages, [this](const domain::Message& m) { return m.seq <= newest_; });
        publish(std::move(page->messages), audience);
    }
    co_return Result<void>{};
}

Task<Result<ports::Committed>> LiveRoom::commit(domain::RoomChange change) {
    ports::RoomWrite write{.room = id_,
                           .expected_version = room().version,
                           .next = std::move(change.next),
                           .messages = std::move(change.messages),
                           .guests = std::move(change.guests),
                           .audited = std::move(change.audited),
                           .request = std::move(change.request)};
    co_return co_await commit(std::move(write));
}

Task<Result<ports::Committed>> LiveRoom::commit(domain::Draft message) {
    ports::RoomWrite write{.room = id_, .expected_version = room().version, .next = {}, .messages = {}};
    write.messages.push_back(std::move(message));
    co_return co_await commit(std::move(write));
}

Task<Result<ports::Committed>> LiveRoom::commit(ports::RoomWrite write) {
    auto next = write.next;
    const bool has_guests = !write.guests.empty();
    auto committed = co_await ports_.store.commit(std::move(write));
    if (!committed) {
        stale_ = true;  // Another one wrote, or the store may have written and not said so.
        co_return committed;
    }
    FOYER_FAULT_POINT("after_ack_before_fanout");
    if (has_guests) {
        // They must be in the directory before they are told of.
        co_await ports_.directory.refresh();
        use(ports_.directory.current());
    }
    if (next && !committed->repeated) {
        next->version = committed->version;
        become(std::move(*next));
    }
    auto& messages = committed->messages;
    if (messages.empty() || messages.front().seq <= newest_) co_return committed;
    if (messages.front().seq == foyer::next(newest_)) {
        publish(messages, audience_);
    } else {
        co_await catch_up(audience_);  // Should it fail, the next one to decide tries again.
    }
    co_return committed;
}

void LiveRoom::publish(std::vector<domain::Message> messages, const ports::Audience& audience) {
    if (messages.empty()) return;
    newest_ = messages.back().seq;
    if (ports_.witness) ports_.witness->posted(view_, messages);
    tell(audience, ports::MessagesPosted{.room = id_, .messages = std::move(messages)});
}

void LiveRoom::become(domain::Room next) {
    auto audience = domain::audience_of(next, *directory_);
    const auto lost = without(*audience_, audience);
    const auto before = std::exchange(view_, view_of(std::move(next), *directory_));
    if (*audience_ != audience) audience_ = std::make_shared<const std::vector<ContactId>>(std::move(audience));
    if (!lost.empty()) {
        auto last = view_of(farewell(room(), before->room, lost), *directory_);
        tell(std::make_shared<const std::vector<ContactId>>(lost), ports::RoomLost{std::move(last)});
    }
    announce();
    ports_.changed(view_);
    if (ports_.witness) ports_.witness->became(before, view_);
}

void LiveRoom::use(DirectorySnapshot directory) {
    if (directory == directory_) return;
    directory_ = std::move(directory);
    if (!loaded_) return;
    auto audience = domain::audience_of(room(), *directory_);
    const bool same_faces = shows_the_same(*view_, *directory_);
    if (same_faces && audience == *audience_) return;
    if (!same_faces) view_ = view_of(room(), *directory_);
    const auto lost = without(*audience_, audience);
    auto concerned = same_faces ? without(audience, *audience_) : audience;
    audience_ = std::make_shared<const std::vector<ContactId>>(std::move(audience));
    tell(std::make_shared<const std::vector<ContactId>>(lost), ports::RoomLost{view_});
    tell(std::make_shared<const std::vector<ContactId>>(std::move(concerned)), ports::RoomChanged{view_, newest_});
}

void LiveRoom::announce() {
    tell(audience_, ports::RoomChanged{view_, newest_});
}

void LiveRoom::tell(ports::Audience audience, ports::Event event) {
    if (!audience->empty()) ports_.publisher.publish(std::move(audience), std::move(event));
}

const Seq* LiveRoom::seen_by(ContactId person) const {
    const auto known = seen_.find(person);
    return known == seen_.end() ? nullptr : &known->second;
}

void LiveRoom::note_seen(ContactId person, Seq seq, bool tell_him) {
    auto& seen = seen_[person];
    if (seq > seen && tell_him) tell(just(person), ports::SeenMoved{.room = id_, .seq = seq});
    seen = std::max(seen, seq);
}

}  // namespace foyer::app
