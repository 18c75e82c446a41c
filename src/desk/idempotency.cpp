#include "desk/idempotency.h"

#include "journal/encoding.h"

namespace agglo {

void IdempotencyKeys::remember(Entry const& entry) {
    if (entry.command.empty()) return;
    keep(joined(entry.actor, entry.command),
         Use{entry.sequence, entry.request_digest, entry.recorded_at.us});
}

void IdempotencyKeys::remember(ReplayedEntry const& entry) {
    if (entry.command.empty()) return;
    keep(joined(std::string(entry.actor), std::string(entry.command)),
         Use{entry.sequence, std::string(entry.request_digest), entry.recorded_at.us});
}

void IdempotencyKeys::keep(std::string key, Use use) {
    std::lock_guard const lock(mutex_);
    by_age_.emplace_back(use.recorded_us, key);
    uses_.insert_or_assign(std::move(key), std::move(use));
}

void IdempotencyKeys::expire(Instant now) {
    std::lock_guard const lock(mutex_);
    for (; !by_age_.empty() && by_age_.front().first < now.us - kKeptUs; by_age_.pop_front()) {
        ++dropped_;
        auto const use = uses_.find(by_age_.front().second);
        if (use != uses_.end() && use->second.recorded_us == by_age_.front().first)
            uses_.erase(use);
    }
}

void IdempotencyKeys::clear() {
    std::lock_guard const lock(mutex_);
    dropped_ += by_age_.size();
    by_age_.clear();
    uses_.clear();
}

IdempotencyKeys::Use const* IdempotencyKeys::find(std::string const& actor,
                                                  std::string const& key) const {
    auto const use = uses_.find(joined(actor, key));
    return use == uses_.end() ? nullptr : &use->second;
}

/// Encodes from the position `from`, counted over all keys ever kept, and gives the next one; the
/// same one at the end.
size_t IdempotencyKeys::encode_some(size_t from, Sequence last, ByteWriter& out) const {
    std::lock_guard const lock(mutex_);
    size_t at = std::max(from, dropped_);
    for (size_t end = at + kKeysAtOnce; at < end && at - dropped_ < by_age_.size(); ++at) {
        auto const& [recorded_us, key] = by_age_[at - dropped_];
        auto const use = uses_.find(key);
        if (use == uses_.end() || use->second.recorded_us != recorded_us) continue;
        if (use->second.sequence > last) continue;
        auto const& digest = use->second.request_digest;
        out.byte(1).varint(key.size()).raw(key).varint(use->second.sequence);
        out.varint(digest.size()).raw(digest).zigzag(recorded_us);
    }
    return at;
}

std::string IdempotencyKeys::encoded(Sequence last) const {
    ByteWriter out;
    size_t at = 0;
    for (size_t next = encode_some(at, last, out); next != at;) {
        at = next;
        next = encode_some(at, last, out);
    }
    return out.byte(0).take();
}

bool IdempotencyKeys::restore(std::string_view encoded) {
    ByteReader reader(encoded);
    while (reader.byte() == 1 && reader.ok()) {
        std::string key(reader.raw(reader.varint()));
        Sequence const sequence = reader.varint();
        std::string digest(reader.raw(reader.varint()));
        int64_t const recorded_us = reader.zigzag();
        if (reader.ok()) keep(std::move(key), Use{sequence, std::move(digest), recorded_us});
    }
    reader.end();
    return reader.ok();
}

}  // namespace agglo
