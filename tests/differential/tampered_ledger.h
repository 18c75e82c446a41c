#pragma once
// Ledgers as rows that a test may tamper with, and the three who must find it: the journal on its
// SQLite file, the journal's code on an export, and `agglo-verify` on the same export.
//
//   Rows rows = random_ledger(random, identity, 8);
//   rows[4].body[7] ^= 1;
//   Findings found = find(scratch, identity, rows, evidence);   // {"5 hash", "5 hash", "5 hash"}
#include <fstream>
#include <gtest/gtest.h>

#include "base/text.h"
#include "journal/entry_samples.h"
#include "journal/redaction.h"
#include "journal/sqlite_journal.h"
#include "proof/export_file.h"
#include "proof/verify.h"
#include "sqlite/database.h"
#include "sqlite/scratch_folder.h"
#include "verifier/verify.h"

namespace agglo {

struct Row {
    Sequence sequence = 0;
    int64_t recorded_us = 0;
    std::string hash, head, body;

    friend bool operator==(Row const&, Row const&) = default;
};
using Rows = std::vector<Row>;

inline Digest digest_of_row(Row const& row) {
    Digest digest{};
    std::copy_n(row.hash.begin(), digest.size(), digest.begin());
    return digest;
}

/// Encodes an entry after the row before it.
inline Row row_of(LedgerIdentity const& identity, Entry const& entry, Digest const& previous) {
    auto const encoded =
        encode_entry(identity.algorithm, entry, random_secret(entry), previous).value();
    return {entry.sequence, entry.recorded_at.us, std::string(bytes_of(encoded.hash)), encoded.head,
            encoded.body};
}

/// Entries of every shape, some with values taken out.
inline Rows random_ledger(Random& random, LedgerIdentity const& identity, size_t entries) {
    Rows rows;
    Digest previous = genesis_hash(identity.algorithm, identity.ledger);
    for (Sequence sequence = 1; sequence <= entries; ++sequence) {
        Row row = row_of(identity, random_entry(random, sequence), previous);
        if (random.chance(1, 3)) {
            row.body = open_body({sequence, row.head, row.body}, [&](auto, auto) {
                           return random.chance(1, 2);
                       }).value();
        }
        previous = digest_of_row(row);
        rows.push_back(std::move(row));
    }
    return rows;
}

inline SignedCheckpoint checkpoint_of(LedgerIdentity const& identity, Row const& row) {
    return {identity, {row.sequence, digest_of_row(row), Instant{row.recorded_us}}, {}, {}};
}

inline void write_database(std::string const& path, LedgerIdentity const& identity,
                           Rows const& rows) {
    { ASSERT_TRUE(SqliteJournal::create(path, identity).ok()); }
    auto database = sqlite::Database::open(path, sqlite::OpenMode::kReadWrite);
    ASSERT_TRUE(database->execute("PRAGMA synchronous=OFF; BEGIN").ok());
    auto insert = database->prepare("INSERT INTO entry VALUES (?, ?, ?, ?, ?)");
    for (auto const& row : rows) {
        insert->bind(1, static_cast<int64_t>(row.sequence)).bind(2, row.recorded_us);
        insert->bind_blob(3, row.hash).bind_blob(4, row.head).bind_blob(5, row.body);
        ASSERT_TRUE(insert->run().ok());
    }
    ASSERT_TRUE(database->execute("COMMIT").ok());
}

inline void write_export(std::string const& path, LedgerIdentity const& identity,
                         Rows const& rows) {
    auto writer = ExportWriter::create(
        path, {identity, 1, genesis_hash(identity.algorithm, identity.ledger)});
    ASSERT_TRUE(writer.ok());
    for (auto const& row : rows) {
        ASSERT_TRUE(
            writer->add({{row.sequence, row.head, row.body}, Instant{row.recorded_us}, row.hash})
                .ok());
    }
    ASSERT_TRUE(writer->finish().ok());
}

/// "5 hash"; empty when all verified.
inline std::string finding(Result<VerifyReport> const& report) {
    if (report.ok()) return {};
    if (report.error().code() != ErrorCode::kChainBroken) return report.error().message_en();
    EXPECT_FALSE(report.error().message_zh().empty());
    return report.error().arguments().front() + " " + report.error().arguments().back();
}

inline verifier::Evidence evidence_for_verifier(Evidence const& evidence) {
    verifier::Evidence other;
    for (auto const& checkpoint : evidence.checkpoints) {
        auto const read = verifier::read_checkpoint(checkpoint_text(checkpoint));
        EXPECT_TRUE(read.has_value());
        other.checkpoints.push_back(*read);
    }
    for (auto const& key : evidence.keys)
        other.keys.emplace_back(reinterpret_cast<char const*>(key.bytes.data()), key.bytes.size());
    return other;
}

inline std::string finding_of_verifier(std::string const& path, Evidence const& evidence) {
    std::ifstream file(path, std::ios::binary);
    auto const verdict = verifier::verify(file, evidence_for_verifier(evidence));
    if (!verdict.is_export) return "no export";
    if (!verdict.finding) return {};
    return std::to_string(verdict.finding->sequence) + " " +
           std::string(verifier::name_of(verdict.finding->fault));
}

}  // namespace agglo
