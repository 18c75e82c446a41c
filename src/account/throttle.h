#pragma once
// Throttle: slows down who guesses passwords, without locking out those who know theirs. Failures
// are counted by name and remote together (few are free, then the wait doubles) and by remote alone
// (more are free, shorter waits, since offices share an address). A name alone is never blocked:
// the right password from another remote works while someone else guesses.
//
//   TRY(throttle.admit("chen", "10.0.0.7", now));   // counts as a failure until …
//   throttle.forgive("chen", "10.0.0.7");           // … the password was right
//
// One-time codes are only looked at when the password was right, so there a name alone may wait
// (admit_code); a recovery code, which nobody can guess, need not.
//
// IPv6 remotes count by their /64, which one customer owns whole. Safe from any thread.
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/date.h"
#include "base/result.h"

namespace agglo {

struct ThrottlePolicy {
    int free_failures;
    int64_t wait_s_max;  ///< waits are 1, 2, 4 … up to this
};

class Throttle {
public:
    static constexpr ThrottlePolicy kByNameAndRemote{5, 900};
    static constexpr ThrottlePolicy kByRemote{30, 60};
    static constexpr ThrottlePolicy kCodeByName{10, 60};
    static constexpr int64_t kForgottenAfter_s = 3600;
    static constexpr size_t kEntriesMax = 20'000;

    /// Error: kTooManyAttempts with the seconds to wait. Counting before the password is looked at
    /// leaves no gap for attempts made at once.
    Result<void> admit(std::string_view name, std::string_view remote, Instant now);
    void forgive(std::string_view name, std::string_view remote);
    /// The same for a one-time code of this account, from wherever.
    Result<void> admit_code(std::string_view name, Instant now);
    void forgive_code(std::string_view name);
    /// Counts what failed already; for secrets that cannot be guessed, so that trying many is slow.
    Result<void> count_failure(std::string_view what, std::string_view remote, Instant now);
    size_t size() const;

private:
    struct Entry {
        int failures = 0;
        Instant last;
        Instant not_before;
    };
    using Entries = std::unordered_map<std::string, Entry>;

    int64_t wait_s(std::string const& key, Instant now);
    void count(std::string const& key, ThrottlePolicy policy, Instant now);
    void make_room(Instant now);

    mutable std::mutex mutex_;
    Entries entries_;
};

/// 10.0.0.7 as it is; 2001:db8:1:2:3::4 as "2001:db8:1:2::/64"; IPv4 in IPv6 as IPv4.
std::string remote_network(std::string_view remote);

}  // namespace agglo
