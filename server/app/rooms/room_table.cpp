#include "server/app/rooms/room_table.hpp"

#include <algorithm>
#include <atomic>
#include <list>
#include <unordered_map>

#include <boost/asio/post.hpp>

#include "server/app/rooms/room_view.hpp"
#include "server/domain/room/standing.hpp"

namespace foyer::app {
namespace {

/// The rooms of the companies that this person does not supervise in `from`, but in `to`.
std::vector<CompanyId> gained(const domain::Person* from, const domain::Person* to) {
    std::vector<CompanyId> companies;
    if (!to || to->disabled) return companies;
    for (const auto company : to->supervises) {
        if (!from || from->disabled || !from->supervises_company(company)) companies.push_back(company);
    }
    return companies;
}

}  // namespace

/// The rooms of one I/O thread, the least used first to go. Lives on its executor.
struct RoomTable::Part {
    struct Entry {
        std::shared_ptr<LiveRoom> room;
        std::list<RoomId>::iterator use;
    };

    Part(boost::asio::any_io_executor executor_, std::size_t room_for_)
        : executor(std::move(executor_)), room_for(room_for_) {}

    std::shared_ptr<LiveRoom> get(RoomId id, const RoomPorts& ports) {
        if (const auto found = rooms.find(id); found != rooms.end()) {
            used.splice(used.begin(), used, found->second.use);
            return found->second.room;
        }
        make_room();
        used.push_front(id);
        auto room = std::make_shared<LiveRoom>(id, ports);
        rooms.emplace(id, Entry{room, used.begin()});
        live = rooms.size();
        return room;
    }

    /// Forgets the least used rooms that nobody works on. One that may hold something untold stays longer.
    void make_room() {
        auto at = used.end();
        while (rooms.size() >= room_for && at != used.begin()) {
            const auto entry = rooms.find(*--at);
            const auto& room = entry->second.room;
            const bool is_needed = !room->is_current() && rooms.size() < 2 * room_for;
            if (room.use_count() > 1 || is_needed) continue;
            rooms.erase(entry);
            at = used.erase(at);
        }
    }

    /// Forgets a room that does not exist, once nobody else waits for it. `room` is the caller's own reference.
    void drop(const std::shared_ptr<LiveRoom>& room) {
        const auto entry = rooms.find(room->id());
        if (entry == rooms.end() || room.use_count() > 2) return;
        used.erase(entry->second.use);
        rooms.erase(entry);
        live = rooms.size();
    }

