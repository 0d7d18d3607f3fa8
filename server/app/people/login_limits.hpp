#pragma once
#include <list>
#include <mutex>
#include <string>
#include <unordered_map>

#include "lib/base/instant.hpp"
#include "server/app/people/people_settings.hpp"

namespace foyer::app {

/// Slows down guessing without locking anybody out. Counted are failures: of an account from an address, and of an
/// address; both refuse further attempts from that address only. Failures of an account from everywhere delay its
/// attempts, except from addresses it was logged in from. An attempt counts as failed until it succeeds, so that many
/// at once count as well. IPv6 addresses count by their /64. Any thread; bounded tables.
class LoginLimits {
public:
    explicit LoginLimits(LoginLimitSettings settings);

    struct Verdict {
        bool allowed = true;
        Millis retry_after{0};  ///< If not allowed.
        Millis delay{0};        ///< If allowed: to be waited before the answer.
    };
    /// Counts an attempt that begins. `account` is the login name as given, of an account that need not exist.
    Verdict begin(const std::string& account, const std::string& address, Instant now);
    /// It succeeded: takes back what begin() counted, and forgets the failures of this account from this address.
    void succeeded(const std::string& account, const std::string& address, Instant now);
    /// It was not decided (store failed, server busy): takes back what begin() counted.
    void undecided(const std::string& account, const std::string& address, Instant now);

private:
    /// Failures by key, forgotten at a steady rate (`limit` in a window); the entry unused for longest makes room for a
    /// new one.
    class Table {
    public:
        Table(std::size_t limit, Millis window, std::size_t size)
            : limit_(limit),
              forget_one_(static_cast<double>(window.count()) / static_cast<double>(limit)),
              size_(size) {}
        /// What it counts now.
        double add(const std::string& key, Instant now, double amount);
        /// How long until one more stays within the limit; 0: it does.
        Millis time_over(const std::string& key, Instant now);
        void reset(const std::string& key);
        [[nodiscard]] bool contains(const std::string& key) const { return entries_.contains(key); }

    private:
        struct Entry {
            double failures = 0;
            Instant counted{};
            std::list<const std::string*>::iterator use;
        };
        Entry& touch(const std::string& key, Instant now);

        std::size_t limit_;
        std::chrono::duration<double, std::milli> forget_one_;
        std::size_t size_;
        std::unordered_map<std::string, Entry> entries_;
        std::list<const std::string*> used_;  ///< Most recently used first.
    };

    [[nodiscard]] Millis delay_of(double failures) const;

    LoginLimitSettings settings_;
    std::mutex mutex_;  ///< Guards the tables: logins come from every I/O thread, rarely.
    Table pairs_;
    Table addresses_;
    Table accounts_;
    Table known_;  ///< (account, address) pairs that have succeeded.
};

}  // namespace foyer::app
