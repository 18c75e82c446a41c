#include "region/seed.h"

#include <set>
#include <unistd.h>

#include "model/check.h"
#include "region/figures.h"
#include "region/overview.h"
#include "region/seeded_ledger.h"

namespace agglo {
namespace {

Viewer const kOwner = Viewer::owner("test");

class Region : public testing::Test {
public:
    static void SetUpTestSuite() {
        pack_ = new Pack(*read_pack(SeededLedger::pack_dir(AGGLO_SOURCE_DIR),
                                    SeededLedger::schema_dir(AGGLO_SOURCE_DIR)));
        ledger_ = new SeededLedger(AGGLO_SOURCE_DIR);
    }
    static void TearDownTestSuite() {
        delete ledger_;
        delete pack_;
    }

protected:
    static SnapshotPtr now() { return ledger_->desk->snapshot(); }
    static std::vector<FigureResult> figures() {
        auto checked = check_figures(pack_->figures, {*now(), kOwner});
        EXPECT_TRUE(checked.ok()) << (checked.ok()
                                          ? ""
                                          : checked.error().path() + checked.error().message_en());
        return checked.ok() ? *checked : std::vector<FigureResult>();
    }
    static EntityView view(char const* entity) {
        return {*now_, *now_->model->entity_index(entity)};
    }
    void SetUp() override {
        ASSERT_TRUE(ledger_->desk);
        now_ = now();
    }
    static Value value(EntityView const& of, size_t row, char const* field) {
        return of.value(row, *of.entity().field_index(field));
    }

