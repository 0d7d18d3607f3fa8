#include "server/app/people/login_limits.hpp"

#include <algorithm>
#include <cmath>

#include <boost/asio/ip/address.hpp>

namespace foyer::app {

namespace {

/// A host with IPv6 has a /64 of addresses to come from: they count as one.
std::string network_of(const std::string& address) {
    boost::system::error_code failure;
    const auto parsed = boost::asio::ip::make_address(address, failure);
    if (failure) return address;
    if (parsed.is_v4()) return parsed.to_string();
    auto v6 = parsed.to_v6();
    if (v6.is_v4_mapped()) return boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, v6).to_string();
    auto bytes = v6.to_bytes();
    std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
    return boost::asio::ip::address_v6(bytes).to_string();
}

std::string pair_key(const std::string& account, const std::string& network) {
    return network + ' ' + account;
}

}  // namespace

LoginLimits::LoginLimits(LoginLimitSettings settings)
    : settings_(settings),
      pairs_(settings.failures_per_pair, settings.window, settings.table_size),
      addresses_(settings.failures_per_address, settings.window, settings.table_size),
      accounts_(settings.failures_before_delay, settings.window, settings.table_size),
      known_(1, settings.window, settings.table_size) {}

LoginLimits::Verdict LoginLimits::begin(const std::string& account, const std::string& address, Instant now) {
    const auto network = network_of(address);
    const auto pair = pair_key(account, network);
    const std::lock_guard lock(mutex_);
    // An attempt over the limit is not counted: otherwise a client that keeps trying would never be let in again.
    const auto over = std::max(pairs_.time_over(pair, now), addresses_.time_over(network, now));
    if (over > Millis{0}) return {false, over, Millis{0}};
    pairs_.add(pair, now, 1);
    addresses_.add(network, now, 1);
    const auto failures = accounts_.add(account, now, 1);
    return {true, Millis{0}, known_.contains(pair) ? Millis{0} : delay_of(failures)};
}

void LoginLimits::succeeded(const std::string& account, const std::string& address, Instant now) {
    const auto network = network_of(address);
    const std::lock_guard lock(mutex_);
    const auto pair = pair_key(account, network);
    pairs_.reset(pair);
    addresses_.add(network, now, -1);
    accounts_.add(account, now, -1);
    known_.add(pair, now, 1);
}

void LoginLimits::undecided(const std::string& account, const std::string& address, Instant now) {
    const auto network = network_of(address);
    const std::lock_guard lock(mutex_);
    pairs_.add(pair_key(account, network), now, -1);
    addresses_.add(network, now, -1);
    accounts_.add(account, now, -1);
}

/// 100 ms for the first failure too many, twice as long for each further one.
Millis LoginLimits::delay_of(double failures) const {
    const auto over = failures - static_cast<double>(settings_.failures_before_delay);
    if (over <= 0) return Millis{0};
    const auto delay = 100.0 * std::exp2(std::min(over, 20.0) - 1);
    return std::min(settings_.longest_delay, Millis{static_cast<Millis::rep>(delay)});
}

double LoginLimits::Table::add(const std::string& key, Instant now, double amount) {
    auto& entry = touch(key, now);
    entry.failures = std::max(0.0, entry.failures + amount);
    return entry.failures;
}

Millis LoginLimits::Table::time_over(const std::string& key, Instant now) {
    const auto found = entries_.find(key);
    if (found == entries_.end()) return Millis{0};
    const auto over = touch(key, now).failures + 1 - static_cast<double>(limit_);
    // Less than a failure's thousandth is rounding, not a reason to wait.
    if (over < 0.001) return Millis{0};
    return Millis{static_cast<Millis::rep>(std::ceil(over * forget_one_.count()))};
}

void LoginLimits::Table::reset(const std::string& key) {
    const auto found = entries_.find(key);
    if (found == entries_.end()) return;
    used_.erase(found->second.use);
    entries_.erase(found);
}

LoginLimits::Table::Entry& LoginLimits::Table::touch(const std::string& key, Instant now) {
    const auto [found, is_new] = entries_.try_emplace(key);
    auto& entry = found->second;
    if (is_new) {
        used_.push_front(&found->first);
        entry.use = used_.begin();
        entry.counted = now;
        if (entries_.size() > size_) reset(std::string(*used_.back()));
        return entry;
    }
    used_.splice(used_.begin(), used_, entry.use);
    const auto passed = std::chrono::duration<double, std::milli>(now - entry.counted);
    entry.failures = std::max(0.0, entry.failures - std::max(0.0, passed / forget_one_));
    entry.counted = now;
    return entry;
}

}  // namespace foyer::app