    boost::asio::any_io_executor executor;
    std::size_t room_for;
    std::unordered_map<RoomId, Entry> rooms;
    std::list<RoomId> used;             ///< Most recently used first.
    std::atomic<std::size_t> live = 0;  ///< As many as `rooms`, for who looks from another thread.
};

RoomTable::RoomTable(std::vector<boost::asio::any_io_executor> executors, RoomPorts ports, RoomSettings settings)
    : ports_(ports), settings_(settings), tasks_(executors.front()) {
    const auto room_for = std::max<std::size_t>(1, settings.live_max / executors.size());
    for (auto& executor : executors) parts_.push_back(std::make_unique<Part>(std::move(executor), room_for));
}

RoomTable::~RoomTable() {
    for (const auto& part : parts_) {
        for (const auto& [id, entry] : part->rooms) entry.room->turnstile().abandon();
    }
}

RoomTable::Part& RoomTable::part_of(RoomId room) const {
    return *parts_[std::hash<RoomId>{}(room) % parts_.size()];
}

boost::asio::any_io_executor RoomTable::executor_of(RoomId room) const {
    return part_of(room).executor;
}

std::size_t RoomTable::live() const {
    std::size_t live = 0;
    for (const auto& part : parts_) live += part->live;
    return live;
}

std::size_t RoomTable::live_beside(RoomId room) const {
    return part_of(room).rooms.size();
}

domain::RoomLimits RoomTable::limits() const {
    return {.message_bytes = settings_.message_bytes,
            .name_characters = settings_.name_characters,
            .members_max = settings_.members_max};
}

Task<Result<RoomTable::Entered>> RoomTable::enter(RoomId id) {
    auto room = part_of(id).get(id, ports_);
    auto pass = co_await room->turnstile().enter();
    if (!room->is_current()) {
        if (auto loaded = co_await room->reload(); !loaded) {
            if (!room->is_loaded()) part_of(id).drop(room);
            co_return refuse(loaded.error());
        }
    }
    room->use(ports_.directory.current());
    co_return Entered{.room = std::move(room), .pass = std::move(pass)};
}

Task<Result<void>> RoomTable::change(Caller caller, RoomId room, Decide decide) {
    auto decide_as_caller = [caller, decide = std::move(decide)](const LiveRoom& live) -> Result<domain::RoomChange> {
        const auto* const actor = live.directory().find(caller.person);
        if (!actor) return refuse(ErrorCode::not_found);
        return decide(live, *actor);
    };
    co_return co_await administer(room, std::move(decide_as_caller));
}

Task<Result<void>> RoomTable::administer(RoomId room, DecideFreely decide) {
    co_return co_await on_strand(room, change_here(room, std::move(decide)));
}

Task<Result<void>> RoomTable::change_here(RoomId id, DecideFreely decide) {
    for (std::uint32_t tries = 0; tries <= settings_.conflict_retries; ++tries) {
        auto entered = co_await enter(id);
        if (!entered) co_return refuse(entered.error());
        auto& room = *entered->room;
        auto change = decide(room);
        if (change && !room.turnstile().is_alone()) {
            // Posts under way count: a newcomer reads from after them.
            co_await entered->pass.alone();
            change = decide(room);
        }
        if (!change) co_return refuse(change.error());
        if (change->messages.empty() && change->next == room.room()) co_return Result<void>{};
        auto committed = co_await room.commit(std::move(*change));
        if (committed) co_return Result<void>{};
        if (committed.error().code != ErrorCode::conflict) {
            co_await room.reload();  // Was it stored, and only the answer lost? Then it is told now.
            co_return refuse(committed.error());
        }
    }
    co_return refuse(ErrorCode::conflict);
}

void RoomTable::directory_changed(const DirectoryNews& news) {
    for (const auto& part : parts_) {
        boost::asio::post(part->executor, [part = part.get(), now = news.now] {
            for (const auto& [id, entry] : part->rooms) entry.room->use(now);
        });
    }
    // Rooms that are not in memory, and those that come into memory meanwhile.
    const auto show = [&](ContactId person) {
        auto begun = gained(news.old->find(person), news.now->find(person));
        auto ended = gained(news.now->find(person), news.old->find(person));
        if (!begun.empty() || !ended.empty()) tasks_.spawn(show_rooms(person, std::move(begun), std::move(ended)));
    };
    for (const auto person : news.diff.added) show(person);
    for (const auto person : news.diff.changed) show(person);
}

Task<void> RoomTable::show_rooms(ContactId person, std::vector<CompanyId> begun, std::vector<CompanyId> ended) {
    if (!begun.empty() && ports_.presence.is_connected(person)) {
        const Caller supervisor{.person = person, .session = {}};
        domain::AuditTarget all;
        // If this fails the log says no less than `supervision.granted`, stored with the permission itself.
        co_await ports_.audit.look(supervisor, domain::AuditAction::supervision_begun, std::move(all), true);
    }
    auto companies = std::move(begun);
    companies.insert(companies.end(), ended.begin(), ended.end());
    auto entries = co_await ports_.store.rooms_involving(std::move(companies), settings_.snapshot_rooms);
    if (!entries) co_return;  // He sees them when he connects anew.
    for (auto& entry : *entries) {
        const auto id = entry.room.id;
        co_await on_strand(id, show_room(person, std::move(entry)));
    }
}

Task<void> RoomTable::show_room(ContactId person, ports::RoomEntry entry) {
    const auto directory = ports_.directory.current();
    const auto* const reader = directory->find(person);
    if (!reader) co_return;
    auto& rooms = part_of(entry.room.id).rooms;
    const auto live = rooms.find(entry.room.id);
    const bool is_live = live != rooms.end() && live->second.room->is_loaded();
    auto view = is_live ? live->second.room->view() : view_of(std::move(entry.room), *directory);
    const auto newest = is_live ? live->second.room->newest() : entry.newest;
    auto audience = std::make_shared<const std::vector<ContactId>>(1, person);
    if (domain::standing(view->room, *reader, *directory) != domain::Standing::none) {
        ports_.publisher.publish(std::move(audience), ports::RoomChanged{std::move(view), newest});
    } else if (!view->room.ended) {
        ports_.publisher.publish(std::move(audience), ports::RoomLost{std::move(view)});
    }
}

}  // namespace foyer::app
