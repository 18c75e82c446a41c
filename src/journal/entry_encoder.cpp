#include <unordered_map>

#include "journal/encoding.h"
#include "journal/entry_codec.h"
#include "journal/entry_form.h"

namespace agglo {

namespace {

/// Numbers names in order of first use. Records of one kind repeat the same names in the same
/// order, so the name after the last one asked for is tried first; a few names need no map.
class NameTable {
public:
    size_t index_of(std::string_view name) {
        ++last_;
        if (last_ < names_.size() && names_[last_] == name) return last_;
        return last_ = names_.size() <= kFewNames ? among_few(name) : among_many(name);
    }
    std::vector<std::string_view> const& names() const { return names_; }

private:
    static constexpr size_t kFewNames = 16;

    size_t among_few(std::string_view name) {
        for (size_t i = 0; i < names_.size(); ++i) {
            if (names_[i] == name) return i;
        }
        names_.push_back(name);
        return names_.size() - 1;
    }
    size_t among_many(std::string_view name) {
        for (size_t i = indexes_.size(); i < names_.size(); ++i) indexes_.emplace(names_[i], i);
        auto const [found, fresh] = indexes_.try_emplace(name, names_.size());
        if (fresh) names_.push_back(name);
        return found->second;
    }

    std::vector<std::string_view> names_;
    std::unordered_map<std::string_view, size_t> indexes_;
    size_t last_ = 0;
};

Result<void> check_size(std::string_view what, size_t size, size_t most) {
    if (size <= most) return {};
    return Error(ErrorCode::kTooLarge, {std::string(what), std::to_string(most)});
}

Result<void> check_fault(EncodingFault fault) {
    switch (fault) {
        case EncodingFault::kNone: return {};
        case EncodingFault::kBadText: return Error(ErrorCode::kBadText);
        case EncodingFault::kTooLong:
            return check_size("list", SIZE_MAX, EntryLimits::kListItemsMax);
        case EncodingFault::kTooDeep:
            return check_size("list", SIZE_MAX, EncodingLimits::kListDepthMax);
        default: return Error(ErrorCode::kOutOfRange, {std::string(name_en(fault))});
    }
}

uint8_t sides_of(ChangeKind kind, FieldChange const& field) {
    bool const before = kind != ChangeKind::kCreate || !field.before.is_null();
    bool const after = kind != ChangeKind::kDelete || !field.after.is_null();
    return static_cast<uint8_t>((before ? kBeforeBit : 0) | (after ? kAfterBit : 0));
}

Result<void> write_change(RecordChange const& change, NameTable& names, ByteWriter& out) {
    TRY(check_size("fields", change.fields.size(), EntryLimits::kNamesMax));
    out.varint(names.index_of(change.entity)).natural(change.id).natural(change.version);
    out.byte(static_cast<uint8_t>(change.kind)).varint(change.fields.size());
    for (auto const& field : change.fields) {
        AGGLO_ASSERT(!field.redacted);  // its values are gone, so there is nothing to write
        out.varint(names.index_of(field.field)).byte(sides_of(change.kind, field));
    }
    return {};
}

/// What most entries need: memory is asked for once.
constexpr size_t kHeadBytesUsual = 256;
constexpr size_t kBodyBytesUsual = 512;

ByteWriter writer_of(size_t bytes_usual) {
    std::string bytes;
    bytes.reserve(bytes_usual);
    return ByteWriter(std::move(bytes));
}

Result<std::string> encode_head(HashAlgorithm algorithm, Entry const& entry) {
    TRY(check_size("changes", entry.changes.size(), EntryLimits::kChangesMax));
    NameTable names;
    auto changes = writer_of(kHeadBytesUsual);
    for (auto const& change : entry.changes) TRY(write_change(change, names, changes));
    TRY(check_size("names", names.names().size(), EntryLimits::kNamesMax));
    auto out = writer_of(kHeadBytesUsual);
    out.byte(kFormat).byte(static_cast<uint8_t>(algorithm)).varint(entry.sequence);
    out.zigzag(entry.recorded_at.us).varint(entry.synthetic ? kSyntheticFlag : 0);
    out.text(entry.actor).text(entry.command);
    out.natural(entry.batch).natural(entry.schema_version).varint(names.names().size());
    for (auto const name : names.names()) out.text(name);
    out.varint(entry.changes.size()).raw(changes.bytes());
    TRY(check_fault(changes.fault()));
    TRY(check_fault(out.fault()));
    return out.take();
}

/// Writes values one by one, and their digests into the hash of the entry.
class BodyEncoder {
public:
    BodyEncoder(HashAlgorithm algorithm, EntrySecret const& secret, EntryHasher& entry)
        : values_(algorithm, secret), entry_(entry) {
        out_.byte(kWholeForm);
        out_.raw({reinterpret_cast<char const*>(secret.data()), secret.size()});
    }

    void add(std::string_view name, Side side, Value const& value) {
        size_t const start = out_.size();
        out_.value(value);
        auto const bytes = std::string_view(out_.bytes()).substr(start);
        entry_.add(bytes_of(values_.digest(bytes_of(values_.salt(index_++)), name, side, bytes)));
    }
    ByteWriter& out() { return out_; }

private:
    ByteWriter out_ = writer_of(kBodyBytesUsual);
    ValueHasher values_;
    EntryHasher& entry_;
    uint64_t index_ = 0;
};

void write_values(Entry const& entry, BodyEncoder& body) {
    body.add(kReasonName, Side::kAfter, entry.reason);
    body.add(kRequestName, Side::kAfter, entry.request_digest);
    for (auto const& change : entry.changes) {
        for (auto const& field : change.fields) {
            uint8_t const sides = sides_of(change.kind, field);
            if (sides & kBeforeBit) body.add(field.field, Side::kBefore, field.before);
            if (sides & kAfterBit) body.add(field.field, Side::kAfter, field.after);
        }
    }
}

}  // namespace

Result<EncodedEntry> encode_entry(HashAlgorithm algorithm, Entry const& entry,
                                  EntrySecret const& secret, Digest const& previous) {
    EncodedEntry encoded;
    encoded.head = TRY(encode_head(algorithm, entry));
    EntryHasher hasher(algorithm, previous, encoded.head);
    BodyEncoder body(algorithm, secret, hasher);
    write_values(entry, body);
    TRY(check_fault(body.out().fault()));
    encoded.body = body.out().take();
    encoded.hash = hasher.finish();
    TRY(check_size("bytes", encoded.head.size() + encoded.body.size(), EntryLimits::kBytesMax));
    return encoded;
}

}  // namespace agglo
