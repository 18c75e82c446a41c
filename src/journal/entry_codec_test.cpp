#include "journal/entry_codec.h"

#include <functional>
#include <gtest/gtest.h>
#include <optional>

#include "base/text.h"
#include "journal/damage.h"
#include "journal/entry_samples.h"

namespace agglo {
namespace {

constexpr auto kSha256 = HashAlgorithm::kSha256;

EntrySecret sample_secret(Random& random) {
    EntrySecret secret;
    for (auto& byte : secret) byte = static_cast<uint8_t>(random.next());
    return secret;
}

EncodedEntry encode(Entry const& entry, HashAlgorithm algorithm = kSha256) {
    Random random(entry.sequence);
    auto encoded = encode_entry(algorithm, entry, sample_secret(random), Digest{});
    AGGLO_ASSERT(encoded.ok());
    return std::move(*encoded);
}

/// The bytes hold all that an entry is, so entries are compared by them.
void expect_same(Entry const& a, Entry const& b) {
    EXPECT_EQ(to_hex(encode(a).head), to_hex(encode(b).head));
    EXPECT_EQ(to_hex(encode(a).body), to_hex(encode(b).body));
}

TEST(EntryCodec, RandomEntriesComeBackAndProve) {
    Random random(7);
    for (int i = 0; i < 2'000; ++i) {
        auto const algorithm = random.chance(1, 2) ? kSha256 : HashAlgorithm::kSm3;
        Entry const entry =
            random_entry(random, static_cast<Sequence>(random.between(1, INT64_MAX)));
        auto const stored = encode(entry, algorithm);
        EntryBytes const bytes{entry.sequence, stored.head, stored.body};
        auto const decoded = decode_entry(bytes);
        ASSERT_TRUE(decoded.ok()) << decoded.error().message_en();
        expect_same(*decoded, entry);
        EXPECT_EQ(decoded->changes.size(), entry.changes.size());
        EXPECT_EQ(decoded->reason, entry.reason);
        EXPECT_EQ(decoded->request_digest, entry.request_digest);
        auto const proof = prove_entry(Digest{}, bytes);
        ASSERT_TRUE(proof.ok());
        EXPECT_EQ(proof->hash, stored.hash);
        EXPECT_EQ(proof->algorithm, algorithm);
        EXPECT_EQ(proof->redacted, 0u);
    }
}

TEST(EntryCodec, TheHashDependsOnTheHashBefore) {
    auto const stored = encode(plain_entry(1));
    auto const proof = prove_entry(Digest{1}, {1, stored.head, stored.body});
    EXPECT_NE(proof->hash, stored.hash);
}

TEST(EntryCodec, EveryTruncationIsRefused) {
    Random random(11);
    for (int i = 0; i < 40; ++i) {
        auto const stored = encode(random_entry(random, 1));
        for (size_t size = 0; size < stored.head.size(); ++size) {
            ASSERT_FALSE(decode_entry({1, stored.head.substr(0, size), stored.body}).ok());
        }
        for (size_t size = 0; size < stored.body.size(); ++size) {
            ASSERT_FALSE(decode_entry({1, stored.head, stored.body.substr(0, size)}).ok());
        }
        ASSERT_FALSE(decode_entry({1, stored.head + '\0', stored.body}).ok());
        ASSERT_FALSE(decode_entry({1, stored.head, stored.body + '\0'}).ok());
    }
}

TEST(EntryCodec, EveryChangedByteIsRefusedOrChangesTheHash) {
    Random random(13);
    for (int i = 0; i < 20'000; ++i) {
        auto stored = encode(random_entry(random, 1));
        auto& part = random.chance(1, 3) ? stored.head : stored.body;
        auto const at =
            static_cast<size_t>(random.between(0, static_cast<int64_t>(part.size()) - 1));
        part[at] = static_cast<char>(part[at] ^ random.between(1, 255));
        EntryBytes const bytes{1, stored.head, stored.body};
        auto const proof = prove_entry(Digest{}, bytes);
        ASSERT_EQ(proof.ok(), decode_entry(bytes).ok());
        if (proof.ok()) {
            ASSERT_NE(proof->hash, stored.hash);
        }
    }
}

// The parts of a head after "format, algorithm, sequence 1, recorded at 0": flags, actor "",
// command
// "", batch 0, schema version 0, then names and changes. Names are a = 0161, b = 0162.
TEST(EntryCodec, RefusesMalformedHeads) {
    struct Row {
        char const* what;
        char const* hex;
        EncodingFault fault;
    };
    using enum EncodingFault;
    for (auto const& [what, hex, fault] : {
             Row{"nothing changes", "01010100 0000000000 00 00", kNone},
             Row{"one change", "01010100 0000000000 0101 61 01 00010101 00", kNone},
             Row{"later format", "02010100 0000000000 00 00", kUnknownTag},
             Row{"later algorithm", "01030100 0000000000 00 00", kUnknownTag},
             Row{"unknown flag", "01010100 0200000000 00 00", kUnknownTag},
             Row{"actor not UTF-8", "01010100 0001ff000000 00 00", kBadText},
             Row{"unused name", "01010100 0000000000 010161 00", kBadName},
             Row{"repeated name", "01010100 0000000000 0201610161 01 00010101 01 0102", kBadName},
             Row{"names out of order", "01010100 0000000000 0201610162 01 01010101 01 0002",
                 kBadName},
             Row{"name out of range", "01010100 0000000000 010161 01 01010101 00", kBadName},
             Row{"no such kind", "01010100 0000000000 010161 01 00010105 00", kUnknownTag},
             Row{"kind 0", "01010100 0000000000 010161 01 00010100 00", kUnknownTag},
             Row{"no side", "01010100 0000000000 010161 01 00010101 01 0000", kUnknownTag},
             Row{"a third side", "01010100 0000000000 010161 01 00010101 01 0004", kUnknownTag},
             Row{"too many names", "01010100 0000000000 8120 00", kTooLong},
             Row{"too many changes", "01010100 0000000000 00 a18d06", kTooLong},
             Row{"more changes than bytes", "01010100 0000000000 00 a08d06", kTruncated},
             Row{"more fields than bytes", "01010100 0000000000 010161 01 00010101 8020",
                 kTruncated},
             Row{"negative id", "01010100 0000000000 010161 01 00ffffffffffffffffff010101 00",
                 kOutOfRange},
         }) {
        std::string digits;
        for (char const c : std::string_view(hex)) {
            if (c != ' ') digits += c;
        }
        auto const head = *from_hex(digits);
        auto const body = *from_hex("01" + std::string(64, '0') + "05000500");
        auto const decoded = decode_entry({1, head, body});
        if (fault == kNone) {
            EXPECT_TRUE(decoded.ok()) << what;
            continue;
        }
        ASSERT_FALSE(decoded.ok()) << what;
        auto const expected = chain_broken(1, Damage::kHead, fault);
        EXPECT_EQ(decoded.error().arguments(), expected.arguments()) << what;
    }
}

TEST(EntryCodec, RefusesMalformedBodies) {
    struct Row {
        char const* what;
        std::string hex;
        EncodingFault fault;
    };
    using enum EncodingFault;
    auto const head = *from_hex(
        "01010100000000000000"
        "00");
    std::string const secret(64, '0'), salt(32, '0'), digest(64, '0');
    for (auto const& [what, hex, fault] : {
             Row{"whole", "01" + secret + "05000500", kNone},
             Row{"opened", "02" + ("01" + salt + "0500") + ("00" + digest), kNone},
             Row{"no form", "", kTruncated},
             Row{"later form", "03" + secret + "05000500", kUnknownTag},
             Row{"reason is no text", "01" + secret + "00" + "0500", kUnknownTag},
             Row{"request is no text", "01" + secret + "0500" + "0302", kUnknownTag},
             Row{"a value too many", "01" + secret + "0500" + "0500" + "00", kTrailing},
             Row{"unknown mark", "02" + ("02" + salt + "0500") + ("00" + digest), kUnknownTag},
             Row{"short digest", "02" + ("01" + salt + "0500") + "00" + salt, kTruncated},
         }) {
        auto const body = *from_hex(hex);
        auto const decoded = decode_entry({1, head, body});
        ASSERT_EQ(decoded.ok(), fault == kNone) << what;
        if (decoded.ok()) continue;
        auto const expected = chain_broken(1, Damage::kBody, fault);
        EXPECT_EQ(decoded.error().arguments(), expected.arguments()) << what;
    }
}

TEST(EntryCodec, RefusesToWriteWhatIsBeyondALimit) {
    struct Row {
        char const* what;
        std::function<void(Entry&)> spoil;
        std::optional<ErrorCode> code;
    };
    auto const fields = [](size_t count, bool distinct) {
        return [=](Entry& entry) {
            FieldChange const field{"f", {}, 1, false};
            entry.changes[0].fields.assign(count, field);
            for (size_t i = 0; distinct && i < count; ++i) {
                entry.changes[0].fields[i].field = std::to_string(i);
            }
        };
    };
    auto const changes = [](size_t count) {
        return [=](Entry& entry) {
            entry.changes.assign(count, {"e", 1, 1, ChangeKind::kDelete, {}});
        };
    };
    size_t const names = EntryLimits::kNamesMax;
    for (auto const& [what, spoil, code] : {
             Row{"changes", changes(EntryLimits::kChangesMax), {}},
             Row{"changes + 1", changes(EntryLimits::kChangesMax + 1), ErrorCode::kTooLarge},
             Row{"names", fields(names - 1, true), {}},
             Row{"names + 1", fields(names, true), ErrorCode::kTooLarge},
             Row{"fields", fields(names, false), {}},
             Row{"fields + 1", fields(names + 1, false), ErrorCode::kTooLarge},
             Row{"actor", [](Entry& e) { e.actor = "\xff"; }, ErrorCode::kBadText},
             Row{"reason", [](Entry& e) { e.reason = "\xff"; }, ErrorCode::kBadText},
             Row{"field", [](Entry& e) { e.changes[0].fields[0].field = "\xff"; },
                 ErrorCode::kBadText},
             Row{"id", [](Entry& e) { e.changes[0].id = -1; }, ErrorCode::kOutOfRange},
             Row{"batch", [](Entry& e) { e.batch = -1; }, ErrorCode::kOutOfRange},
             Row{"list", [](Entry& e) { e.changes[0].fields[0].after = ValueList(10'001); },
                 ErrorCode::kTooLarge},
             Row{"bytes", [](Entry& e) { e.reason.assign(EntryLimits::kBytesMax, 'x'); },
                 ErrorCode::kTooLarge},
         }) {
        Entry entry = plain_entry(1);
        spoil(entry);
        auto const encoded = encode_entry(kSha256, entry, EntrySecret{}, Digest{});
        ASSERT_EQ(encoded.ok(), !code.has_value()) << what;
        if (code) {
            EXPECT_EQ(encoded.error().code(), *code) << what;
        }
        if (encoded.ok()) {
            EXPECT_TRUE(decode_entry({1, encoded->head, encoded->body}).ok()) << what;
        }
    }
}

TEST(EntryCodec, SidesFollowTheKindSoThatBlanksAreNotTold) {
    struct Row {
        ChangeKind kind;
        Value before, after;
        uint64_t values;
    };
    for (auto const& [kind, before, after, values] : {
             Row{ChangeKind::kCreate, {}, 1, 1},
             Row{ChangeKind::kCreate, {}, {}, 1},
             Row{ChangeKind::kCreate, 1, {}, 2},
             Row{ChangeKind::kUpdate, {}, 1, 2},
             Row{ChangeKind::kUpdate, {}, {}, 2},
             Row{ChangeKind::kDelete, 1, {}, 1},
             Row{ChangeKind::kDelete, 1, 2, 2},
             Row{ChangeKind::kRestore, {}, {}, 2},
         }) {
        Entry entry = plain_entry(1);
        entry.changes = {{"e", 1, 1, kind, {{"f", before, after, false}}}};
        auto const stored = encode(entry);
        auto const proof = prove_entry(Digest{}, {1, stored.head, stored.body});
        EXPECT_EQ(proof->values, values + 2) << name_of(kind);
        auto const decoded = decode_entry({1, stored.head, stored.body});
        EXPECT_TRUE(decoded->changes[0].fields[0].before == before);
        EXPECT_TRUE(decoded->changes[0].fields[0].after == after);
    }
}

}  // namespace
}  // namespace agglo
