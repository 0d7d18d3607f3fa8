#include "server/app/open_feed.hpp"

#include <algorithm>
#include <iterator>

#include "server/app/files/file_view.hpp"
#include "server/app/rooms/room_view.hpp"
#include "server/domain/person/abilities.hpp"
#include "server/domain/room/read_room.hpp"
#include "server/domain/room/standing.hpp"

namespace foyer::app {
namespace {

const Cursor* cursor_of(RoomId room, const std::vector<Cursor>& cursors) {
    const auto found = std::ranges::lower_bound(cursors, room, {}, &Cursor::room);
    return found == cursors.end() || found->room != room ? nullptr : &*found;
}

bool is_listed(RoomId room, const std::vector<ports::RoomEntry>& entries) {
    return std::ranges::any_of(entries, [room](const ports::RoomEntry& entry) { return entry.room.id == room; });
}

}  // namespace

Task<Result<FeedSnapshot>> OpenFeed::run(Caller caller, FeedRequest request) {
    FeedSnapshot snapshot;
    const auto directory = ports_.directory.current();
    const auto* const self = directory->find(caller.person);
    if (!self || self->disabled) co_return refuse(ErrorCode::not_logged_in);
    snapshot.self = *self;
    if (const auto* const company = directory->company(self->company)) snapshot.company_name = company->name;
    snapshot.may = domain::abilities_of(*self, *directory);

    if (self->is_supervisor()) {
        domain::AuditTarget all;
        const auto entered = co_await ports_.audit.look(caller, domain::AuditAction::supervision_begun, std::move(all));
        if (!entered) co_return refuse(entered.error());
    }
    auto& cursors = request.cursors;
    if (cursors.size() > 2 * std::size_t{settings_.snapshot_rooms}) {
        co_return refuse(ErrorCode::limit_reached, "Too many cursors.");
    }
    snapshot.epoch_changed = request.epoch != 0 && request.epoch != epoch_;
    if (request.epoch != epoch_) cursors.clear();
    std::ranges::sort(cursors, {}, &Cursor::room);

    if (request.with_contacts) {
        if (auto read = co_await read_contacts(*self, snapshot); !read) co_return refuse(read.error());
    }
    if (auto read = co_await read_rooms(*self, directory, std::move(cursors), snapshot); !read) {
        co_return refuse(read.error());
    }
    co_await read_calls(caller.person, snapshot);
    auto invitations = co_await invitations_.shown_to(*self);
    if (!invitations) co_return refuse(invitations.error());
    snapshot.invitations = std::move(*invitations);
    if (auto read = co_await read_files(caller.person, directory, snapshot); !read) co_return refuse(read.error());
    co_return std::move(snapshot);
}

Task<Result<void>> OpenFeed::read_files(ContactId person, DirectorySnapshot directory, FeedSnapshot& snapshot) {
    if (!snapshot.may.share_files) co_return Result<void>{};
    auto files = co_await files_.open_of(person, snapshot_files_);
    if (!files) co_return refuse(files.error());
    for (auto& file : *files) snapshot.files.push_back(view_of(std::move(file), *directory));
    co_return Result<void>{};
}

Task<void> OpenFeed::read_calls(ContactId person, FeedSnapshot& snapshot) {
    std::vector<RoomId> rooms;
    rooms.reserve(snapshot.rooms.size());
    for (const auto& state : snapshot.rooms) {
        if (state.view->room.has_member(person)) rooms.push_back(state.view->room.id);
    }
    snapshot.calls = co_await calls_.running_in(std::move(rooms), person);
}

Task<Result<void>> OpenFeed::read_contacts(const domain::Person& self, FeedSnapshot& snapshot) {
    if (self.kind == domain::PersonKind::guest) {
        if (auto followed = co_await circles_.follow(self.id); !followed) co_return refuse(followed.error());
    }
    auto contacts = co_await contacts_.contacts_of(self.id);
    if (!contacts) co_return refuse(contacts.error());
    auto presence = co_await ports_.presence.seen_by(self.id);
    if (!presence) co_return refuse(presence.error());
    snapshot.contacts = std::move(*contacts);
    snapshot.presence = std::move(*presence);
    co_return Result<void>{};
}

Task<Result<void>> OpenFeed::read_rooms(const domain::Person& self, DirectorySnapshot directory,
                                        std::vector<Cursor> cursors, FeedSnapshot& snapshot) {
    auto entries = co_await entries_of(self, directory, cursors, snapshot);
    if (!entries) co_return refuse(entries.error());
    auto bytes_left = settings_.catch_up_bytes;
    snapshot.rooms.reserve(entries->size());
    for (auto& entry : *entries) {
        const bool watching = !entry.room.has_member(self.id);
        RoomState state{.view = view_of(std::move(entry.room), *directory),
                        .newest = entry.newest,
                        .seen = watching ? Seq{} : entry.seen,
                        .messages = {}};
        const auto* const cursor = cursor_of(state.view->room.id, cursors);
        // Who watches has missed nothing; he reads the history.
        const auto held = cursor ? cursor->seq : watching ? state.newest : state.seen;
        auto read = co_await read_missed(self, *directory, held, bytes_left, state);
        if (!read) co_return refuse(read.error());
        bytes_left -= std::min(bytes_left, *read);
        snapshot.rooms.push_back(std::move(state));
    }
    co_return Result<void>{};
}

Task<Result<std::vector<ports::RoomEntry>>> OpenFeed::entries_of(const domain::Person& self,
                                                                 DirectorySnapshot directory,
                                                                 const std::vector<Cursor>& cursors,
                                                                 FeedSnapshot& snapshot) {
    const auto limit = settings_.snapshot_rooms;
    auto entries = co_await ports_.store.rooms_of(self.id, limit);
    if (!entries) co_return refuse(entries.error());
    bool all = entries->size() < limit;
    if (self.is_supervisor()) {
        auto watched = co_await ports_.store.rooms_involving(self.supervises, limit);
        if (!watched) co_return refuse(watched.error());
        all = all && watched->size() < limit;
        std::erase_if(*watched, [&](const ports::RoomEntry& entry) {
            return domain::standing(entry.room, self, *directory) != domain::Standing::watching;
        });
        std::ranges::move(*watched, std::back_inserter(*entries));
    }
    for (const auto& cursor : cursors) {
        if (is_listed(cursor.room, *entries)) continue;
        if (all) {
            snapshot.gone.push_back(cursor.room);
            continue;
        }
        // Beyond the bound of the list, but the client holds it: it is looked up by itself.
        auto stored = co_await ports_.store.load(cursor.room);
        if (!stored && stored.error().code != ErrorCode::not_found) co_return refuse(stored.error());
        const auto stands = stored ? domain::standing(stored->room, self, *directory) : domain::Standing::none;
        if (stands == domain::Standing::none) {
            snapshot.gone.push_back(cursor.room);
            continue;
        }
        Result<Seq> seen = Seq{};
        if (stands == domain::Standing::member) seen = co_await ports_.store.move_seen(cursor.room, self.id, Seq{});
        if (!seen) co_return refuse(seen.error());
        entries->push_back({.room = std::move(stored->room), .newest = stored->newest, .seen = *seen});
    }
    co_return entries;
}

Task<Result<std::uint32_t>> OpenFeed::read_missed(const domain::Person& self, const domain::Directory& directory,
                                                  Seq held, std::uint32_t bytes_left, RoomState& state) {
    const auto floor = domain::history_floor(state.view->room, self, directory);
    if (!floor || held >= state.newest || *floor > state.newest) co_return 0;
    if (bytes_left == 0) {
        state.more = true;
        co_return 0;
    }
    ports::MessageRange range{.room = state.view->room.id,
                              .after = held,
                              .before = {},
                              .floor = *floor,
                              .limit = settings_.catch_up_messages,
                              .max_bytes = bytes_left};
    auto page = co_await ports_.store.messages(range);
    if (!page) co_return refuse(page.error());
    std::uint32_t bytes = 0;
    for (const auto& message : page->messages) bytes += static_cast<std::uint32_t>(message.text.size());
    state.messages = std::move(page->messages);
    state.more = page->more;
    if (!state.messages.empty()) state.newest = std::max(state.newest, state.messages.back().seq);
    co_return bytes;
}

}  // namespace foyer::app
