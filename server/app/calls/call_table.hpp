#pragma once
#include <atomic>
#include <functional>
#include <memory>
#include <set>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "lib/async/mailbox.hpp"
#include "lib/async/task.hpp"
#include "lib/async/task_group.hpp"
#include "lib/base/result.hpp"
#include "lib/base/token_bucket.hpp"
#include "server/app/caller.hpp"
#include "server/app/calls/call_herald.hpp"
#include "server/app/calls/call_settings.hpp"
#include "server/app/people/directory_cache.hpp"
#include "server/app/people/presence_board.hpp"
#include "server/domain/call/start_call.hpp"
#include "server/domain/call/take_part.hpp"
#include "server/ports/publisher.hpp"
#include "server/ports/world.hpp"

namespace foyer::app {

/// Who asks for something in a call, on which connection.
struct CallCaller {
    Caller caller;
    ConnectionId connection{};
};

/// A call, named as one of this room.
struct CallPlace {
    RoomId room;
    domain::CallId call;
};

/// What a decision needs to know besides.
struct CallMoment {
    Instant now{};
    std::size_t others = 0;  ///< Calls that the actor takes part in besides.
};

struct CallPorts {
    ports::Publisher& publisher;
    const ports::Clock& clock;
    DirectoryCache& directory;
    PresenceBoard& presence;
};

/// What is counted for /metrics. Any thread.
struct CallCounters {
    std::atomic<std::size_t> running{0};
    std::atomic<std::size_t> peers{0};
    std::atomic<std::uint64_t> started{0};
    std::atomic<std::uint64_t> connected{0};  ///< Ended calls that had connected people.
    std::atomic<std::uint64_t> signals{0};
};

/// The calls that run: in memory alone, all on one strand, the directory's. What a call becomes is decided in
/// server/domain/call; here it is kept, told to the members of its rooms, and reminded of the time.
///
/// The table has each room with a call as it is now: LiveRoom hands every change over after it was told, so that a
/// newcomer knows the room before its call.
class CallTable {
public:
    /// Puts a notice into a room. Called on the table's strand.
    using PostNotice = std::function<Task<void>(RoomId, std::string)>;

    CallTable(boost::asio::any_io_executor executor, CallPorts ports, CallSettings settings, PostNotice post_notice);
    CallTable(const CallTable&) = delete;
    CallTable& operator=(const CallTable&) = delete;

    // Any thread.

    /// Runs `task` on the strand and resumes the caller on his own.
    template <class T>
    Task<T> on_strand(Task<T> task) {
        namespace asio = boost::asio;
        co_return co_await asio::co_spawn(executor_, std::move(task),
                                          asio::bind_cancellation_slot(asio::cancellation_slot(), asio::use_awaitable));
    }
    /// The room has become this. Costs next to nothing while no call runs.
    void room_changed(std::shared_ptr<const ports::RoomView> view);
    /// After PresenceBoard::disconnect(). `for_good`: it said good-bye, or its session ended.
    void connection_gone(ConnectionId connection, bool for_good);
    /// Ends offers and graces that are due. Called a few times a second.
    Task<void> turn();
    /// The calls of these rooms as this person sees them; only rooms of which he is a member count.
    Task<std::vector<ports::CallChanged>> running_in(std::vector<RoomId> rooms, ContactId person);
    [[nodiscard]] const CallCounters& counters() const { return counters_; }
    [[nodiscard]] const CallSettings& settings() const { return settings_; }

    // On the strand.

    void directory_changed(const DirectoryNews& news);

    /// Begins a call in the room as it is in `view`: it must not change before this returns. Errors: those of
    /// domain::start_call, `already_exists`, `unavailable` (the connection is gone).
    Result<ports::CallViewRef> start(CallCaller who, std::shared_ptr<const ports::RoomView> view, domain::NewCall wish);

    /// What somebody wants to become of a call.
    using Decide = std::function<Result<domain::CallChange>(const domain::Call&, const domain::CallActor&, CallMoment)>;
    /// Decides, keeps the outcome and tells it; gives the call as he sees it. Errors: those of `decide`, `not_found`
    /// (no such call in this room), `unavailable` (the connection is gone).
    Result<ports::CallViewRef> change(CallCaller who, const CallPlace& place, const Decide& decide);

    /// Errors: those of domain::merge_calls, `not_found`.
    Result<ports::CallViewRef> merge(CallCaller who, const CallPlace& first, const CallPlace& into);

    /// Relays a signal that is sound. Errors: those of domain::signal_target, `not_found`, `rate_limited`.
    Result<void> relay(CallCaller who, const CallPlace& place, domain::PeerId from, domain::PeerId to,
                       domain::Signal signal);

private:
    struct Running {
        domain::Call call;
        std::unordered_map<domain::PeerId, TokenBucket> buckets;  ///< Of signals; made with a peer's first one.
    };
    /// A room with calls, as it is now.
    struct WithCalls {
        std::shared_ptr<const ports::RoomView> view;
        std::vector<domain::CallId> calls;  ///< In the order they began.
    };
    struct Gone {
        ConnectionId connection;
        bool for_good;
    };
    using News = std::variant<std::shared_ptr<const ports::RoomView>, Gone>;

    Task<void> end_what_is_due();
    Task<std::vector<ports::CallChanged>> read_running(std::vector<RoomId> rooms, ContactId person);
    void take(const News& news);
    void take_room(const std::shared_ptr<const ports::RoomView>& view);
    void take_gone(Gone gone);
    void follow(const domain::CallId& call, bool others_are_members);

    [[nodiscard]] Running* find(const CallPlace& place);
    [[nodiscard]] domain::CallActor actor_of(const CallCaller& who, const domain::Person& person, RoomId room) const;
    [[nodiscard]] domain::CallRooms rooms_of(const domain::Call& call) const;
    [[nodiscard]] bool is_member(const domain::Room& room, ContactId person) const;
    [[nodiscard]] std::size_t others_of(ContactId person, const domain::CallId& but) const;
    [[nodiscard]] ports::CallViewRef view_for(const domain::Call& call, ContactId reader) const;

    /// Tells what has changed, or all of it if it is seen anew.
    void keep(domain::CallChange change, bool is_seen_anew = false);
    void replace(Running& running, domain::Call next);
    void end(domain::Call last, domain::CallEndReason reason, const domain::Call* into);
    void leave_room(RoomId room, const domain::CallId& call);
    void index(const domain::Call& call);
    void unindex(const domain::Call& call);

    boost::asio::any_io_executor executor_;
    CallPorts ports_;
    CallSettings settings_;
    PostNotice post_notice_;
    CallHerald herald_;
    DirectorySnapshot directory_;
    std::unordered_map<domain::CallId, Running> calls_;
    std::unordered_map<domain::CallId, domain::CallId> merged_;  ///< What was merged → the call that remains.
    std::unordered_map<RoomId, WithCalls> rooms_;
    // Made of the calls by index().
    std::set<std::pair<ContactId, domain::CallId>> by_person_;
    std::set<std::pair<ConnectionId, domain::CallId>> by_connection_;
    std::set<std::pair<Instant, domain::CallId>> by_due_time_;
    CallCounters counters_;
    TaskGroup notices_;
    Mailbox<News> mailbox_;
};

}  // namespace foyer::app
