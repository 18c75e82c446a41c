// What recipients get, what they do not, and that it verifies all the same.
#include "proof/export_journal.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

#include "journal/erasure.h"
#include "journal/sqlite_journal.h"
#include "proof/disclosure.h"
#include "proof/export_file.h"
#include "proof/verify.h"
#include "query/query_sample.h"
#include "sqlite/database.h"
#include "sqlite/scratch_folder.h"

namespace agglo {
namespace {

/// One project in region 2 and one in region 3, with a value of each class.
std::vector<Entry> sample_entries() {
    std::vector<Entry> entries;
    auto const add = [&](char const* entity, RecordId id, std::vector<FieldChange> fields) {
        Entry entry;
        entry.sequence = entries.size() + 1;
        entry.recorded_at.us = static_cast<int64_t>(entry.sequence) * 1'000'000;
        entry.actor = "li";
        entry.reason = "理由之一";
        entry.changes.push_back({entity, id, 1, ChangeKind::kCreate, std::move(fields)});
        entries.push_back(entry);
    };
    add("region", 1, {{"code", {}, "4412", false}});
    add("region", 2, {{"code", {}, "441202", false}, {"parent", {}, Reference{1}, false}});
    add("region", 3, {{"code", {}, "441284", false}, {"parent", {}, Reference{1}, false}});
    for (RecordId const id : {1, 2}) {
        auto const number = std::to_string(id);
        add("project", id,
            {{"name", {}, "公开" + number, false},
             {"note", {}, "内部" + number, false},
             {"contact", {}, "个人" + number, false},
             {"dropped", {}, "旧列" + number, false},
             {"region", {}, Reference{id + 1}, false}});
    }
    entries.push_back(entries.back());
    entries.back().sequence = 6;
    entries.back().changes = {change_of({"project", 1, {"contact"}, false, {4}}, 1)};
    return entries;
}

struct Source {
    ScratchFolder scratch;
    std::string out = scratch.path("out.agglo");
    std::unique_ptr<Journal> journal;
    SnapshotPtr snapshot;

