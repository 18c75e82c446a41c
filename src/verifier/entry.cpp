#include "verifier/entry.h"

#include <optional>
#include <set>
#include <vector>

#include "verifier/cursor.h"

namespace agglo::verifier {

namespace {

constexpr uint64_t kBytesMax = 256u << 20;
constexpr uint64_t kNamesMax = 4'096;
constexpr uint64_t kChangesMax = 100'000;
constexpr uint8_t kFormat = 1;
constexpr uint8_t kWhole = 1;
constexpr uint8_t kOpened = 2;
constexpr uint8_t kCreate = 1;
constexpr uint8_t kRestore = 4;
constexpr uint8_t kBefore = 1;  // sides
constexpr uint8_t kAfter = 2;
constexpr size_t kSecretBytes = 32;
constexpr size_t kSaltBytes = 16;
constexpr std::string_view kErasure = "erasure";

/// A value that the body holds, as the head announces it.
struct Announced {
    std::string_view name;
    uint8_t side;  ///< 0 before, 1 after
    bool text = false;
};

struct Head {
    uint8_t algorithm = 0;
    uint64_t sequence = 0;
    int64_t recorded_at_us = 0;
    uint64_t erasures = 0;
    std::vector<Announced> values = {{"reason", 1, true}, {"request", 1, true}};
};

class HeadReader {
public:
    explicit HeadReader(std::string_view bytes) : cursor_(bytes) {}

    std::optional<Head> read() {
        if (cursor_.byte() != kFormat) cursor_.fail();
        head_.algorithm = cursor_.byte();
        if (head_.algorithm != 1 && head_.algorithm != 2) cursor_.fail();
        head_.sequence = cursor_.varint();
        head_.recorded_at_us = cursor_.zigzag();
        if (cursor_.varint() > 1) cursor_.fail();  // flags
        cursor_.text();                            // actor
        cursor_.text();                            // command
        cursor_.natural();                         // batch
        cursor_.natural();                         // schema version
        read_names();
        uint64_t const changes = cursor_.count(kChangesMax);
        for (uint64_t i = 0; i < changes && cursor_.good(); ++i) read_change();
        bool const whole = cursor_.good() && cursor_.at_end() && used_ == names_.size();
        return whole ? std::optional(std::move(head_)) : std::nullopt;
    }

private:
    void read_names() {
        uint64_t const size = cursor_.count(kNamesMax);
        for (uint64_t i = 0; i < size && cursor_.good(); ++i) names_.push_back(cursor_.text());
        std::set<std::string_view> const distinct(names_.begin(), names_.end());
        if (distinct.size() != names_.size()) cursor_.fail();
    }

    /// Names come in the order of their first use.
    std::string_view name() {
        uint64_t const index = cursor_.varint();
        if (index >= names_.size() || index > used_) {
            cursor_.fail();
            return {};
        }
        if (index == used_) ++used_;
        return names_[index];
    }

    void read_change() {
        auto const entity = name();
        cursor_.natural();  // id
        cursor_.natural();  // version
        uint8_t const kind = cursor_.byte();
        if (kind < kCreate || kind > kRestore) cursor_.fail();
        if (entity == kErasure && kind == kCreate) ++head_.erasures;
        uint64_t const fields = cursor_.count(kNamesMax);
        for (uint64_t i = 0; i < fields && cursor_.good(); ++i) {
            auto const field = name();
            uint8_t const sides = cursor_.byte();
            if (sides == 0 || sides > (kBefore | kAfter)) cursor_.fail();
            if (sides & kBefore) head_.values.push_back({field, 0});
            if (sides & kAfter) head_.values.push_back({field, 1});
        }
    }

    Cursor cursor_;
    Head head_;
    std::vector<std::string_view> names_;
    size_t used_ = 0;
};

/// Goes through the body beside the values that the head announces, and gives each its digest.
class BodyReader {
public:
    BodyReader(std::string_view bytes, Algorithm algorithm)
        : cursor_(bytes), algorithm_(algorithm), form_(cursor_.byte()) {
        if (form_ == kWhole) {
            secret_ = cursor_.raw(kSecretBytes);
        } else if (form_ != kOpened) {
            cursor_.fail();
        }
    }

    bool good() const { return cursor_.good(); }
    bool complete() const { return cursor_.good() && cursor_.at_end(); }

    /// The digest of the next value; `shown` tells whether it was made from the value itself.
    std::string digest(Announced const& announced, bool& shown) {
        uint8_t const mark = form_ == kWhole ? 1 : cursor_.byte();
        if (mark > 1) cursor_.fail();
        shown = mark == 1;
        if (!shown) return std::string(cursor_.raw(kDigestBytes));
        auto const salt = form_ == kWhole ? derived_salt() : std::string(cursor_.raw(kSaltBytes));
        auto const value = cursor_.value();
        if (announced.text && !value.starts_with('\x05')) cursor_.fail();
        return Hash(algorithm_)
            .add("agglo value")
            .add(salt)
            .add_varint(announced.name.size())
            .add(announced.name)
            .add_byte(announced.side)
            .add(value)
            .digest();
    }

private:
    std::string derived_salt() {
        Hash hash(algorithm_);
        hash.add("agglo salt").add(secret_);
        for (int byte = 0; byte < 8; ++byte)
            hash.add_byte(static_cast<uint8_t>(index_ >> (8 * byte)));
        ++index_;
        return hash.digest().substr(0, kSaltBytes);
    }

    Cursor cursor_;
    Algorithm algorithm_;
    uint8_t form_;
    std::string_view secret_;
    uint64_t index_ = 0;
};

}  // namespace

std::string first_hash(Algorithm algorithm, std::string_view ledger) {
    return Hash(algorithm).add("agglo ledger").add_varint(ledger.size()).add(ledger).digest();
}

std::variant<Recomputed, Fault> recompute(std::string_view previous_hash, Frame const& frame) {
    if (frame.head.size() + frame.body.size() > kBytesMax) return Fault::kHead;
    auto const head = HeadReader(frame.head).read();
    if (!head) return Fault::kHead;
    if (head->sequence != frame.sequence) return Fault::kOutOfPlace;
    Recomputed result{.algorithm = static_cast<Algorithm>(head->algorithm),
                      .recorded_at_us = head->recorded_at_us,
                      .erasures = head->erasures};
    Hash entry(result.algorithm);
    entry.add("agglo entry").add(previous_hash).add_varint(frame.head.size()).add(frame.head);
    BodyReader body(frame.body, result.algorithm);
    for (auto const& announced : head->values) {
        bool shown = false;
        entry.add(body.digest(announced, shown));
        if (!body.good()) return Fault::kBody;
        ++(shown ? result.shown : result.withheld);
    }
    if (!body.complete()) return Fault::kBody;
    result.hash = entry.digest();
    return result;
}

}  // namespace agglo::verifier
