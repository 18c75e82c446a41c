#include "journal/backup.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

#include "journal/entry_samples.h"
#include "journal/journal_rows.h"
#include "journal/sqlite_journal.h"
#include "sqlite/scratch_folder.h"

namespace agglo {
namespace {

constexpr size_t kSmallSegment = 2'000;

class Backup : public testing::Test {
protected:
    Backup() { journal_ = create("a.db"); }

    std::unique_ptr<Journal> create(std::string const& name) {
        auto journal =
            SqliteJournal::create(scratch_.path(name), new_ledger_identity(HashAlgorithm::kSm3));
        AGGLO_ASSERT(journal.ok());
        return std::move(*journal);
    }
    static void append(Journal& journal, Sequence count) {
        std::vector<Entry> entries;
        for (Sequence i = 1; i <= count; ++i)
            entries.push_back(plain_entry(journal.head().sequence + i));
        ASSERT_TRUE(journal.append(entries).ok());
    }
    BackupFolder folder(std::string const& name = "backup") const {
        return {.path = scratch_.path(name), .segment_bytes = kSmallSegment};
    }
    Result<BackupReport> ship(std::string const& accounts = {}) const {
        return back_up({scratch_.path("a.db")}, accounts, folder());
    }
    /// Into new files each time.
    Result<RestoreReport> restore_all(RestorePoint const& point = {}) {
        restored_ = scratch_.path("restored" + std::to_string(++restores_) + ".db");
        return restore(folder(), point, {{restored_}, restored_ + ".accounts"});
    }
    std::string segment(Sequence first) const {
        return folder().file(BackupFolder::segment_name(first));
    }
    std::vector<Sequence> segments() const {
        std::vector<Sequence> firsts;
        for (Sequence i = 1; i <= journal_->head().sequence; ++i)
            if (std::filesystem::exists(segment(i))) firsts.push_back(i);
        return firsts;
    }

