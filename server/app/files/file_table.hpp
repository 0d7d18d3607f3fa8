#pragma once
#include <atomic>
#include <functional>
#include <memory>
#include <set>
#include <unordered_map>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "lib/async/task.hpp"
#include "lib/async/task_group.hpp"
#include "lib/base/result.hpp"
#include "server/app/caller.hpp"
#include "server/app/files/file_ports.hpp"
#include "server/app/files/file_settings.hpp"
#include "server/app/files/live_file.hpp"
#include "server/app/rooms/room_table.hpp"
#include "server/domain/room/rights.hpp"

namespace foyer::app {

/// What is counted for /metrics. Any thread.
struct FileCounters {
    std::atomic<std::size_t> open{0};  ///< Files on their way.
    std::atomic<std::uint64_t> bytes_in{0};
    std::atomic<std::uint64_t> bytes_out{0};
    std::atomic<std::uint64_t> failed{0};
};

/// The files on their way, all on one strand: what happens here is short, bytes are moved elsewhere. Owned by App;
/// outlives every use case.
class FileTable {
public:
    FileTable(boost::asio::any_io_executor executor, FilePorts ports, RoomTable& rooms, FileSettings settings);
    ~FileTable();
    FileTable(const FileTable&) = delete;
    FileTable& operator=(const FileTable&) = delete;

    // Any thread.

    /// Runs `task` on the strand and resumes the caller on his own. Once begun it is not cancelled: what is stored must
    /// also be told.
    template <class T>
    Task<T> on_strand(Task<T> task) {
        namespace asio = boost::asio;
        co_return co_await asio::co_spawn(executor_, std::move(task),
                                          asio::bind_cancellation_slot(asio::cancellation_slot(), asio::use_awaitable));
    }
    /// Learns which files are open, and removes the bytes of all others. Before anybody can connect. Error:
    /// `store_failed`.
    Task<Result<void>> start();
    /// Whoever waits for a chunk stops waiting, from now on.
    void stop_waiting();
    /// Progress that is due is stored and told; who has waited long enough goes on. Called a few times a second.
    Task<void> turn();
    /// Ends what has expired, and forgets what ended long ago. Called now and then.
    Task<void> expire();
    /// Somebody came into the room or left it.
    void room_changed(RoomId room);
    void directory_changed(const DirectoryNews& news);

    [[nodiscard]] const FilePorts& ports() const { return ports_; }
    [[nodiscard]] const FileSettings& settings() const { return settings_; }
    [[nodiscard]] FileCounters& counters() { return counters_; }

    // On the strand.

    using LiveRef = std::shared_ptr<LiveFile>;
    /// As stored, and whatever has moved since. Errors: `not_found`, `store_failed`.
    Task<Result<LiveRef>> find(FileId file);
    /// The same, for somebody who is a member of its room at this moment and moves its bytes. Errors besides: those of
    /// domain::permit (move_file).
    Task<Result<LiveRef>> find_for(Caller caller, FileId file);

    /// What somebody wants to become of a file.
    using Decide = std::function<Result<domain::FileTransfer>(const domain::FileTransfer&)>;
    /// Decides on the newest state of the file, stores the outcome and tells it; decides anew if the file has moved on.
    /// Errors: those of `decide`, `not_found`, `conflict`, `store_failed`.
    Task<Result<void>> change(FileId file, Decide decide);
    /// The same by somebody who is a member of its room at this moment. Errors besides: those of domain::permit.
    Task<Result<void>> change_by(Caller caller, FileId file, domain::RoomOperation operation, Decide decide);
    /// The bytes cannot be kept or read: ends the file, unless it has ended.
    Task<void> fail(FileId file);
    /// A file was stored: tells it.
    void created(domain::FileTransfer file);
    [[nodiscard]] bool may_wait() const { return !stopping_; }

    /// One of the requests for bytes that a person may have under way.
    class Place {
    public:
        Place(FileTable& table, ContactId person) : table_(&table), person_(person) {}
        Place(Place&& other) noexcept : table_(std::exchange(other.table_, nullptr)), person_(other.person_) {}
        Place& operator=(Place&&) = delete;
        ~Place() {
            if (table_) table_->give_back(person_);
        }

    private:
        FileTable* table_;
        ContactId person_;
    };
    /// Error: `rate_limited`.
    Result<Place> take_place(ContactId person);
    /// Files in memory. For tests.
    [[nodiscard]] std::size_t live() const { return files_.size(); }

private:
    Task<Result<void>> load_open();
    Task<void> turn_here();
    Task<Result<LiveRef>> find_for(Caller caller, FileId file, domain::RoomOperation operation);
    Task<Result<void>> permit(domain::RoomOperation operation, ContactId person, RoomId room);
    Task<void> keep_members(FileId file);
    Task<void> remove_bytes(LiveRef file);
    Task<void> save(FileId file);
    void make_room();
    void forget_open(const domain::FileTransfer& file);
    void give_back(ContactId person);

    boost::asio::any_io_executor executor_;
    FilePorts ports_;
    RoomTable& rooms_;
    FileSettings settings_;
    std::unordered_map<FileId, LiveRef> files_;
    std::unordered_map<RoomId, std::set<FileId>> open_;  ///< All open files, also those not in memory.
    std::unordered_map<ContactId, std::uint32_t> requests_;
    FileCounters counters_;
    std::atomic<bool> stopping_{false};
    TaskGroup tasks_;
};

}  // namespace foyer::app