    Source() {
        auto made = SqliteJournal::create(scratch.path("a.db"),
                                          new_ledger_identity(HashAlgorithm::kSha256));
        journal = std::move(made).value();
        auto const entries = sample_entries();
        AGGLO_ASSERT(journal->append(entries).ok());
        LedgerFold fold(empty_snapshot(sample_model(), {}));
        for (auto const& entry : entries) fold.apply(entry);
        snapshot = fold.finish(journal->head());
    }
    Result<VerifyReport> write(RedactPlaceIf const& hidden, ExportRange range = {1, 6}) const {
        return export_journal(*JournalRows::open({scratch.path("a.db")}), range, hidden, out);
    }
    std::string bytes() const {
        std::ifstream in(out, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
};

TEST(ExportJournal, ShowsARecipientHisPartOnly) {
    struct Row {
        char const* what;
        Disclosure disclosure;
        std::vector<char const*> shown, hidden;
    };
    std::vector<Row> const rows = {
        {"public",
         {.viewer = {}, .classes = {FieldClass::kPublic}},
         {"公开1", "公开2", "441284"},
         {"内部1", "个人2", "理由", "旧列"}},
        {"two classes",
         {.viewer = {}, .classes = {FieldClass::kPublic, FieldClass::kInternal}},
         {"公开1", "内部2"},
         {"个人2", "理由"}},
        {"one entity, reasons",
         {.viewer = {}, .classes = {FieldClass::kPublic}, .entities = {"region"}, .reasons = true},
         {"441284", "理由"},
         {"公开1", "内部1"}},
        {"a role",
         {.viewer = Viewer::with("r", {"reader"})},
         {"公开1", "公开2"},
         {"内部1", "个人2"}},
        {"a role of one region",
         {.viewer = Viewer::with("p", {"promoter"}, {"441284"})},
         {"公开2", "个人2", "内部2"},
         {"公开1", "内部1", "旧列"}},
        {"a role without rows", {.viewer = Viewer::with("n", {"nobody"})}, {}, {"公开1", "441284"}},
        {"nothing", {}, {}, {"公开1", "441284", "理由"}},
    };
    Source const source;
    for (auto const& [what, disclosure, shown, hidden] : rows) {
        auto const hides = hidden_from(source.snapshot, disclosure);
        ASSERT_TRUE(hides.ok()) << what;
        ASSERT_TRUE(source.write(*hides).ok()) << what;
        auto const bytes = source.bytes();
        for (auto const* text : shown)
            EXPECT_NE(bytes.find(text), std::string::npos) << what << text;
        for (auto const* text : hidden)
            EXPECT_EQ(bytes.find(text), std::string::npos) << what << text;
        EXPECT_EQ(bytes.find("个人1"), std::string::npos) << what;
        auto const report = verify_export(source.out, {});
        ASSERT_TRUE(report.ok()) << what << report.error().message_en();
        EXPECT_EQ(report->head.hash, source.journal->head().hash) << what;
    }
}

TEST(ExportJournal, ARoleOrEntityThatIsNotThereIsRefused) {
    Source const source;
    EXPECT_EQ(hidden_from(source.snapshot, {.viewer = Viewer::with("x", {"typo"})}).error().code(),
              ErrorCode::kForbidden);
    EXPECT_EQ(hidden_from(source.snapshot, {.entities = {"typo"}}).error().code(),
              ErrorCode::kUnknownEntity);
}

TEST(ExportJournal, AWholeCopyKeepsEverythingAndAStretchBeginsAnywhere) {
    Source const source;
    ASSERT_TRUE(source.write({}).ok());
    EXPECT_NE(source.bytes().find("个人2"), std::string::npos);
    for (Sequence first = 1; first <= 6; ++first) {
        for (Sequence last = first; last <= 6; ++last) {
            auto const written = source.write({}, {first, last});
            ASSERT_TRUE(written.ok()) << first << "-" << last;
            auto const read = verify_export(source.out, {});
            ASSERT_TRUE(read.ok());
            EXPECT_EQ(read->entries, last - first + 1);
            EXPECT_EQ(read->head.hash, source.journal->checkpoint_at(last)->hash);
        }
    }
}

TEST(ExportJournal, RefusesWhatIsNotInTheJournalOrDoesNotVerify) {
    Source const source;
    EXPECT_EQ(source.write({}, {0, 3}).error().code(), ErrorCode::kBadPoint);
    EXPECT_EQ(source.write({}, {4, 3}).error().code(), ErrorCode::kBadPoint);
    EXPECT_EQ(source.write({}, {1, 7}).error().code(), ErrorCode::kChainBroken);
    EXPECT_FALSE(std::filesystem::exists(source.out));
    auto database =
        sqlite::Database::open(source.scratch.path("a.db"), sqlite::OpenMode::kReadWrite);
    ASSERT_TRUE(database->execute("UPDATE entry SET recorded_at = 9 WHERE sequence = 3").ok());
    auto const broken = source.write({});
    ASSERT_FALSE(broken.ok());
    EXPECT_EQ(broken.error().arguments().front(), "3");
    EXPECT_FALSE(std::filesystem::exists(source.out));
    EXPECT_FALSE(std::filesystem::exists(source.out + ".new"));
}

TEST(ExportJournal, TakesNoOtherFileForAnExport) {
    Source const source;
    std::ofstream(source.out) << "agglo export 2\n" << std::string(200, 'x');
    EXPECT_FALSE(is_export_file(source.out));
    EXPECT_EQ(verify_export(source.out, {}).error().code(), ErrorCode::kBadFile);
    EXPECT_EQ(verify_export(source.scratch.path("none"), {}).error().code(),
              ErrorCode::kFileNotFound);
    EXPECT_EQ(JournalRows::open({source.out}).error().code(), ErrorCode::kBadFile);
}

}  // namespace
}  // namespace agglo
