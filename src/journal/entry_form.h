#pragma once
// The constants of entry format 1 (docs/journal.md), and the reading of its head and body, shared
// by decoding, proving and redaction.
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "journal/damage.h"
#include "journal/encoding.h"
#include "journal/entry_codec.h"

namespace agglo {

constexpr uint8_t kFormat = 0x01;
constexpr uint64_t kSyntheticFlag = 1;
constexpr uint8_t kBeforeBit = 1;
constexpr uint8_t kAfterBit = 2;
constexpr uint8_t kWholeForm = 0x01;
constexpr uint8_t kOpenedForm = 0x02;
constexpr uint8_t kPresentMark = 0x01;
constexpr uint8_t kRedactedMark = 0x00;
constexpr std::string_view kReasonName = "reason";
constexpr std::string_view kRequestName = "request";

/// A head read: an entry whose fields have names but no values yet.
struct EntryHead {
    HashAlgorithm algorithm = HashAlgorithm::kSha256;
    Entry entry;
    std::vector<uint8_t> sides;  ///< of every field of every change, in order
};

/// Errors: kChainBroken with kHead, or kOutOfPlace when the head states another sequence.
Result<EntryHead> decode_head(EntryBytes const& bytes);

/// One value of a body as it stands: the value, or the digest left in its place.
struct StoredValue {
    bool redacted = false;
    Value value;
    std::string_view bytes;  ///< of the value
    std::string_view salt;   ///< in an opened body; empty in a whole one, where the secret makes it
    std::string_view digest;  ///< when redacted
};

class BodyReader {
public:
    explicit BodyReader(std::string_view body);

    /// Of a whole body; zeros for an opened one.
    EntrySecret const& secret() const { return secret_; }
    StoredValue next();
    /// The next value, which must be a text.
    StoredValue next_text();
    void end() { reader_.end(); }
    bool ok() const { return reader_.ok(); }
    EncodingFault fault() const { return reader_.fault(); }

private:
    StoredValue present(std::string_view salt);
    StoredValue redacted();

    ByteReader reader_;
    bool whole_ = false;
    EntrySecret secret_{};
};

/// Which value of an entry is meant: its entity is empty for reason and request.
struct ValueName {
    std::string_view entity;
    std::string_view field;
    Side side = Side::kAfter;
    RecordId record = 0;
};

/// Calls `visit(ValueName, StoredValue&&, FieldChange*)` for every value in order; the change is
/// nullptr for reason and request. Error: kChainBroken with kBody.
template <class Visit>
Result<void> for_each_value(EntryHead& head, BodyReader& body, Visit&& visit) {
    Entry& entry = head.entry;
    visit(ValueName{{}, kReasonName}, body.next_text(), nullptr);
    visit(ValueName{{}, kRequestName}, body.next_text(), nullptr);
    auto sides = head.sides.begin();
    for (size_t i = 0; i < entry.changes.size() && body.ok(); ++i) {
        auto const& entity = entry.changes[i].entity;
        RecordId const id = entry.changes[i].id;
        for (auto& field : entry.changes[i].fields) {
            uint8_t const has = *sides++;
            if (has & kBeforeBit) {
                visit(ValueName{entity, field.field, Side::kBefore, id}, body.next(), &field);
            }
            if (has & kAfterBit) {
                visit(ValueName{entity, field.field, Side::kAfter, id}, body.next(), &field);
            }
        }
    }
    body.end();
    if (body.ok()) return {};
    return chain_broken(entry.sequence, Damage::kBody, body.fault());
}

}  // namespace agglo
