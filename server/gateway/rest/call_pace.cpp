#include "server/gateway/rest/call_pace.hpp"

#include <utility>

namespace foyer::gateway {

Result<void> CallPace::take(ContactId who, Instant now) {
    const std::scoped_lock lock(mutex_);
    auto& bucket = bucket_of(who, now);
    if (bucket.take(now)) return {};
    Error error{ErrorCode::rate_limited};
    error.retry_after = bucket.wait();
    return refuse(std::move(error));
}

std::size_t CallPace::size() const {
    const std::scoped_lock lock(mutex_);
    return recent_.size() + older_.size();
}

TokenBucket& CallPace::bucket_of(ContactId who, Instant now) {
    if (const auto found = recent_.find(who); found != recent_.end()) return found->second;
    if (recent_.size() >= people_ / 2) older_ = std::exchange(recent_, {});
    if (auto before = older_.extract(who)) return recent_.insert(std::move(before)).position->second;
    return recent_.emplace(who, TokenBucket(per_second_, burst_, now)).first->second;
}

}  // namespace foyer::gateway
