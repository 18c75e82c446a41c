#include "account/session_cache.h"

namespace agglo {

std::optional<Session> SessionCache::find(std::string const& digest, Instant now) const {
    std::lock_guard const lock(mutex_);
    auto const entry = entries_.find(digest);
    if (entry == entries_.end() || entry->second.stale_at <= now) return {};
    return entry->second.session;
}

void SessionCache::put(std::string const& digest, Session session, Instant now) {
    Instant const stale_at{now.us + kFresh_s * 1'000'000};
    std::lock_guard const lock(mutex_);
    if (entries_.size() >= kEntriesMax) {
        std::erase_if(entries_, [&](auto const& item) { return item.second.stale_at <= now; });
    }
    if (entries_.size() >= kEntriesMax) entries_.clear();
    entries_.insert_or_assign(digest, Entry{std::move(session), stale_at});
}

void SessionCache::forget(std::string const& digest) {
    std::lock_guard const lock(mutex_);
    entries_.erase(digest);
}

void SessionCache::forget_account(int64_t account_id) {
    std::lock_guard const lock(mutex_);
    std::erase_if(entries_,
                  [&](auto const& item) { return item.second.session.account.id == account_id; });
}

void SessionCache::forget_all() {
    std::lock_guard const lock(mutex_);
    entries_.clear();
}

size_t SessionCache::size() const {
    std::lock_guard const lock(mutex_);
    return entries_.size();
}

}  // namespace agglo