    ScratchFolder scratch_;
    std::unique_ptr<Journal> journal_;
    std::string restored_;
    int restores_ = 0;
};

std::string text_of(std::string const& path) {
    return *system_disk().read(path);
}

void write(std::string const& path, std::string_view bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

TEST_F(Backup, ShipsWhatIsNewAndRestoresItUnderTheSameHashes) {
    for (Sequence const count : {0, 3, 0, 40, 1, 100}) {
        append(*journal_, count);
        auto const shipped = ship();
        ASSERT_TRUE(shipped.ok()) << shipped.error().message_en();
        EXPECT_EQ(shipped->entries, count);
        EXPECT_EQ(shipped->head.hash, journal_->head().hash);
        auto const restored = restore_all();
        ASSERT_TRUE(restored.ok()) << restored.error().message_en();
        auto const again = SqliteJournal::open(restored_);
        ASSERT_TRUE(again.ok()) << again.error().message_en();
        EXPECT_EQ((*again)->identity().ledger, journal_->identity().ledger);
        EXPECT_EQ((*again)->head().hash, journal_->head().hash);
        EXPECT_EQ((*again)->verify()->entries, journal_->head().sequence);
        append(**again, 1);
    }
    EXPECT_GT(segments().size(), 5u);
}

TEST_F(Backup, WritesNothingWhenNothingIsNew) {
    append(*journal_, 30);
    ASSERT_TRUE(ship("accounts").ok());
    EXPECT_EQ(ship("accounts")->bytes, 0u);
    EXPECT_GT(ship("other accounts")->bytes, 0u);
}

TEST_F(Backup, LetsTheLastSegmentGrowUntilItIsFull) {
    std::vector<Sequence> before;
    for (int i = 0; i < 60; ++i) {
        append(*journal_, 1);
        ASSERT_TRUE(ship().ok());
        auto const now = segments();
        ASSERT_GE(now.size(), before.size());
        before = now;
    }
    EXPECT_GT(before.size(), 2u);
    EXPECT_LT(before.size(), 15u);
    EXPECT_EQ(restore_all()->verified.entries, 60u);
}

TEST_F(Backup, RestoresToAPoint) {
    append(*journal_, 50);  // recorded at 1 s, 2 s …
    ASSERT_TRUE(ship().ok());
    struct Row {
        RestorePoint point;
        Sequence last;
    };
    auto const second = [](int64_t seconds) { return Instant{seconds * 1'000'000}; };
    for (auto const& [point, last] : {
             Row{{.sequence = 0}, 0},
             Row{{.sequence = 1}, 1},
             Row{{.sequence = 37}, 37},
             Row{{.sequence = 50}, 50},
             Row{{.instant = second(0)}, 0},
             Row{{.instant = second(20)}, 20},
             Row{{.instant = Instant{20'999'999}}, 20},
             Row{{.instant = second(51)}, 50},
         }) {
        auto const restored = restore_all(point);
        ASSERT_TRUE(restored.ok()) << restored.error().message_en();
        EXPECT_EQ(restored->verified.head.sequence, last);
        EXPECT_EQ(restored->verified.head.hash, journal_->checkpoint_at(last)->hash);
    }
    EXPECT_EQ(restore_all({.sequence = 51}).error().code(), ErrorCode::kBadPoint);
    EXPECT_FALSE(std::filesystem::exists(restored_));
}

TEST_F(Backup, RestoresAccountsForTheirOwnerOnly) {
    append(*journal_, 1);
    ASSERT_TRUE(ship("first").ok());
    ASSERT_TRUE(ship("second").ok());
    EXPECT_TRUE(ship()->has_accounts);  // no accounts now: the last copy stays
    EXPECT_TRUE(restore_all()->has_accounts);
    EXPECT_EQ(text_of(restored_ + ".accounts"), "second");
    auto const mode = std::filesystem::status(restored_ + ".accounts").permissions();
    EXPECT_EQ(mode, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    auto const bare = scratch_.path("bare.db");
    EXPECT_FALSE(restore(folder(), {}, {{bare}, ""})->has_accounts);
}

TEST_F(Backup, RefusesWhatIsNotAsItWasWritten) {
    append(*journal_, 60);
    ASSERT_TRUE(ship("accounts").ok());
    auto const firsts = segments();
    ASSERT_GT(firsts.size(), 3u);
    auto const second = segment(firsts[1]), third = segment(firsts[2]);
    auto const last = segment(firsts.back()), head = folder().file("head");
    auto const change = [](std::string const& path, size_t from_end) {
        auto bytes = text_of(path);
        bytes[bytes.size() - from_end] ^= 1;
        write(path, bytes);
    };
    struct Row {
        char const* what;
        std::function<void()> spoil;
        std::string file;
        char const* damage;
    };
    auto const bytes_of_second = text_of(second), bytes_of_third = text_of(third);
    for (auto const& [what, spoil, file, damage] : {
             Row{"cut off", [&] { write(second, bytes_of_second.substr(0, 900)); }, second,
                 "checksum"},
             Row{"empty", [&] { write(second, ""); }, second, "no_backup"},
             Row{"changed", [&] { change(second, 100); }, second, "checksum"},
             Row{"changed checksum", [&] { change(second, 1); }, second, "checksum"},
             Row{"missing", [&] { std::filesystem::remove(second); }, second, "missing"},
             Row{"missing last", [&] { std::filesystem::remove(last); }, last, "missing"},
             Row{"missing first", [&] { std::filesystem::remove(segment(1)); }, segment(1),
                 "missing"},
             Row{"swapped", [&] { write(second, bytes_of_third); }, second, "out_of_place"},
             Row{"another kind", [&] { write(second, text_of(head)); }, second, "kind"},
             Row{"head missing", [&] { std::filesystem::remove(head); }, head, "missing"},
             Row{"head changed", [&] { change(head, 40); }, head, "checksum"},
             Row{"accounts changed", [&] { change(folder().file("accounts"), 40); },
                 folder().file("accounts"), "checksum"},
         }) {
        auto const whole = scratch_.path("whole");
        std::filesystem::copy(folder().path, whole);
        spoil();
        auto const restored = restore_all();
        ASSERT_FALSE(restored.ok()) << what;
        ASSERT_EQ(restored.error().code(), ErrorCode::kBadBackup) << what;
        EXPECT_EQ(restored.error().arguments()[0], std::filesystem::path(file).filename()) << what;
        EXPECT_EQ(restored.error().arguments()[3], damage) << what;
        EXPECT_FALSE(std::filesystem::exists(restored_)) << what;
        EXPECT_FALSE(std::filesystem::exists(restored_ + ".accounts")) << what;
        std::filesystem::remove_all(folder().path);
        std::filesystem::rename(whole, folder().path);
    }
    EXPECT_TRUE(restore_all().ok());
}

TEST_F(Backup, RefusesSegmentsThatAreWellSealedButDoNotFollow) {
    append(*journal_, 60);
    ASSERT_TRUE(ship().ok());
    auto const other = create("b.db");
    append(*other, 60);
    ASSERT_TRUE(back_up({scratch_.path("b.db")}, {}, folder("other")).ok());
    auto const second = BackupFolder::segment_name(segments()[1]);
    std::filesystem::copy_file(folder("other").file(second), folder().file(second),
                               std::filesystem::copy_options::overwrite_existing);
    EXPECT_EQ(restore_all().error().arguments()[3], "ledger");

    // The same ledger, written anew: its seal is good, its history another.
    auto const forged = scratch_.path("forged.db");
    auto const again = SqliteJournal::create(forged, journal_->identity());
    append(**again, 60);
    ASSERT_TRUE(back_up({forged}, {}, folder("forged")).ok());
    std::filesystem::copy_file(folder("forged").file(second), folder().file(second),
                               std::filesystem::copy_options::overwrite_existing);
    EXPECT_EQ(restore_all().error().arguments()[3], "chain");
    std::filesystem::remove_all(folder().path);
    std::filesystem::copy(folder("forged").path, folder().path);
    EXPECT_TRUE(restore_all().ok());
    EXPECT_EQ(ship().error().arguments()[3], "rewritten");
}

TEST_F(Backup, WithoutItsHeadIsRestoredUpToASequence) {
    append(*journal_, 60);
    ASSERT_TRUE(ship().ok());
    std::filesystem::remove(folder().file("head"));
    EXPECT_EQ(restore_all({.sequence = 45})->verified.head.hash, journal_->checkpoint_at(45)->hash);
    EXPECT_EQ(restore_all({.instant = Instant{45'000'000}}).error().arguments()[3], "missing");
    EXPECT_EQ(restore_all({.sequence = 61}).error().arguments()[3], "missing");
}

TEST_F(Backup, KeepsToOneLedger) {
    append(*journal_, 2);
    ASSERT_TRUE(ship().ok());
    create("b.db");
    auto const mixed = back_up({scratch_.path("b.db")}, {}, folder());
    ASSERT_FALSE(mixed.ok());
    EXPECT_EQ(mixed.error().arguments()[3], "ledger");
    EXPECT_EQ(back_up({scratch_.path("none.db")}, {}, folder()).error().code(),
              ErrorCode::kFileNotFound);
}

TEST_F(Backup, ShipsNothingOfAJournalThatDoesNotVerify) {
    append(*journal_, 10);
    auto database = sqlite::Database::open(scratch_.path("a.db"), sqlite::OpenMode::kReadWrite);
    ASSERT_TRUE(database->execute("UPDATE entry SET recorded_at = 7 WHERE sequence = 5").ok());
    EXPECT_EQ(ship().error().code(), ErrorCode::kChainBroken);
    EXPECT_FALSE(std::filesystem::exists(segment(1)));
}

TEST_F(Backup, OverwritesNoLedger) {
    append(*journal_, 2);
    ASSERT_TRUE(ship("accounts").ok());
    auto const path = scratch_.path("new.db");
    for (std::string const taken : {"new.db", "new.db-wal", "new.accounts"}) {
        write(scratch_.path(taken), "x");
        auto const restored = restore(folder(), {}, {{path}, scratch_.path("new.accounts")});
        ASSERT_FALSE(restored.ok()) << taken;
        EXPECT_EQ(restored.error().code(), ErrorCode::kFileExists) << taken;
        EXPECT_EQ(text_of(scratch_.path(taken)), "x");
        std::filesystem::remove(scratch_.path(taken));
    }
    EXPECT_TRUE(restore(folder(), {}, {{path}, scratch_.path("new.accounts")}).ok());
}

}  // namespace
}  // namespace agglo
