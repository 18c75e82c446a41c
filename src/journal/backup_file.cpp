#include "journal/backup_file.h"

#include <algorithm>

#include "base/digest.h"

namespace agglo {

namespace {

constexpr std::string_view kMagic = "agglo backup 1\n";
constexpr size_t kDigestBytes = sizeof(Digest);
constexpr size_t kLedgerDigits = 32;
constexpr size_t kRowsMax = size_t{1} << 32;

struct DamageName {
    std::string_view name, zh, en;
};
constexpr DamageName kDamageNames[] = {
    {"missing", "文件缺失", "it is missing"},
    {"no_backup", "不是备份文件，或格式更新", "it is no backup file, or of a later format"},
    {"checksum", "校验和不符，已被改动或截断", "its checksum is wrong: changed or cut off"},
    {"kind", "文件种类与名称不符", "it is of another kind than its name says"},
    {"ledger", "属于另一账本", "it belongs to another ledger"},
    {"out_of_place", "起始序号与文件名不符", "it begins with another entry than its name says"},
    {"content", "内容无法解码", "its content cannot be decoded"},
    {"chain", "与前一段哈希不衔接", "it does not follow the segment before it"},
    {"rewritten", "账本流水不再包含已备份的内容",
     "the journal does not hold any more what was backed up"},
};

Digest digest_in(ByteReader& reader) {
    Digest digest{};
    auto const bytes = reader.raw(digest.size());
    if (bytes.size() == digest.size()) std::copy(bytes.begin(), bytes.end(), digest.begin());
    return digest;
}

StoredRow row_in(ByteReader& reader, Sequence sequence) {
    StoredRow row;
    row.bytes.sequence = sequence;
    row.recorded_at.us = reader.zigzag();
    row.hash = reader.raw(kDigestBytes);
    row.bytes.head = reader.raw(reader.varint());
    row.bytes.body = reader.raw(reader.varint());
    return row;
}

}  // namespace

Error bad_backup(std::string const& file, BackupDamage damage) {
    auto const& [name, zh, en] = kDamageNames[static_cast<int>(damage)];
    return Error(ErrorCode::kBadBackup,
                 {file, std::string(zh), std::string(en), std::string(name)});
}

Error bad_backup(std::string const& file, Error const& why) {
    auto const& name = kDamageNames[static_cast<int>(BackupDamage::kChain)].name;
    return Error(ErrorCode::kBadBackup,
                 {file, why.message_zh(), why.message_en(), std::string(name)});
}

std::string seal(BackupKind kind, LedgerIdentity const& identity, std::string_view content) {
    ByteWriter writer;
    writer.raw(kMagic).byte(static_cast<uint8_t>(kind));
    writer.byte(static_cast<uint8_t>(identity.algorithm)).text(identity.ledger).raw(content);
    auto bytes = writer.take();
    bytes += bytes_of(digest_of(identity.algorithm, bytes));
    return bytes;
}

Result<Unsealed> unseal(std::string const& file, BackupKind kind, std::string_view bytes) {
    if (!bytes.starts_with(kMagic)) return bad_backup(file, BackupDamage::kNoBackup);
    ByteReader reader(bytes);
    (void)reader.raw(kMagic.size());
    auto const found_kind = reader.byte();
    auto const algorithm = reader.byte();
    auto const ledger = reader.text();
    bool const known = algorithm >= 1 && algorithm <= 2 && ledger.size() == kLedgerDigits;
    if (!reader.ok() || !known || bytes.size() - reader.position() < kDigestBytes) {
        return bad_backup(file, BackupDamage::kChecksum);
    }
    auto const sealed = bytes.substr(0, bytes.size() - kDigestBytes);
    LedgerIdentity const identity{std::string(ledger), static_cast<HashAlgorithm>(algorithm)};
    if (bytes_of(digest_of(identity.algorithm, sealed)) != bytes.substr(sealed.size())) {
        return bad_backup(file, BackupDamage::kChecksum);
    }
    if (found_kind != static_cast<uint8_t>(kind)) return bad_backup(file, BackupDamage::kKind);
    return Unsealed{identity, sealed.substr(reader.position())};
}

std::string seal_head(LedgerIdentity const& identity, BackupHead const& head) {
    ByteWriter writer;
    writer.varint(head.point.sequence).raw(bytes_of(head.point.hash));
    writer.zigzag(head.point.recorded_at.us).zigzag(head.taken_at.us).varint(head.next_segment);
    return seal(BackupKind::kHead, identity, writer.bytes());
}

Result<BackupHead> read_head(std::string const& file, std::string_view content) {
    ByteReader reader(content);
    BackupHead head;
    head.point.sequence = reader.varint();
    head.point.hash = digest_in(reader);
    head.point.recorded_at.us = reader.zigzag();
    head.taken_at.us = reader.zigzag();
    head.next_segment = reader.varint();
    reader.end();
    if (!reader.ok()) return bad_backup(file, BackupDamage::kContent);
    return head;
}

void SegmentWriter::add(StoredRow const& row) {
    rows_.zigzag(row.recorded_at.us).raw(row.hash);
    rows_.varint(row.bytes.head.size()).raw(row.bytes.head);
    rows_.varint(row.bytes.body.size()).raw(row.bytes.body);
    ++count_;
}

std::string SegmentWriter::sealed(LedgerIdentity const& identity) const {
    ByteWriter writer;
    writer.varint(before_.sequence + 1).raw(bytes_of(before_.hash)).varint(count_);
    writer.raw(rows_.bytes());
    return seal(BackupKind::kSegment, identity, writer.bytes());
}

Result<BackupSegment> read_segment(std::string const& file, std::string_view content) {
    ByteReader reader(content);
    BackupSegment segment;
    Sequence const first = reader.varint();
    segment.previous = digest_in(reader);
    for (size_t left = reader.count(kRowsMax), i = 0; i < left && reader.ok(); ++i) {
        segment.rows.push_back(row_in(reader, first + i));
    }
    reader.end();
    if (!reader.ok() || segment.rows.empty()) return bad_backup(file, BackupDamage::kContent);
    return segment;
}

}  // namespace agglo
