#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include <boost/asio/any_io_executor.hpp>

#include "lib/async/task.hpp"
#include "lib/base/result.hpp"
#include "server/domain/person/directory_diff.hpp"
#include "server/ports/account_store.hpp"

namespace foyer::app {

using DirectorySnapshot = std::shared_ptr<const domain::Directory>;

/// Tells one subscriber what changed. Never both null.
struct DirectoryNews {
    DirectorySnapshot old;
    DirectorySnapshot now;
    domain::DirectoryDiff diff;
};

/// The newest directory, for every thread. Lives on one executor, where it loads and where it calls its subscribers;
/// `current()` may be called on any thread. Lives as long as the program.
class DirectoryCache {
public:
    using Subscriber = std::function<void(const DirectoryNews&)>;
    using Follower = std::function<Task<void>(DirectoryNews)>;

    DirectoryCache(boost::asio::any_io_executor executor, ports::AccountStore& accounts);

    /// Never null: an empty directory until the first refresh().
    [[nodiscard]] DirectorySnapshot current() const;

    /// Before the server starts. Subscribers, then followers, are called on the cache's executor after `current()`
    /// gives the new directory; not for the first load. A follower may wait; what it waited for may have been
    /// overtaken.
    void subscribe(Subscriber subscriber);
    void follow(Follower follower);

    /// Loads what is stored and tells the subscribers, before it resumes its caller. Called at start and after each own
    /// change. From any executor. Error: `store_failed`; then what was known stays.
    Task<Result<void>> refresh();
    /// The same if the store's version says that something changed; for changes by another process. Once a second.
    Task<Result<void>> poll();

private:
    Task<Result<void>> load(bool only_if_changed);
    Task<void> put(std::uint64_t version, DirectorySnapshot next);

    boost::asio::any_io_executor executor_;
    ports::AccountStore& accounts_;
    std::vector<Subscriber> subscribers_;
    std::vector<Follower> followers_;
    std::uint64_t version_ = 0;
    bool loaded_ = false;
    mutable std::mutex mutex_;  ///< Guards current_: written on the executor, read by all threads.
    DirectorySnapshot current_;
};

}  // namespace foyer::app
