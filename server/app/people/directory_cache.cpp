#include "server/app/people/directory_cache.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace foyer::app {

DirectoryCache::DirectoryCache(boost::asio::any_io_executor executor, ports::AccountStore& accounts)
    : executor_(std::move(executor)), accounts_(accounts), current_(std::make_shared<domain::Directory>()) {}

DirectorySnapshot DirectoryCache::current() const {
    const std::lock_guard lock(mutex_);
    return current_;
}

void DirectoryCache::subscribe(Subscriber subscriber) {
    subscribers_.push_back(std::move(subscriber));
}
void DirectoryCache::follow(Follower follower) {
    followers_.push_back(std::move(follower));
}

Task<Result<void>> DirectoryCache::refresh() {
    co_return co_await boost::asio::co_spawn(executor_, load(false), boost::asio::use_awaitable);
}

Task<Result<void>> DirectoryCache::poll() {
    co_return co_await boost::asio::co_spawn(executor_, load(true), boost::asio::use_awaitable);
}

// The version is read first: what is loaded after it is at least as new, so a version that was seen is never missing.
Task<Result<void>> DirectoryCache::load(bool only_if_changed) {
    const auto version = co_await accounts_.directory_version();
    if (!version) co_return refuse(version.error());
    if (loaded_ && only_if_changed && *version == version_) co_return Result<void>{};
    auto directory = co_await accounts_.load_directory();
    if (!directory) co_return refuse(directory.error());
    co_await put(*version, std::make_shared<const domain::Directory>(std::move(*directory)));
    co_return Result<void>{};
}

Task<void> DirectoryCache::put(std::uint64_t version, DirectorySnapshot next) {
    if (loaded_ && version < version_) co_return;  // Another load that began later has been faster.
    DirectoryNews news{current(), next, {}};
    {
        const std::lock_guard lock(mutex_);
        current_ = std::move(next);
    }
    version_ = version;
    if (!std::exchange(loaded_, true)) co_return;
    news.diff = domain::diff(*news.old, *news.now);
    if (news.diff.empty()) co_return;
    for (const auto& subscriber : subscribers_) subscriber(news);
    for (const auto& follower : followers_) co_await follower(news);
}

}  // namespace foyer::app
