#include "desk/idempotency.h"

namespace agglo {

void IdempotencyKeys::remember(Entry const& entry) {
    if (entry.command.empty()) return;
    auto key = joined(entry.actor, entry.command);
    uses_.insert_or_assign(key, Use{entry.sequence, entry.request_digest, entry.recorded_at.us});
    by_age_.emplace_back(entry.recorded_at.us, std::move(key));
}

void IdempotencyKeys::expire(Instant now) {
    for (; !by_age_.empty() && by_age_.front().first < now.us - kKeptUs; by_age_.pop_front()) {
        auto const use = uses_.find(by_age_.front().second);
        if (use != uses_.end() && use->second.recorded_us == by_age_.front().first)
            uses_.erase(use);
    }
}

IdempotencyKeys::Use const* IdempotencyKeys::find(std::string const& actor,
                                                  std::string const& key) const {
    auto const use = uses_.find(joined(actor, key));
    return use == uses_.end() ? nullptr : &use->second;
}

}  // namespace agglo
