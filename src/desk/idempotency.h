#pragma once
// Idempotency keys: which entry a (actor, key) pair made. Made from the journal itself, whose
// entries carry both; an image holds them as `encoded` gives them.
//
// One thread, the writer, remembers, finds and expires; `encoded` may run on another beside it.
#include <deque>
#include <mutex>
#include <string>
#include <unordered_map>

#include "state/replay.h"

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
    void remember(ReplayedEntry const& entry);
    /// Drops what was recorded more than kKeptUs before `now`.
    void expire(Instant now);
    /// Forgets all.
    void clear();
    Use const* find(std::string const& actor, std::string const& key) const;

    /// The keys of entries up to `last`, as bytes; the writer waits for kKeysAtOnce at most.
    std::string encoded(Sequence last) const;
    /// Takes what `encoded` gave, on top of what is there; false when it is something else.
    bool restore(std::string_view encoded);

private:
    static constexpr size_t kKeysAtOnce = 1'000;

    void keep(std::string key, Use use);
    size_t encode_some(size_t from, Sequence last, class ByteWriter& out) const;
    static std::string joined(std::string const& actor, std::string const& key) {
        return actor + '\0' + key;
    }

    mutable std::mutex mutex_;  // guards what the writer changes against `encoded`
    std::unordered_map<std::string, Use> uses_;
    std::deque<std::pair<int64_t, std::string>> by_age_;
    size_t dropped_ = 0;  // from the front of by_age_, ever
};

}  // namespace agglo
