#include "exchange/projection/projection.h"

#include "base/disk.h"
#include "base/random.h"
#include "exchange/projection/projection_fixture.h"
#include "geo/shape.h"

namespace agglo {
namespace {

ProjectionOptions everything() {
    return {};
}
/// Sees 端州区 alone, public and internal fields.
ProjectionOptions officer() {
    return {.roles = {"officer"}, .regions = {"441202"}};
}

class AProjection : public testing::Test {
protected:
    std::string path(std::string const& name) const { return scratch_.path(name + ".gpkg"); }

    std::string project(std::string const& name, ProjectionOptions const& options) {
        return ProjectionRun(ledger_, path(name), options).catch_up();
    }

    /// Sets one field of a live record, whatever its version is.
    void set(std::string const& entity, RecordId id, std::string const& field, Value value) {
        auto const snapshot = ledger_.desk->snapshot();
        EntityView const view(*snapshot, entity_named(*snapshot, entity));
        auto const version = view.version(static_cast<size_t>(id) - 1);
        ledger_.run({SampleDesk::updated(entity, id, version, {{field, std::move(value)}})});
    }

    void add_project(RecordId region) {
        ledger_.run({SampleDesk::created("project", {{"name", "项目"}, {"region", region}})});
    }

    void remove(std::string const& entity, RecordId id) {
        auto const snapshot = ledger_.desk->snapshot();
        EntityView const view(*snapshot, entity_named(*snapshot, entity));
        auto const version = view.version(static_cast<size_t>(id) - 1);
        ledger_.run({SampleDesk::deleted(entity, id, version)});
    }

