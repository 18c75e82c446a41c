// What a backup folder shows by itself, and where it says that it was tampered with.
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

#include "journal/backup_reader.h"
#include "journal/entry_samples.h"
#include "journal/sqlite_journal.h"
#include "proof/verify.h"
#include "sqlite/scratch_folder.h"

namespace agglo {
namespace {

constexpr Sequence kEntries = 60;

class VerifyBackup : public testing::Test {
protected:
    VerifyBackup() {
        auto journal = SqliteJournal::create(scratch_.path("a.db"),
                                             new_ledger_identity(HashAlgorithm::kSha256));
        journal_ = std::move(journal).value();
        std::vector<Entry> entries;
        for (Sequence i = 1; i <= kEntries; ++i) entries.push_back(plain_entry(i));
        AGGLO_ASSERT(journal_->append(entries).ok());
        AGGLO_ASSERT(back_up({scratch_.path("a.db")}, "accounts", folder_).ok());
    }

    std::string segment_with(Sequence sequence) const {
        while (!std::filesystem::exists(folder_.file(BackupFolder::segment_name(sequence))))
            --sequence;
        return BackupFolder::segment_name(sequence);
    }
    /// Writes the segment anew after a change to its entries, sealed as the real ones are.
    void forge(std::string const& name,
               std::function<void(std::vector<StoredRow>&)> const& change) {
        auto const bytes = *system_disk().read(folder_.file(name));
        auto const sealed = *unseal(name, BackupKind::kSegment, bytes);
        auto segment = *read_segment(name, sealed.content);
        Sequence const first = segment.rows.front().bytes.sequence;
        change(segment.rows);
        SegmentWriter writer({first - 1, segment.previous, {}});
        for (auto const& row : segment.rows) writer.add(row);
        put(name, writer.sealed(sealed.identity));
    }
    void put(std::string const& name, std::string_view bytes) const {
        std::ofstream(folder_.file(name), std::ios::binary | std::ios::trunc) << bytes;
    }
    SignedCheckpoint at(Sequence sequence) const {
        return {journal_->identity(), *journal_->checkpoint_at(sequence), {}, {}};
    }
    Result<VerifyReport> verify(Evidence const& evidence = {}) const {
        return verify_backup(folder_, evidence);
    }

    ScratchFolder scratch_;
    BackupFolder folder_{.path = scratch_.path("backup"), .segment_bytes = 2'000};
    std::unique_ptr<Journal> journal_;
};

TEST_F(VerifyBackup, ComesToWhatTheJournalComesTo) {
    auto const report = verify({{at(1), at(30), at(kEntries)}});
    ASSERT_TRUE(report.ok()) << report.error().message_en();
    auto const wanted = *journal_->verify();
    EXPECT_EQ(report->entries, wanted.entries);
    EXPECT_EQ(report->values, wanted.values);
    EXPECT_EQ(report->head.hash, wanted.head.hash);
}

TEST_F(VerifyBackup, NamesTheEntryBehindAGoodSeal) {
    std::string held;  // what a changed row views
    auto const flip = [&held](std::string_view& view, size_t from_end) {
        held = view;
        held[held.size() - from_end] ^= 1;
        view = held;
    };
    struct Row {
        char const* what;
        Sequence sequence;
        std::function<void(StoredRow&)> spoil;
        char const* why;
    };
    for (auto const& [what, sequence, spoil, why] : {
             Row{"body", 30, [&](StoredRow& row) { flip(row.bytes.body, 3); }, "entry 30"},
             Row{"hash", 41, [&](StoredRow& row) { flip(row.hash, 1); }, "entry 41"},
             Row{"time", 2, [](StoredRow& row) { row.recorded_at.us += 1; }, "entry 2"},
             Row{"last body", kEntries, [&](StoredRow& row) { flip(row.bytes.body, 3); },
                 "entry 60"},
         }) {
        auto const name = segment_with(sequence);
        auto const whole = *system_disk().read(folder_.file(name));
        forge(name, [&](std::vector<StoredRow>& rows) {
            for (auto& row : rows)
                if (row.bytes.sequence == sequence) spoil(row);
        });
        auto const report = verify();
        ASSERT_FALSE(report.ok()) << what;
        EXPECT_EQ(report.error().code(), ErrorCode::kBadBackup) << what;
        auto const text = report.error().message_en();
        EXPECT_NE(text.find(name), std::string::npos) << text;
        EXPECT_NE(text.find(why), std::string::npos) << text;
        put(name, whole);
    }
    EXPECT_TRUE(verify().ok());
}

TEST_F(VerifyBackup, NamesTheFileThatIsNotAsItWas) {
    auto const second = segment_with(20);
    struct Row {
        char const* what;
        std::string name;
        std::function<void()> spoil;
        char const* damage;
    };
    auto const changed = [this](std::string const& name) {
        auto bytes = *system_disk().read(folder_.file(name));
        bytes[bytes.size() - 50] ^= 1;
        put(name, bytes);
    };
    auto const remove = [this](std::string const& name) {
        std::filesystem::remove(folder_.file(name));
    };
    for (auto const& [what, name, spoil, damage] : {
             Row{"changed", second, [&] { changed(second); }, "checksum"},
             Row{"missing", second, [&] { remove(second); }, "missing"},
             Row{"no last", segment_with(60), [&] { remove(segment_with(60)); }, "missing"},
             Row{"no head", "head", [&] { remove("head"); }, "missing"},
             Row{"head changed", "head", [&] { changed("head"); }, "checksum"},
             Row{"accounts", "accounts", [&] { put("accounts", "x"); }, "no_backup"},
         }) {
        auto const whole = *system_disk().read(folder_.file(name));
        spoil();
        auto const report = verify();
        ASSERT_FALSE(report.ok()) << what;
        ASSERT_EQ(report.error().code(), ErrorCode::kBadBackup) << what;
        EXPECT_EQ(report.error().arguments()[0], name) << what;
        EXPECT_EQ(report.error().arguments()[3], damage) << what;
        put(name, whole);
    }
    EXPECT_TRUE(verify().ok());
}

TEST_F(VerifyBackup, IsHeldAgainstCheckpoints) {
    auto rewritten = at(30);
    rewritten.point.hash[0] ^= 1;
    auto later = at(kEntries);
    later.point.sequence = kEntries + 1;
    auto foreign = at(30);
    foreign.identity.ledger = std::string(32, '0');
    struct Row {
        SignedCheckpoint checkpoint;
        char const* damage;
    };
    for (auto const& [checkpoint, damage] : {
             Row{rewritten, "rewritten"},
             Row{later, "truncated"},
             Row{foreign, "foreign"},
         }) {
        auto const report = verify({{checkpoint}});
        ASSERT_FALSE(report.ok()) << damage;
        EXPECT_EQ(report.error().code(), ErrorCode::kChainBroken) << damage;
        EXPECT_EQ(report.error().arguments()[3], damage);
    }
}

}  // namespace
}  // namespace agglo
