#include "server/app/files/file_table.hpp"

#include <algorithm>

#include <boost/asio/post.hpp>

#include "server/app/files/file_view.hpp"
#include "server/domain/file/keep_members.hpp"

namespace foyer::app {
namespace {

constexpr std::uint32_t expiry_batch = 200;
constexpr Millis busy_hint{1'000};

/// The room as it is stored at this moment. On its strand.
Task<Result<domain::Room>> room_now(RoomTable& rooms, RoomId id) {
    auto entered = co_await rooms.enter(id);
    if (!entered) co_return refuse(entered.error());
    co_return entered->room->room();
}

}  // namespace

FileTable::FileTable(boost::asio::any_io_executor executor, FilePorts ports, RoomTable& rooms, FileSettings settings)
    : executor_(std::move(executor)), ports_(ports), rooms_(rooms), settings_(settings), tasks_(executor_) {}

FileTable::~FileTable() {
    for (const auto& [id, file] : files_) {
        file->turnstile().abandon();
        file->writing().abandon();
        file->bell().abandon();
    }
}

Task<Result<void>> FileTable::start() {
    co_return co_await on_strand(load_open());
}

Task<Result<void>> FileTable::load_open() {
    auto all = co_await ports_.store.all_open();
    if (!all) co_return refuse(all.error());
    std::vector<FileId> ids;
    for (const auto& [file, room] : *all) {
        ids.push_back(file);
        open_[room].insert(file);
    }
    counters_.open = ids.size();
    co_return co_await ports_.bytes.keep_only(std::move(ids));
}

// Looking.

Task<Result<FileTable::LiveRef>> FileTable::find(FileId id) {
    auto& entry = files_[id];
    if (!entry) entry = std::make_shared<LiveFile>(id, ports_);
    auto file = entry;  // Held, so that it does not have to make room itself.
    make_room();
    if (file->is_current()) co_return file;
    auto pass = co_await file->turnstile().enter();
    if (!file->is_current()) {
        if (auto loaded = co_await file->reload(); !loaded) {
            const auto found = files_.find(id);
            const bool is_unknown = loaded.error().code == ErrorCode::not_found;
            if (is_unknown && found != files_.end() && found->second == file) files_.erase(found);
            co_return refuse(loaded.error());
        }
        if (!file->stored().is_open()) forget_open(file->stored());
    }
    co_return file;
}

Task<Result<FileTable::LiveRef>> FileTable::find_for(Caller caller, FileId id) {
    return find_for(caller, id, domain::RoomOperation::move_file);
}

Task<Result<FileTable::LiveRef>> FileTable::find_for(Caller caller, FileId id, domain::RoomOperation operation) {
    auto file = co_await find(id);
    if (!file) co_return file;
    auto may = co_await permit(operation, caller.person, (*file)->stored().room);
    if (!may) co_return refuse(may.error());
    co_return file;
}

Task<Result<void>> FileTable::permit(domain::RoomOperation operation, ContactId person, RoomId id) {
    auto room = co_await rooms_.on_strand(id, room_now(rooms_, id));
    if (!room) co_return refuse(room.error());
    const auto directory = ports_.directory.current();
    const auto* const self = directory->find(person);
    if (!self) co_return refuse(ErrorCode::not_found);
    auto stands = domain::permit(operation, *room, *self, *directory);
    if (!stands) co_return refuse(stands.error());
    co_return Result<void>{};
}

/// Forgets files that nobody works on, when there are too many. One that has something untold stays.
void FileTable::make_room() {
    if (files_.size() <= settings_.live_max) return;
    std::erase_if(files_,
                  [](const auto& entry) { return entry.second.use_count() == 1 && !entry.second->has_progress(); });
}

Result<FileTable::Place> FileTable::take_place(ContactId person) {
    auto& count = requests_[person];
    if (count >= settings_.requests_per_user) {
        Error busy{ErrorCode::rate_limited, "Too many parts of files are on their way (files.requests_per_user)."};
        busy.retry_after = busy_hint;
        return refuse(std::move(busy));
    }
    ++count;
    return Place(*this, person);
}

void FileTable::give_back(ContactId person) {
    const auto found = requests_.find(person);
    if (found != requests_.end() && --found->second == 0) requests_.erase(found);
}

// Changing.

Task<Result<void>> FileTable::change(FileId id, Decide decide) {
    for (std::uint32_t tries = 0; tries <= settings_.conflict_retries; ++tries) {
        auto found = co_await find(id);
        if (!found) co_return refuse(found.error());
        const auto file = *found;
        auto pass = co_await file->turnstile().enter();
        if (!file->is_current()) continue;
        auto next = decide(file->file());
        if (!next) co_return refuse(next.error());
        if (*next == file->file()) co_return Result<void>{};
        const bool ends = !next->is_open();
        auto committed = co_await file->commit(std::move(*next));
        if (committed) {
            if (ends) {
                forget_open(file->stored());
                tasks_.spawn(remove_bytes(file));
            }
            co_return Result<void>{};
        }
        if (committed.error().code != ErrorCode::conflict) {
            co_await file->reload();  // Was it stored, and only the answer lost? Then it is told now.
            if (file->is_current() && !file->stored().is_open()) {
                forget_open(file->stored());
                tasks_.spawn(remove_bytes(file));
            }
            co_return refuse(committed.error());
        }
    }
    co_return refuse(ErrorCode::conflict);
}

Task<Result<void>> FileTable::change_by(Caller caller, FileId id, domain::RoomOperation operation, Decide decide) {
    auto found = co_await find_for(caller, id, operation);
    if (!found) co_return refuse(found.error());
    co_return co_await change(id, std::move(decide));
}

Task<void> FileTable::fail(FileId id) {
    ++counters_.failed;
    const auto decide = [](const domain::FileTransfer& file) -> Result<domain::FileTransfer> {
        return file.is_open() ? domain::ended(file, domain::FileState::failed) : file;
    };
    co_await change(id, decide);  // If this cannot be stored either, it expires.
}

void FileTable::created(domain::FileTransfer file) {
    open_[file.room].insert(file.id);
    ++counters_.open;
    auto people = std::make_shared<const std::vector<ContactId>>(domain::audience_of(file));
    ports_.publisher.publish(std::move(people),
                             ports::FileChanged{view_of(std::move(file), *ports_.directory.current())});
}

void FileTable::forget_open(const domain::FileTransfer& file) {
    const auto found = open_.find(file.room);
    if (found == open_.end() || found->second.erase(file.id) == 0) return;
    if (found->second.empty()) open_.erase(found);
    --counters_.open;
}

/// After a chunk that is being written, so that nothing is written after it. If it fails, the next start sweeps.
Task<void> FileTable::remove_bytes(LiveRef file) {
    const auto pass = co_await file->writing().enter();
    co_await ports_.bytes.remove(file->id());
}

// Time, and what happens elsewhere.

Task<void> FileTable::turn() {
    co_await on_strand(turn_here());
}

Task<void> FileTable::turn_here() {
    const auto now = ports_.clock.now();
    std::vector<FileId> due;
    for (const auto& [id, file] : files_) {
        file->bell().pass_time(now);
        if (file->is_due(now, settings_.progress)) due.push_back(id);
    }
    for (const auto id : due) co_await save(id);
}

/// Stores the progress as part of a decision that changes nothing else.
Task<void> FileTable::save(FileId id) {
    auto found = co_await find(id);
    if (!found) co_return;
    const auto file = *found;
    const auto pass = co_await file->turnstile().enter();
    if (!file->is_current() || !file->has_progress()) co_return;
    auto next = file->file();
    co_await file->commit(std::move(next));  // Else the next turn tries again.
}

Task<void> FileTable::expire() {
    const auto now = ports_.clock.now();
    auto expired = co_await ports_.store.expired(now, expiry_batch);
    if (expired) {
        const auto decide = [now](const domain::FileTransfer& file) -> Result<domain::FileTransfer> {
            return domain::expire(file, now);
        };
        for (const auto id : *expired) co_await on_strand(change(id, decide));
    }
    co_await ports_.store.remove_ended(now);
}

void FileTable::room_changed(RoomId room) {
    boost::asio::post(executor_, [this, room] {
        const auto found = open_.find(room);
        if (found == open_.end()) return;
        for (const auto id : found->second) tasks_.spawn(keep_members(id));
    });
}

void FileTable::directory_changed(const DirectoryNews& news) {
    const bool anybody_out = std::ranges::any_of(news.diff.changed, [&news](ContactId id) {
        const auto* const person = news.now->find(id);
        return !person || person->disabled;
    });
    const bool guests_out = std::ranges::any_of(news.diff.companies, [&news](CompanyId id) {
        const auto* const before = news.old->company(id);
        const auto* const now = news.now->company(id);
        return before && now && before->guests_may.share_files && !now->guests_may.share_files;
    });
    if (!anybody_out && !guests_out && news.diff.removed.empty()) return;
    boost::asio::post(executor_, [this] {
        for (const auto& [room, files] : open_) {
            for (const auto id : files) tasks_.spawn(keep_members(id));
        }
    });
}

Task<void> FileTable::keep_members(FileId id) {
    auto file = co_await find(id);
    if (!file) co_return;
    const auto in = (*file)->stored().room;
    auto room = co_await rooms_.on_strand(in, room_now(rooms_, in));
    if (!room) co_return;  // Its bytes are not served either: every request asks for the room.
    const auto decide = [&](const domain::FileTransfer& now) -> Result<domain::FileTransfer> {
        return domain::keep_members(now, *room, *ports_.directory.current());
    };
    co_await change(id, decide);
}

void FileTable::stop_waiting() {
    stopping_ = true;
    boost::asio::post(executor_, [this] {
        for (const auto& [id, file] : files_) file->bell().ring();
    });
}

}  // namespace foyer::app
