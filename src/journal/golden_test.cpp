// Bytes that must stay as they are for ever. The files of tests/golden/journal were made by
// derive.py beside them, in Python from docs/journal.md with hashlib, sharing no code with this
// module.
//
// By hand, the hash of empty.sha256.hex, H being hashlib.sha256 and secret 01 02 … 20:
//   ledger   = H(b"agglo ledger" + b"\x20" + b"00112233445566778899aabbccddeeff")
//   salt(i)  = H(b"agglo salt" + secret + bytes([i]) + bytes(7))[:16]
//   reason   = H(b"agglo value" + salt(0) + b"\x06reason" + b"\x01" + b"\x05\x00")
//   request  = H(b"agglo value" + salt(1) + b"\x07request" + b"\x01" + b"\x05\x00")
//   H(b"agglo entry" + ledger + bytes([len(head)]) + head + reason + request)
// gives the value in EmptyEntryByHand below.
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <map>

#include "base/text.h"
#include "journal/entry_codec.h"
#include "journal/redaction.h"
#include "journal/sqlite_journal.h"
#include "sqlite/scratch_folder.h"

namespace agglo {
namespace {

constexpr std::string_view kLedger = "00112233445566778899aabbccddeeff";
constexpr int64_t kStartUs = 1'682'899'200'000'000;  // 2023-05-01T00:00:00Z

struct Algorithm {
    HashAlgorithm algorithm;
    char const* name;
};
constexpr std::array kAlgorithms = {Algorithm{HashAlgorithm::kSha256, "sha256"},
                                    Algorithm{HashAlgorithm::kSm3, "sm3"}};

std::string golden_path(std::string const& file) {
    return std::string(AGGLO_SOURCE_DIR) + "/tests/golden/journal/" + file;
}

/// The parts of a golden file, as bytes: "previous", "head", "body", "hash".
std::map<std::string, std::string> read_golden(std::string const& file) {
    std::map<std::string, std::string> digits;
    std::ifstream lines(golden_path(file));
    AGGLO_ASSERT(lines.good());
    std::string part;
    for (std::string line; std::getline(lines, line);) {
        if (line.ends_with(':') && line.front() != ' ') {
            part = line.substr(0, line.size() - 1);
            continue;
        }
        for (char const c : line.substr(0, line.find('#'))) {
            if (c != ' ') digits[part] += c;
        }
    }
    for (auto& [name, text] : digits) text = *from_hex(text);
    return digits;
}

Entry entry_at(Sequence sequence) {
    Entry entry;
    entry.sequence = sequence;
    entry.recorded_at = Instant{kStartUs + static_cast<int64_t>(sequence) * 1'000'000};
    entry.actor = "li";
    return entry;
}

Entry created(std::vector<Value> const& values) {
    Entry entry = entry_at(1);
    RecordChange change{"sample", 1, 1, ChangeKind::kCreate, {}};
    for (size_t i = 0; i < values.size(); ++i) {
        change.fields.push_back({std::string(1, static_cast<char>('a' + i)), {}, values[i], false});
    }
    entry.changes.push_back(change);
    return entry;
}

Entry changes_entry() {
    Entry entry = entry_at(300);
    entry.actor = "system";
    entry.reason = "更正联系人";
    entry.command = "c-1";
    entry.request_digest = "ab";
    entry.batch = 12;
    entry.schema_version = 129;
    entry.synthetic = true;
    entry.changes = {
        {"project",
         7,
         1,
         ChangeKind::kCreate,
         {{"name", {}, "四会新材料", false}, {"park", {}, Reference{2}, false}}},
        {"person",
         9,
         2,
         ChangeKind::kUpdate,
         {{"name", "张三", "李四", false}, {"phone", {}, "1", false}}},
        {"project", 6, 5, ChangeKind::kDelete, {}},
        {"project", 5, 3, ChangeKind::kRestore, {{"park", Reference{2}, {}, false}}},
    };
    return entry;
}

EntrySecret secret_of(Entry const& entry) {
    EntrySecret secret;
    for (size_t i = 0; i < secret.size(); ++i) secret[i] = static_cast<uint8_t>(entry.sequence + i);
    return secret;
}

std::vector<std::pair<std::string, Entry>> golden_entries() {
    auto const point = *from_hex("0101000000000000000000f03f0000000000000040");
    return {
        {"empty", entry_at(1)},
        {"null", created({{}})},
        {"boolean", created({false, true})},
        {"integer", created({0, -1, 63, 64, INT64_MAX, INT64_MIN})},
        {"decimal", created({Decimal{1250, 2}, Decimal{-1, 9}, Decimal{10, 0}})},
        {"text", created({"", "四会市", std::string(128, 'x')})},
        {"date", created({Date{0}, Date{19478}, Date{-719162}, Date{2932896}})},
        {"instant", created({Instant{kStartUs}, Instant{-1}})},
        {"reference", created({Reference{1}, Reference{INT64_MAX}})},
        {"list", created({ValueList{}, ValueList{1, {}, ValueList{"a"}}})},
        {"geometry", created({Geometry{point}, Geometry{}})},
        {"changes", changes_entry()},
    };
}

bool personal(std::string_view entity, std::string_view field) {
    return (entity == "person" && field == "name") || (entity.empty() && field == "reason");
}

Result<EncodedEntry> encode(HashAlgorithm algorithm, Entry const& entry) {
    return encode_entry(algorithm, entry, secret_of(entry), genesis_hash(algorithm, kLedger));
}

TEST(Golden, EntriesEncodeByteForByte) {
    for (auto const& [algorithm, suffix] : kAlgorithms) {
        for (auto const& [name, entry] : golden_entries()) {
            auto const golden = read_golden(name + "." + suffix + ".hex");
            auto const encoded = encode(algorithm, entry);
            ASSERT_TRUE(encoded.ok()) << name;
            EXPECT_EQ(to_hex(bytes_of(genesis_hash(algorithm, kLedger))),
                      to_hex(golden.at("previous")));
            EXPECT_EQ(to_hex(encoded->head), to_hex(golden.at("head"))) << name;
            EXPECT_EQ(to_hex(encoded->body), to_hex(golden.at("body"))) << name;
            EXPECT_EQ(to_hex(bytes_of(encoded->hash)), to_hex(golden.at("hash"))) << name;
        }
    }
}

TEST(Golden, EntriesAndTheirOpenedCopiesProve) {
    for (auto const& [algorithm, suffix] : kAlgorithms) {
        auto entries = golden_entries();
        entries.insert(entries.end(), {{"opened", changes_entry()}, {"redacted", changes_entry()}});
        for (auto const& [name, entry] : entries) {
            auto const golden = read_golden(name + "." + suffix + ".hex");
            auto const proof = prove_entry(genesis_hash(algorithm, kLedger),
                                           {entry.sequence, golden.at("head"), golden.at("body")});
            ASSERT_TRUE(proof.ok()) << name;
            EXPECT_EQ(to_hex(bytes_of(proof->hash)), to_hex(golden.at("hash"))) << name;
            EXPECT_EQ(proof->redacted, name == "redacted" ? 3u : 0u);
        }
    }
}

TEST(Golden, OpenedBodiesByteForByte) {
    for (auto const& [algorithm, suffix] : kAlgorithms) {
        auto const whole = encode(algorithm, changes_entry());
        EntryBytes const bytes{300, whole->head, whole->body};
        auto const opened = open_body(bytes, [](auto, auto) { return false; });
        auto const redacted = open_body(bytes, personal);
        auto const suffixed = [&](char const* name) {
            return std::string(name) + "." + suffix + ".hex";
        };
        EXPECT_EQ(to_hex(*opened), to_hex(read_golden(suffixed("opened")).at("body")));
        EXPECT_EQ(to_hex(*redacted), to_hex(read_golden(suffixed("redacted")).at("body")));
    }
}

TEST(Golden, EmptyEntryByHand) {
    auto const encoded = encode(HashAlgorithm::kSha256, entry_at(1));
    EXPECT_EQ(to_hex(bytes_of(encoded->hash)),
              "a30d68a7085f27ea903c8f7c4af5bde0310413fddfaa8b9162047f05166bf876");
}

TEST(Golden, LedgersOpenAndVerify) {
    for (auto const& [algorithm, suffix] : kAlgorithms) {
        ScratchFolder const scratch;
        auto const path = scratch.path("ledger.db");
        auto const golden = golden_path("ledger." + std::string(suffix) + ".journal");
        std::filesystem::copy_file(golden, path);
        auto journal = SqliteJournal::open(path);
        ASSERT_TRUE(journal.ok()) << journal.error().message_en();
        EXPECT_EQ((*journal)->identity().ledger, kLedger);
        EXPECT_EQ((*journal)->identity().algorithm, algorithm);
        auto const report = (*journal)->verify();
        ASSERT_TRUE(report.ok()) << report.error().message_en();
        EXPECT_EQ(report->entries, 5u);
        EXPECT_EQ(report->values, 26u);
        EXPECT_EQ(report->redacted, 3u);
        EXPECT_EQ(to_hex(bytes_of(report->head.hash)),
                  algorithm == HashAlgorithm::kSha256
                      ? "8e070d8152693c405731b637246014d580d5f944a80d4ac98bc8bcba3b84235d"
                      : "04771206ef7fe45b06918d3f86bb68cb6c81bef9433317e89c9c2f10dd47a752");
    }
}

}  // namespace
}  // namespace agglo
