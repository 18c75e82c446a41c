// Whatever is done to a ledger behind its back is found, at the entry where it was done, and by all
// three who verify alike. Seeded: AGGLO_SEED and AGGLO_TRIALS repeat or extend a run.
#include <cstdlib>
#include <functional>

#include "tampered_ledger.h"

namespace agglo {
namespace {

uint64_t number_from(char const* variable, uint64_t otherwise) {
    char const* const text = std::getenv(variable);
    return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

struct Tampered {
    LedgerIdentity identity;
    Rows rows;
    std::string found;  ///< the sequence, and what is wrong when only that may be
};

struct Trial {
    Random& random;
    LedgerIdentity identity;
    Rows rows;      ///< as they were written
    Rows stranger;  ///< of another ledger, as many

    size_t any(size_t from = 0, size_t short_of = 0) {
        return static_cast<size_t>(random.between(
            static_cast<int64_t>(from), static_cast<int64_t>(rows.size() - 1 - short_of)));
    }
    Tampered with(Rows changed, size_t at, char const* what = "") const {
        auto found = std::to_string(at + 1);
        return {identity, std::move(changed), what[0] ? found + " " + what : found};
    }
};

void flip(Random& random, std::string& bytes) {
    auto& byte =
        bytes[static_cast<size_t>(random.between(0, static_cast<int64_t>(bytes.size()) - 1))];
    byte = static_cast<char>(byte ^ random.between(1, 255));
}

Tampered change_byte(Trial& trial, std::string Row::*column) {
    size_t const at = trial.any();
    Rows rows = trial.rows;
    flip(trial.random, rows[at].*column);
    return trial.with(rows, at);
}

Tampered change_time(Trial& trial) {
    size_t const at = trial.any();
    Rows rows = trial.rows;
    rows[at].recorded_us += trial.random.chance(1, 2) ? 1 : -1;
    return trial.with(rows, at, "time");
}

Tampered change_sequence(Trial& trial) {
    Rows rows = trial.rows;
    rows.back().sequence += static_cast<Sequence>(trial.random.between(1, 1'000));
    return trial.with(rows, rows.size() - 1, "missing");
}

Tampered remove(Trial& trial) {
    size_t const at = trial.any(0, 1);
    Rows rows = trial.rows;
    rows.erase(rows.begin() + static_cast<ptrdiff_t>(at));
    return trial.with(rows, at, "missing");
}

/// Removed, and the gap closed.
Tampered remove_and_close(Trial& trial) {
    size_t const at = trial.any(0, 1);
    Rows rows = trial.rows;
    rows.erase(rows.begin() + static_cast<ptrdiff_t>(at));
    for (size_t i = at; i < rows.size(); ++i) --rows[i].sequence;
    return trial.with(rows, at, "out_of_place");
}

void insert(Rows& rows, size_t at, Row row) {
    for (size_t i = at; i < rows.size(); ++i) ++rows[i].sequence;
    row.sequence = at + 1;
    rows.insert(rows.begin() + static_cast<ptrdiff_t>(at), std::move(row));
}

/// A forged entry that follows from the one before it: the next gives it away.
Tampered add(Trial& trial) {
    size_t const at = trial.any(1, 1);
    Rows rows = trial.rows;
    Entry entry = plain_entry(at + 1);
    entry.recorded_at.us = rows[at - 1].recorded_us;
    insert(rows, at, row_of(trial.identity, entry, digest_of_row(rows[at - 1])));
    return trial.with(rows, at + 1, "out_of_place");
}

Tampered duplicate(Trial& trial) {
    size_t const at = trial.any();
    Rows rows = trial.rows;
    insert(rows, at + 1, rows[at]);
    return trial.with(rows, at + 1, "out_of_place");
}

Tampered reorder(Trial& trial) {
    size_t const a = trial.any(0, 1);
    size_t const b = trial.any(a + 1);
    Rows rows = trial.rows;
    std::swap(rows[a], rows[b]);
    std::swap(rows[a].sequence, rows[b].sequence);
    return trial.with(rows, a, "out_of_place");
}

Tampered exchange_column(Trial& trial, std::string Row::*column) {
    size_t const a = trial.any(0, 1);
    size_t const b = trial.any(a + 1);
    Rows rows = trial.rows;
    std::swap(rows[a].*column, rows[b].*column);
    return trial.with(rows, a);
}

/// Found by the checkpoint alone: what is left hangs together.
Tampered truncate(Trial& trial) {
    size_t const at = trial.any();
    Rows rows(trial.rows.begin(), trial.rows.begin() + static_cast<ptrdiff_t>(at));
    return trial.with(rows, at, "truncated");
}

Tampered take_from_stranger(Trial& trial) {
    size_t const at = trial.any();
    Rows rows = trial.rows;
    rows[at] = trial.stranger[at];
    return trial.with(rows, at, "hash");
}

/// The whole of another ledger under this one's name.
Tampered take_all_from_stranger(Trial& trial) {
    return trial.with(trial.stranger, 0, "hash");
}

/// One entry exchanged and every hash after it made anew: found by the checkpoint alone.
Tampered rewrite(Trial& trial) {
    size_t const at = trial.any();
    Rows rows = trial.rows;
    Digest previous = at == 0 ? genesis_hash(trial.identity.algorithm, trial.identity.ledger)
                              : digest_of_row(rows[at - 1]);
    Entry forged = plain_entry(at + 1);
    forged.recorded_at.us = rows[at].recorded_us;
    rows[at] = row_of(trial.identity, forged, previous);
    for (size_t i = at + 1; i < rows.size(); ++i) {
        auto const proof =
            prove_entry(digest_of_row(rows[i - 1]), {rows[i].sequence, rows[i].head, rows[i].body});
        rows[i].hash = bytes_of(proof->hash);
    }
    return trial.with(rows, rows.size() - 1, "rewritten");
}

/// Said of the checkpoint, which states the algorithm too.
Tampered change_algorithm(Trial& trial) {
    Tampered tampered = trial.with(trial.rows, trial.rows.size() - 1, "foreign");
    bool const sm3 = trial.identity.algorithm == HashAlgorithm::kSm3;
    tampered.identity.algorithm = sm3 ? HashAlgorithm::kSha256 : HashAlgorithm::kSm3;
    return tampered;
}

struct Kind {
    char const* name;
    std::function<Tampered(Trial&)> tamper;
};

std::vector<Kind> kinds() {
    auto const bytes_of_column = [](std::string Row::*column) {
        return [column](Trial& trial) { return change_byte(trial, column); };
    };
    auto const column_exchanged = [](std::string Row::*column) {
        return [column](Trial& trial) { return exchange_column(trial, column); };
    };
    return {{"head byte", bytes_of_column(&Row::head)},
            {"body byte", bytes_of_column(&Row::body)},
            {"hash byte", bytes_of_column(&Row::hash)},
            {"time", change_time},
            {"sequence", change_sequence},
            {"removed", remove},
            {"removed and closed", remove_and_close},
            {"added", add},
            {"duplicated", duplicate},
            {"reordered", reorder},
            {"heads exchanged", column_exchanged(&Row::head)},
            {"bodies exchanged", column_exchanged(&Row::body)},
            {"hashes exchanged", column_exchanged(&Row::hash)},
            {"truncated", truncate},
            {"another ledger's entry", take_from_stranger},
            {"another ledger", take_all_from_stranger},
            {"rewritten", rewrite},
            {"algorithm", change_algorithm}};
}

Trial new_trial(Random& random) {
    auto const algorithm = random.chance(1, 2) ? HashAlgorithm::kSm3 : HashAlgorithm::kSha256;
    auto const entries = static_cast<size_t>(random.between(3, 9));
    auto const identity = new_ledger_identity(algorithm);
    auto rows = random_ledger(random, identity, entries);
    auto stranger = random_ledger(random, new_ledger_identity(algorithm), entries);
    return {random, identity, std::move(rows), std::move(stranger)};
}

/// What each of the three says.
std::vector<std::string> findings(Tampered const& tampered, Evidence const& evidence) {
    ScratchFolder const scratch;
    write_database(scratch.path("a.db"), tampered.identity, tampered.rows);
    write_export(scratch.path("a.agglo"), tampered.identity, tampered.rows);
    auto const journal = SqliteJournal::open_to_read(scratch.path("a.db"));
    return {finding(verify_journal(**journal, 1, evidence)),
            finding(verify_export(scratch.path("a.agglo"), evidence)),
            finding_of_verifier(scratch.path("a.agglo"), evidence)};
}

TEST(Tamper, IsFoundByAllThreeAtTheSameEntry) {
    uint64_t const seed = number_from("AGGLO_SEED", 1);
    uint64_t const trials = number_from("AGGLO_TRIALS", 8);
    for (auto const& [name, tamper] : kinds()) {
        for (uint64_t number = 0; number < trials; ++number) {
            Random random = Random(seed).fork(number);
            Trial trial = new_trial(random);
            Evidence const evidence{{checkpoint_of(trial.identity, trial.rows.back())}, {}};
            auto const tampered = tamper(trial);
            if (tampered.rows == trial.rows &&
                tampered.identity.algorithm == trial.identity.algorithm)
                continue;  // two equal columns exchanged
            SCOPED_TRACE(std::string(name) + ", seed " + std::to_string(seed) + ", trial " +
                         std::to_string(number));
            auto const found = findings(tampered, evidence);
            EXPECT_EQ(found[0], found[1]);
            EXPECT_EQ(found[1], found[2]);
            EXPECT_TRUE((found[0] + " ").starts_with(tampered.found + " "))
                << found[0] << ", not " << tampered.found;
        }
    }
}

TEST(Tamper, UntouchedLedgersVerifyForAllThree) {
    Random random(2);
    for (int i = 0; i < 20; ++i) {
        Trial const trial = new_trial(random);
        Evidence evidence;
        for (auto const& row : trial.rows)
            evidence.checkpoints.push_back(checkpoint_of(trial.identity, row));
        EXPECT_EQ(findings({trial.identity, trial.rows, ""}, evidence),
                  (std::vector<std::string>{"", "", ""}));
    }
}

std::string read_bytes(std::string const& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

size_t step(Random& random) {
    return static_cast<size_t>(random.between(1, 5));
}

/// The export as bytes: any one changed, taken out, or all from some place on.
TEST(Tamper, AnyByteOfAnExportMatters) {
    Random random(3);
    for (int round = 0; round < 4; ++round) {
        Trial const trial = new_trial(random);
        Evidence const evidence{{checkpoint_of(trial.identity, trial.rows.back())}, {}};
        ScratchFolder const scratch;
        auto const path = scratch.path("a.agglo");
        write_export(path, trial.identity, trial.rows);
        auto const bytes = read_bytes(path);
        for (size_t at = 0; at < bytes.size(); at += step(random)) {
            auto changed = bytes;
            switch (random.between(0, 3)) {
                case 0: changed.erase(at, 1); break;
                case 1: changed.resize(at); break;
                case 2: changed.insert(at, 1, static_cast<char>(random.between(0, 255))); break;
                default: changed[at] = static_cast<char>(changed[at] ^ random.between(1, 255));
            }
            if (changed == bytes) continue;
            std::ofstream(path, std::ios::binary | std::ios::trunc) << changed;
            auto const ours = finding(verify_export(path, evidence));
            auto const theirs = finding_of_verifier(path, evidence);
            ASSERT_FALSE(theirs.empty()) << at;
            bool const no_export = theirs == "no export";
            ASSERT_EQ(no_export ? ours.find("not an export") != std::string::npos : ours == theirs,
                      true)
                << at << ": " << ours << ", " << theirs;
        }
    }
}

}  // namespace
}  // namespace agglo