    ScratchFolder scratch_;
    SampleDesk ledger_;
};

TEST_F(AProjection, HoldsEveryKindOfValue) {
    ledger_.run({SampleDesk::project("P-1", {{"total", Decimal{1'234'567'89, 2}},
                                             {"land", Decimal{66'667, 2}},
                                             {"share", Decimal{500'000, 6}},
                                             {"jobs", 120},
                                             {"key_project", true},
                                             {"signed_on", Date{0}},
                                             {"seen_at", Instant{1'500'000}},
                                             {"stage", "signed"},
                                             {"tags", ValueList{"甲", "乙"}},
                                             {"place", point(112.5, 23)}})});
    ASSERT_EQ(project("a", everything()), "rebuilt");
    for (auto const& [column, value] : std::vector<std::pair<std::string, std::string>>{
             {"total", "1234567.89"},
             {"land", "666.67"},
             {"land_mu", "1.000005"},
             {"share", "0.5"},
             {"jobs", "120"},
             {"key_project", "1"},
             {"signed_on", "1970-01-01"},
             {"seen_at", "1970-01-01T00:00:01.500Z"},
             {"stage", "signed"},
             {"tags", "[\"甲\",\"乙\"]"},
             {"substr(hex(place), 1, 16)", "475000018A110000"},
             {"note IS NULL", "1"},
         }) {
        EXPECT_EQ(answer(path("a"), "SELECT " + column + " FROM project"), value) << column;
    }
    EXPECT_EQ(answer(path("a"), "SELECT 阶段 || 属地 || \"属地（代码）\" FROM 项目"),
              "签约端州区441202");
}

TEST_F(AProjection, GoesOnWhereItStood) {
    EXPECT_EQ(project("a", everything()), "rebuilt");
    EXPECT_EQ(project("a", everything()), "nothing");
    ledger_.run({SampleDesk::project("P-1"), SampleDesk::project("P-2")});
    EXPECT_EQ(project("a", everything()), "updated");
    set("project", 1, "name", "改名");
    remove("project", 2);
    EXPECT_EQ(project("a", everything()), "updated");
    EXPECT_EQ(answer(path("a"), "SELECT group_concat(id || name || version) FROM project"),
              "1改名2");
}

TEST_F(AProjection, IsMadeAnewWhenItCannotGoOn) {
    ledger_.run({SampleDesk::project("P-1")});
    struct Case {
        std::string change;  // of the state
        ProjectionOptions options;
    };
    auto from_nothing = everything();
    from_nothing.from_nothing = true;
    auto in_english = everything();
    in_english.language = LabelLanguage::kEn;
    for (auto const& [change, options] : std::vector<Case>{
             {"SET ledger = 'x'", everything()},
             {"SET hash = 'x'", everything()},
             {"SET sequence = sequence + 1", everything()},
             {"SET sequence = sequence - 1", everything()},
             {"SET sequence = 'x'", everything()},
             {"SET roles = 'officer'", everything()},
             {"SET schema_version = 0", everything()},
             {"SET layout = 'x'", everything()},
             {"SET regions = regions", officer()},
             {"SET regions = regions", in_english},
             {"SET regions = regions", from_nothing},
         }) {
        ASSERT_EQ(project("a", everything()), "rebuilt");
        ASSERT_EQ(project("a", everything()), "nothing");
        (void)answer(path("a"), "UPDATE agglo_projection " + change);
        EXPECT_EQ(project("a", options), "rebuilt") << change;
        std::filesystem::remove(path("a"));
    }
}

TEST_F(AProjection, FollowsAChangeOfTheSchema) {
    ProjectionRun run(ledger_, path("a"), everything());
    EXPECT_EQ(run.catch_up(), "rebuilt");
    ledger_.run({SampleDesk::created(
        "definition", {{"kind", "schema"},
                       {"name", "visit.yaml"},
                       {"text",
                        "entity: visit\nlabels: {zh: 走访, en: Visit}\ngroup: main\n"
                        "fields:\n  - {name: note, type: text, labels: {zh: 备注, en: "
                        "Note}}\n"}})});
    EXPECT_EQ(run.catch_up(), "rebuilt");
    EXPECT_EQ(answer(path("a"), "SELECT count(*) FROM 走访"), "0");
}

TEST_F(AProjection, FindsByPlaceWhatIsOnAMap) {
    auto const inside = [&](double west, double east) {
        return answer(path("a"), "SELECT group_concat(id) FROM rtree_project_place WHERE maxx >= " +
                                     std::to_string(west) + " AND minx <= " + std::to_string(east));
    };
    ledger_.run({SampleDesk::project("P-1", {{"place", point(112.5, 23)}}),
                 SampleDesk::project("P-2", {{"place", point(113.5, 23)}}),
                 SampleDesk::project("P-3")});
    ASSERT_EQ(project("a", everything()), "rebuilt");
    EXPECT_EQ(inside(112, 113), "1");
    EXPECT_EQ(inside(112, 114), "1,2");
    EXPECT_EQ(answer(path("a"), "SELECT count(*) FROM rtree_project_place"), "2");
    set("project", 1, "place", Value());
    set("project", 2, "place", point(112.5, 23));
    set("project", 3, "place", point(114.5, 23));
    ASSERT_EQ(project("a", everything()), "updated");
    EXPECT_EQ(inside(112, 113), "2");
    remove("project", 2);
    ASSERT_EQ(project("a", everything()), "updated");
    EXPECT_EQ(inside(112, 115), "3");
    EXPECT_EQ(answer(path("a"), "SELECT rtreecheck('rtree_project_place')"), "ok");
    EXPECT_EQ(answer(path("a"),
                     "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND "
                     "tbl_name = 'project'"),
              "6");
}

TEST_F(AProjection, IsMadeAnewWhenAValueIsErased) {
    ledger_.run({SampleDesk::project("P-1", {{"contact", "张三丰"}}),
                 SampleDesk::project("P-2", {{"contact", "李四光"}})});
    ProjectionRun run(ledger_, path("a"), everything());
    ASSERT_EQ(run.catch_up(), "rebuilt");
    EXPECT_NE(system_disk().read(path("a"))->find("张三丰"), std::string::npos);
    Command command;
    command.viewer = Viewer::owner("owner");
    command.reason = "本人要求";
    command.erase = ErasedFields{"project", 1, {"contact"}, false};
    ASSERT_TRUE(ledger_.desk->execute(std::move(command)).ok());
    EXPECT_EQ(run.catch_up(), "rebuilt");
    EXPECT_EQ(system_disk().read(path("a"))->find("张三丰"), std::string::npos);
    EXPECT_NE(system_disk().read(path("a"))->find("李四光"), std::string::npos);
    EXPECT_EQ(run.catch_up(), "nothing");
    ledger_.run({SampleDesk::project("P-3")});
    EXPECT_EQ(run.catch_up(), "updated");
}

TEST_F(AProjection, ChecksItsScope) {
    auto const refused = [&](ProjectionOptions options) {
        auto const opened = Projection::open(ledger_.desk->journal(), std::move(options));
        return opened.ok() ? "" : std::string(opened.error().name());
    };
    EXPECT_EQ(refused({.roles = {"wizard"}}), "not_in_enumeration");
    EXPECT_EQ(refused({.roles = {"officer"}}), "required");
    EXPECT_EQ(refused({.roles = {"officer"}, .regions = {"999999"}}), "no_such_reference");
    EXPECT_EQ(refused({.roles = {"nobody"}}), "forbidden");
    EXPECT_EQ(refused({.roles = {"reader"}}), "");
}

TEST_F(AProjection, TouchesNoFileThatIsNotOne) {
    {
        auto made = sqlite::Database::open(path("other"), sqlite::OpenMode::kCreate);
        ASSERT_TRUE(made->execute("CREATE TABLE t (i)").ok());
    }
    auto const refused = [&](std::string const& where) {
        auto const opened = open_projection_target(where, "agglo");
        return opened.ok() ? "" : std::string(opened.error().name());
    };
    EXPECT_EQ(refused(path("other")), "file_exists");
    EXPECT_EQ(refused(scratch_.path("a.shp")), "malformed");
    EXPECT_EQ(refused("postgresql://u:secret@[bad"), "malformed");
    auto const held = open_projection_target(path("held"), "agglo");
    EXPECT_EQ(refused(path("held")), "storage_failed");
}

TEST_F(AProjection, WhatLeavesTheScopeLeavesTheTable) {
    ledger_.run({SampleDesk::project("P-1"),
                 SampleDesk::created("milestone", {{"project", Reference{-1}}, {"name", "开工"}})});
    ProjectionRun run(ledger_, path("a"), officer());
    ASSERT_EQ(run.catch_up(), "rebuilt");
    EXPECT_EQ(answer(path("a"), "SELECT count(*) FROM milestone"), "1");
    set("project", 1, "region", Reference{2});
    EXPECT_EQ(run.catch_up(), "updated");
    EXPECT_EQ(answer(path("a"), "SELECT count(*) FROM project"), "0");
    EXPECT_EQ(answer(path("a"), "SELECT count(*) FROM milestone"), "0");
    set("region", 2, "parent", Reference{1});
    EXPECT_EQ(run.catch_up(), "updated");
    EXPECT_EQ(answer(path("a"), "SELECT count(*) FROM milestone"), "1");
}

/// The slow twin: a projection made from nothing at the same point.
TEST_F(AProjection, FollowedEqualsMadeFromNothing) {
    ledger_.run({SampleDesk::project("P-0")});
    ProjectionRun whole(ledger_, path("whole"), everything());
    ProjectionRun scoped(ledger_, path("scoped"), officer());
    Random random(20'261'122);
    int64_t projects = 1;
    for (int step = 0; step < 60; ++step) {
        auto const any = [&] { return random.between(1, projects); };
        switch (random.between(0, 5)) {
            case 0:
                add_project(random.between(1, 2));
                ++projects;
                break;
            case 1:
                ledger_.run({SampleDesk::created(
                    "milestone", {{"project", Reference{any()}}, {"weight", step}})});
                break;
            case 2: set("project", any(), "region", Reference{random.between(1, 2)}); break;
            case 3: set("project", any(), "total", Decimal{step * 100, 2}); break;
            case 4: set("project", any(), "place", point(112 + step / 60., 23)); break;
            default: set("region", 2, "parent", random.chance(1, 2) ? Value() : Reference{1});
        }
        if (step % 4 != 3) continue;
        (void)whole.catch_up();
        (void)scoped.catch_up();
        auto const number = std::to_string(step);
        ASSERT_EQ(project("whole" + number, everything()), "rebuilt");
        ASSERT_EQ(project("scoped" + number, officer()), "rebuilt");
        for (auto const* table : {"region", "project", "milestone", "项目", "节点"}) {
            EXPECT_EQ(rows_in(path("whole"), table), rows_in(path("whole" + number), table));
            EXPECT_EQ(rows_in(path("scoped"), table), rows_in(path("scoped" + number), table));
        }
        auto const* const index = "rtree_project_place";
        EXPECT_EQ(rows_in(path("whole"), index), rows_in(path("whole" + number), index));
    }
}

}  // namespace
}  // namespace agglo
