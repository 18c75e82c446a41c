#pragma once
// Idempotency keys: which entry a (actor, key) pair made. Made from the journal itself, whose
// entries carry both.
#include <deque>
#include <string>
#include <unordered_map>

#include "journal/entry.h"

namespace agglo {

class IdempotencyKeys {
public:
    static constexpr int64_t kKeptUs = int64_t{30} * 86'400 * 1'000'000;

    struct Use {
        Sequence sequence;
        std::string request_digest;
        int64_t recorded_us;
    };

    void remember(Entry const& entry);
    /// Drops what was recorded more than kKeptUs before `now`.
    void expire(Instant now);
    Use const* find(std::string const& actor, std::string const& key) const;

private:
    static std::string joined(std::string const& actor, std::string const& key) {
        return actor + '\0' + key;
    }

    std::unordered_map<std::string, Use> uses_;
    std::deque<std::pair<int64_t, std::string>> by_age_;
};

}  // namespace agglo
