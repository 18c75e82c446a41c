#include "journal/entry_form.h"

#include <algorithm>
#include <unordered_set>

namespace agglo {

namespace {

/// The names of a head, which must come in the order in which they are first used.
class NameList {
public:
    void read(ByteReader& reader) {
        size_t const size = reader.count(EntryLimits::kNamesMax);
        for (size_t i = 0; i < size && reader.ok(); ++i) names_.push_back(reader.text());
        std::unordered_set<std::string_view> const distinct(names_.begin(), names_.end());
        if (distinct.size() != names_.size()) reader.fail(EncodingFault::kBadName);
    }
    std::string_view use(ByteReader& reader) {
        uint64_t const index = reader.varint();
        if (index > used_ || index >= names_.size()) {
            reader.fail(EncodingFault::kBadName);
            return {};
        }
        if (index == used_) ++used_;
        return names_[index];
    }
    bool all_used() const { return used_ == names_.size(); }

private:
    std::vector<std::string_view> names_;
    size_t used_ = 0;
};

HashAlgorithm read_algorithm(ByteReader& reader) {
    uint8_t const tag = reader.byte();
    if (tag != 1 && tag != 2) reader.fail(EncodingFault::kUnknownTag);
    return tag == 2 ? HashAlgorithm::kSm3 : HashAlgorithm::kSha256;
}

ChangeKind read_kind(ByteReader& reader) {
    uint8_t const tag = reader.byte();
    if (tag < 1 || tag > 4) reader.fail(EncodingFault::kUnknownTag);
    return static_cast<ChangeKind>(std::clamp<uint8_t>(tag, 1, 4));
}

uint8_t read_sides(ByteReader& reader) {
    uint8_t const sides = reader.byte();
    if (sides < kBeforeBit || sides > (kBeforeBit | kAfterBit))
        reader.fail(EncodingFault::kUnknownTag);
    return sides;
}

void read_origin(ByteReader& reader, Entry& entry) {
    entry.sequence = reader.varint();
    entry.recorded_at.us = reader.zigzag();
    uint64_t const flags = reader.varint();
    if (flags > kSyntheticFlag) reader.fail(EncodingFault::kUnknownTag);
    entry.synthetic = flags == kSyntheticFlag;
    entry.actor = reader.text();
    entry.command = reader.text();
    entry.batch = reader.natural();
    entry.schema_version = reader.natural();
}

RecordChange read_change(ByteReader& reader, NameList& names, std::vector<uint8_t>& sides) {
    RecordChange change;
    change.entity = names.use(reader);
    change.id = reader.natural();
    change.version = reader.natural();
    change.kind = read_kind(reader);
    size_t const fields = reader.count(EntryLimits::kNamesMax);
    change.fields.resize(fields);
    for (size_t i = 0; i < fields && reader.ok(); ++i) {
        change.fields[i].field = names.use(reader);
        sides.push_back(read_sides(reader));
    }
    return change;
}

void read_changes(ByteReader& reader, EntryHead& head) {
    NameList names;
    names.read(reader);
    size_t const changes = reader.count(EntryLimits::kChangesMax);
    for (size_t i = 0; i < changes && reader.ok(); ++i) {
        head.entry.changes.push_back(read_change(reader, names, head.sides));
    }
    if (!names.all_used()) reader.fail(EncodingFault::kBadName);
    reader.end();
}

}  // namespace

Result<EntryHead> decode_head(EntryBytes const& bytes) {
    EntryHead head;
    ByteReader reader(bytes.head);
    if (bytes.head.size() + bytes.body.size() > EntryLimits::kBytesMax) {
        reader.fail(EncodingFault::kTooLong);
    }
    if (reader.byte() != kFormat) reader.fail(EncodingFault::kUnknownTag);
    head.algorithm = read_algorithm(reader);
    read_origin(reader, head.entry);
    read_changes(reader, head);
    if (!reader.ok()) return chain_broken(bytes.sequence, Damage::kHead, reader.fault());
    if (head.entry.sequence != bytes.sequence) {
        return chain_broken(bytes.sequence, Damage::kOutOfPlace);
    }
    return head;
}

BodyReader::BodyReader(std::string_view body) : reader_(body) {
    uint8_t const form = reader_.byte();
    whole_ = form == kWholeForm;
    if (!whole_ && form != kOpenedForm) reader_.fail(EncodingFault::kUnknownTag);
    if (!whole_) return;
    auto const secret = reader_.raw(secret_.size());
    std::copy(secret.begin(), secret.end(), secret_.begin());
}

StoredValue BodyReader::next() {
    if (whole_) return present({});
    uint8_t const mark = reader_.byte();
    if (mark == kPresentMark) return present(reader_.raw(sizeof(Salt)));
    if (mark != kRedactedMark) reader_.fail(EncodingFault::kUnknownTag);
    return redacted();
}

StoredValue BodyReader::next_text() {
    StoredValue stored = next();
    if (!stored.redacted && !stored.value.get<std::string>()) {
        reader_.fail(EncodingFault::kUnknownTag);
    }
    return stored;
}

StoredValue BodyReader::present(std::string_view salt) {
    StoredValue stored;
    size_t const start = reader_.position();
    stored.value = reader_.value();
    stored.bytes = reader_.since(start);
    stored.salt = salt;
    return stored;
}

StoredValue BodyReader::redacted() {
    StoredValue stored;
    stored.redacted = true;
    stored.digest = reader_.raw(sizeof(Digest));
    return stored;
}

}  // namespace agglo