    static inline Pack* pack_ = nullptr;
    static inline SeededLedger* ledger_ = nullptr;
    static inline SnapshotPtr now_;
};

TEST_F(Region, EveryPublishedFigureHolds) {
    auto const checked = figures();
    EXPECT_GE(checked.size(), 60u);
    for (auto const& figure : checked) {
        EXPECT_TRUE(figure.holds) << figure.id << " stated " << figure.stated.to_string()
                                  << " answered "
                                  << (figure.answered ? figure.answered->to_string() : "nothing");
    }
    EXPECT_NE(figures_report(checked, false).find("figures hold"), std::string::npos);
    if (std::getenv("AGGLO_SHOW_FIGURES")) std::puts(figures_report(checked, true).c_str());
}

TEST_F(Region, IsAsLargeAsACity) {
    struct Row {
        char const* entity;
        size_t low, high;
    };
    for (auto const& row : {Row{"project", 1'200, 2'000}, Row{"enterprise", 1'500, 2'500},
                            Row{"parcel", 1'000, 2'000}, Row{"park", 140, 150},
                            Row{"lead", 200, 800}, Row{"milestone", 2'000, 15'000}}) {
        EXPECT_GE(view(row.entity).rows(), row.low) << row.entity;
        EXPECT_LE(view(row.entity).rows(), row.high) << row.entity;
    }
    if (std::getenv("AGGLO_SHOW_FIGURES")) {
        for (auto const& entity : now_->model->entities) {
            std::printf("%s %zu\n", entity.name.c_str(), view(entity.name.c_str()).rows());
        }
        std::printf("records %zu changes %zu entries %zu published %zu\n", ledger_->report.records,
                    ledger_->report.changes, ledger_->report.entries, ledger_->report.published);
    }
}

TEST_F(Region, OverviewAnswersEveryCard) {
    auto const overview = answer_overview(pack_->overview, pack_->figures, {*now_, kOwner});
    ASSERT_TRUE(overview.ok()) << overview.error().path() << " " << overview.error().message_en();
    JsonWriter json;
    write_overview(json.begin_object(), *overview);
    json.end_object();
    for (auto const& section : *overview) {
        for (auto const& card : section.cards) {
            EXPECT_TRUE(card.value) << card.id;
            EXPECT_TRUE(parse_where(card.drill.where).ok()) << card.drill.where;
            for (auto const& point : card.series)
                EXPECT_TRUE(parse_where(point.drill.where).ok()) << point.drill.where;
        }
    }
    if (std::getenv("AGGLO_SHOW_FIGURES")) std::puts(json.str().c_str());
}

TEST_F(Region, PublishedCitesSyntheticDoesNot) {
    std::set<std::string> const documents = {"000_37ea838c366cbd79.txt", "001_71949098ae777887.txt",
                                             "002_45a4d7b1e07920a8.txt", "003_881e5aab3654d3f9.txt",
                                             "004_3d0c54a04845f9e1.txt"};
    size_t published_records = 0;
    for (auto const& entity : now_->model->entities) {
        auto const records = view(entity.name.c_str());
        for (size_t row = 0; row < records.rows(); ++row) {
            auto const citation = value(records, row, "citation");
            bool const published = value(records, row, "published") == Value(true);
            bool const synthetic = value(records, row, "synthetic") == Value(true);
            EXPECT_FALSE(published && synthetic) << entity.name << " " << row;
            EXPECT_EQ(published, !citation.is_null()) << entity.name << " " << row;
            bool const known = !published || documents.contains(*citation.get<std::string>());
            EXPECT_TRUE(known) << entity.name << " " << row;
            published_records += published ? 1 : 0;
        }
    }
    EXPECT_EQ(published_records, ledger_->report.published);
}

TEST_F(Region, NothingInventedHangsOnARealFirm) {
    auto const firms = view("enterprise");
    for (auto const& entity : now_->model->entities) {
        auto const records = view(entity.name.c_str());
        for (size_t field = 0; field < entity.fields.size(); ++field) {
            if (entity.fields[field].target != firms.index()) continue;
            for (size_t row = 0; row < records.rows(); ++row) {
                auto const reference = records.value(row, field);
                if (reference.is_null() || value(records, row, "synthetic") != Value(true))
                    continue;
                auto const firm = firms.row_of(reference.get<Reference>()->id);
                EXPECT_EQ(value(firms, *firm, "synthetic"), Value(true))
                    << entity.name << " " << row;
            }
        }
    }
}

TEST_F(Region, CodesPassTheirChecks) {
    for (auto const& [entity, field] :
         {std::pair{"enterprise", "uscc"}, std::pair{"project", "code"}}) {
        auto const records = view(entity);
        auto const at = *records.entity().field_index(field);
        auto const check = check_named(records.entity().fields[at].check);
        std::set<std::string> seen;
        for (size_t row = 0; row < records.rows(); ++row) {
            auto const code = records.value(row, at);
            if (code.is_null()) continue;
            auto const& text = *code.get<std::string>();
            auto const finding = check(text);
            EXPECT_FALSE(finding) << text << " " << (finding ? finding->en : "");
            EXPECT_TRUE(seen.insert(text).second) << text;
        }
        EXPECT_GT(seen.size(), 1'000u) << entity;
    }
}

TEST_F(Region, StageDatesAreInOrder) {
    static constexpr char const* kDates[] = {
        "negotiated_on",   "gated_on",       "filed_on",    "signed_on",    "registered_on",
        "land_granted_on", "permitted_on",   "started_on",  "completed_on", "produced_on",
        "above_scale_on",  "at_capacity_on", "evaluated_on"};
    auto const projects = view("project");
    for (size_t row = 0; row < projects.rows(); ++row) {
        Date before{0};
        for (auto const* field : kDates) {
            auto const date = value(projects, row, field);
            if (date.is_null()) continue;
            EXPECT_LT(before, *date.get<Date>()) << projects.label(row) << " " << field;
            before = *date.get<Date>();
        }
        EXPECT_LE(before, pack_->history_until) << projects.label(row);
    }
}

TEST_F(Region, HistoryIsKeptInOrder) {
    auto const verified = ledger_->desk->journal().verify();
    ASSERT_TRUE(verified.ok()) << verified.error().message_en();
    auto const early =
        ledger_->desk->journal().checkpoint_at(*Instant::parse("2021-06-30T00:00:00Z"));
    ASSERT_TRUE(early.ok());
    EXPECT_GT(early->sequence, 100u);
    EXPECT_LT(early->sequence, ledger_->desk->journal().head().sequence);
    auto const then = ledger_->desk->snapshot_at(early->sequence);
    ASSERT_TRUE(then.ok());
    EXPECT_LT((*then)->record_count, now_->record_count);
}

/// Sets one field of the first project that a query finds.
void change_one(Desk& desk, Query const& query, char const* field, Value value) {
    auto const snapshot = desk.snapshot();
    auto const found = find_records(*snapshot, kOwner, query);
    ASSERT_TRUE(found.ok() && !found->rows.empty());
    EntityView const projects(*snapshot, found->entity);
    Command command;
    command.viewer = kOwner;
    command.reason = "test";
    auto const row = found->rows.front();
    CommandChange change;
    change.entity = "project";
    change.id = static_cast<RecordId>(row) + 1;
    change.version = projects.version(row);
    change.facts = {{field, std::move(value)}};
    command.changes.push_back(std::move(change));
    auto const receipt = desk.execute(std::move(command));
    ASSERT_TRUE(receipt.ok()) << receipt.error().message_en();
}

FigureResult const& named(std::vector<FigureResult> const& figures, std::string_view id) {
    for (auto const& figure : figures) {
        if (figure.id == id) return figure;
    }
    ADD_FAILURE() << id;
    return figures.front();
}

TEST_F(Region, AFigureFollowsItsRecords) {
    struct Row {
        char const* figure;
        char const* query;
        char const* field;
        Value value;
    };
    Row const rows[] = {
        {"starts_2023",
         R"({"entity":"project","where":[["synthetic","eq",true],["manufacturing","eq",true],
            ["region.parent","eq","441200"],["started_on","between",["2023-01-01","2023-12-31"]]]})",
         "started_on", *Date::parse("2022-12-31")},
        {"intro_2021_investment", R"({"entity":"project","where":[["region","eq","441203"],
            ["introduced_on","between",["2021-01-01","2021-12-31"]]]})",
         "total_investment", Decimal{12'345'678'900, 2}},
        {"new_area_completed_2021",
         R"({"entity":"project","where":[["zone","eq","ZQ-XQ"],["manufacturing","eq",true],
            ["completed_on","between",["2021-01-01","2021-12-31"]]]})",
         "manufacturing", false},
    };
    for (auto const& row : rows) {
        auto const before = figures();
        change_one(*ledger_->desk, *parse_query(row.query), row.field, row.value);
        auto const after = figures();
        EXPECT_NE(named(before, row.figure).answered, named(after, row.figure).answered)
            << row.figure;
        EXPECT_FALSE(named(after, row.figure).holds) << row.figure;
        EXPECT_FALSE(all_hold(after));
    }
}

}  // namespace
}  // namespace agglo
