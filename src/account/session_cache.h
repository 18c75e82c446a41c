#pragma once
// SessionCache: sessions seen a moment ago, so that not every request asks SQLite. What another
// process changes in the file (`agglo user`) counts at the latest kFresh_s later; what this process
// changes counts at once. Safe from any thread.
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "account/account.h"

namespace agglo {

class SessionCache {
public:
    static constexpr int64_t kFresh_s = 10;
    static constexpr size_t kEntriesMax = 4096;

    std::optional<Session> find(std::string const& digest, Instant now) const;
    void put(std::string const& digest, Session session, Instant now);
    void forget(std::string const& digest);
    void forget_account(int64_t account_id);
    void forget_all();
    size_t size() const;

private:
    struct Entry {
        Session session;
        Instant stale_at;
    };
    mutable std::mutex mutex_;
    std::unordered_map<std::string, Entry> entries_;
};

}  // namespace agglo
