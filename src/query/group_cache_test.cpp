// Properties of kept answers: whatever is asked, by whomever, after whatever changes, the cache
// says what working it out anew says.
#include "query/group_cache.h"

#include <gtest/gtest.h>
#include <thread>

#include "base/random.h"
#include "query/derived/derived_sample.h"
#include "query/derived/shown_snapshots.h"
#include "query/query_sample.h"

namespace agglo {
namespace {

constexpr size_t kProjects = 7'000;  // four chunks

/// A role whose rows hang on a condition that reads another entity.
constexpr char const* kKeeper = R"yaml(roles:
  - name: keeper
    labels: {zh: 保管, en: Keeper}
    grants:
      - {entities: [region, milestone], actions: [read], scope: all, classes: [public, internal]}
      - {entities: [project], actions: [read], scope: all, classes: [public, internal],
         when: "属地.名称 = \"区1\" or 就业 > 7"}
)yaml";

std::shared_ptr<Model const> model_with_keeper(bool derived) {
    if (derived) return derived_model({{"x/roles.yaml", kKeeper}});
    auto definitions = sample_definitions();
    definitions.push_back({"schema", "x/roles.yaml", kKeeper});
    auto read = model_of(definitions);
    EXPECT_TRUE(read.ok()) << shown(read.error());
    return *std::move(read);
}

/// A ledger of several chunks that grows by random entries.
class ChangingLedger {
public:
    ChangingLedger(std::shared_ptr<Model const> model, uint64_t seed)
        : random_(seed), snapshot_(empty_snapshot(std::move(model), {})) {
        std::vector<RecordChange> changes;
        for (RecordId id = 1; id <= 5; ++id)
            changes.push_back({"region", id, 1, ChangeKind::kCreate, region_fields(id)});
        for (size_t i = 0; i < kProjects; ++i) changes.push_back(new_project(changes));
        for (int i = 0; i < 300; ++i) changes.push_back(new_milestone(changes));
        write(std::move(changes));
    }

    SnapshotPtr const& snapshot() const { return snapshot_; }

    /// A few changes in one entry.
    void change() {
        std::vector<RecordChange> changes;
        for (int64_t n = random_.between(1, 3); n > 0; --n) add_change(changes);
        write(std::move(changes));
    }
    void set(RecordId project, std::string field, Value value) {
        set("project", project, std::move(field), std::move(value));
    }
    void set(std::string entity, RecordId id, std::string field, Value value) {
        write({{std::move(entity),
                id,
                2,
                ChangeKind::kUpdate,
                {{std::move(field), {}, std::move(value), false}}}});
    }

private:
    using Changes = std::vector<RecordChange>;

    void add_change(Changes& changes) {
        switch (random_.between(0, 9)) {
            case 0: return changes.push_back(new_project(changes));
            case 1: return changes.push_back(new_milestone(changes));
            case 2: {
                auto const id = random_.between(1, 5);
                return changes.push_back({"region", id, 2, ChangeKind::kUpdate, region_fields(id)});
            }
            case 3: {
                auto const id = any("project");
                bool const live = EntityView(*snapshot_, entity_named(*snapshot_, "project"))
                                      .live(static_cast<size_t>(id) - 1);
                for (auto const& other : changes) {
                    if (other.id == id) return;
                }
                return changes.push_back(
                    {"project", id, 2, live ? ChangeKind::kDelete : ChangeKind::kRestore, {}});
            }
            case 4:
                return changes.push_back({"milestone",
                                          any("milestone"),
                                          2,
                                          ChangeKind::kUpdate,
                                          {{"weight", {}, random_.between(0, 999), false}}});
            default:
                return changes.push_back(
                    {"project", any("project"), 2, ChangeKind::kUpdate, some_of(project_fields())});
        }
    }

    size_t rows(std::string_view entity) const {
        return snapshot_->entities[entity_named(*snapshot_, entity)].table->rows();
    }
    RecordId any(std::string_view entity) {
        return random_.between(1, static_cast<int64_t>(rows(entity)));
    }
    RecordId next(std::string_view entity, Changes const& changes) const {
        auto id = static_cast<RecordId>(rows(entity)) + 1;
        for (auto const& change : changes)
            id += change.entity == entity && change.kind == ChangeKind::kCreate;
        return id;
    }

    std::vector<FieldChange> region_fields(RecordId id) {
        auto const code = std::to_string(441200 + id * 2 + random_.between(0, 1));
        std::vector<FieldChange> fields = {{"code", {}, id == 1 ? "4412" : code, false},
                                           {"name", {}, "区" + std::to_string(id % 3), false}};
        if (id > 1) fields.push_back({"parent", {}, Reference{random_.between(1, id - 1)}, false});
        return fields;
    }
    std::vector<FieldChange> project_fields() {
        auto const of = [&](std::vector<std::string> const& all) {
            return Value(
                all[static_cast<size_t>(random_.between(0, static_cast<int64_t>(all.size()) - 1))]);
        };
        auto const date = Date::parse("2020-01-15")->days + random_.between(0, 1400);
        return {{"name", {}, of({"甲", "乙", "金利", "四会"}), false},
                {"region", {}, Reference{random_.between(1, 5)}, false},
                {"partner", {}, Reference{random_.between(1, 900)}, false},
                {"total", {}, Decimal{random_.between(0, 90'000), 2}, false},
                {"offer", {}, Decimal{random_.between(0, 900), 2}, false},
                {"rate", {}, Decimal{random_.between(-900, 900), 3}, false},
                {"jobs", {}, random_.between(0, 9), false},
                {"signed_on", {}, Date{static_cast<int32_t>(date)}, false},
                {"stage", {}, of({"lead", "signed", "built"}), false},
                {"key_project", {}, random_.chance(1, 2), false}};
    }
    /// Without some, and with others empty; the name stays.
    std::vector<FieldChange> some_of(std::vector<FieldChange> fields) {
        std::erase_if(fields, [&](FieldChange const&) { return random_.chance(2, 3); });
        for (auto& field : fields) {
            if (field.field != "name" && random_.chance(1, 5)) field.after = Value();
        }
        return fields;
    }
    RecordChange new_project(Changes const& changes) {
        auto fields = project_fields();
        std::erase_if(fields, [&](FieldChange const& field) {
            return field.field != "name" && random_.chance(1, 5);
        });
        return {"project", next("project", changes), 1, ChangeKind::kCreate, std::move(fields)};
    }
    RecordChange new_milestone(Changes const& changes) {
        return {"milestone",
                next("milestone", changes),
                1,
                ChangeKind::kCreate,
                {{"project", {}, Reference{random_.between(1, 6'000)}, false},
                 {"weight", {}, random_.between(0, 999), false}}};
    }

    void write(Changes changes) {
        Entry entry;
        entry.sequence = snapshot_->point.sequence + 1;
        entry.changes = std::move(changes);
        LedgerFold fold(snapshot_);
        fold.apply(entry);
        snapshot_ = fold.finish({entry.sequence, {}, {}});
    }

    Random random_;
    SnapshotPtr snapshot_;
};

/// Without the entity and the day.
constexpr char const* kProjectQuestions[] = {
    R"("group":["region","stage"],"measures":[["count"],["sum","total"],["avg","total"]])",
    R"("measures":[["count"],["sum","total"],["min","total"],["max","jobs"]])",
    R"("group":["stage"],"measures":[["min","name"],["max","name"],["distinct","name"]])",
    R"("group":["region"],"measures":[["distinct","partner"],["ratio","total","jobs"]])",
    R"("group":["signed_on:month"],"measures":[["count"],["sum","total"]],"running":["count"])",
    R"("group":["stage","signed_on:year"],"measures":[["count"]],"compare":{"key":"signed_on:year","by":"year"})",
    R"("group":["region.code","key_project"],"measures":[["sum","offer"],["count"]])",
    R"("group":["region.parent.name"],"measures":[["count"],["max","region"]],"sort":["-count"])",
    (R"("group":["stage"],"measures":[["count"],["count","jobs","busy",{"if":"就业 > 5"}],)"
     R"(["sum","total","high",{"if":"属地.名称 = \"区1\""}]])"),
    R"("group":["region"],"measures":[["sum","total"]],"filter":"总投资 > 300 and 就业 < 7")",
    R"("group":["stage"],"measures":[["count"]],"filter":"属地.名称 = \"区2\" or 重点")",
    R"("group":["stage"],"measures":[["sum","rate"]],"where":[["region","eq","4412"]])",
    R"("group":["stage"],"measures":[["count"]],"where":[["region","in",["4412","441206"]]])",
    R"("group":["stage"],"measures":[["count"]],"where":[["region.parent.code","in",["4412"]]])",
    R"("group":["stage"],"measures":[["count"]],"where":[["name","contains","金"]],"drill":true)",
    R"("group":["stage"],"measures":[["count"]],"where":[["stage","ge","签约"],["jobs","lt",8]])",
    R"("group":["region"],"measures":[["median","total"],["stddev","jobs"],["count"]])",
    R"("group":[{"feel":"总投资 > 400","name":"big"}],"measures":[["count"]])",
    R"("group":["stage"],"measures":[["sum",{"feel":"总投资 * 就业"},"work"]])",
    R"("group":["stage"],"measures":[["count"]],"top":{"limit":2,"sort":["-total","region"]})",
    R"("group":["partner.stage"],"measures":[["sum","partner.total"]])",
    R"("group":["partner"],"measures":[["count"]],"sort":["-count","partner"],"limit":5)",
    R"("group":["jobs"],"measures":[["count","offer"],["min","signed_on"],["max","stage"]])",
};
constexpr char const* kMilestoneQuestions[] = {
    R"("group":["project.region"],"measures":[["count"],["sum","weight"]])",
    R"("group":["project.stage"],"measures":[["max","weight"]],"filter":"项目.总投资 > 200")",
};
constexpr char const* kDerivedQuestions[] = {
    R"("group":["region"],"measures":[["sum","weight"],["max","per_job"],["count","summary"]])",
    R"("group":["region_name"],"measures":[["sum","milestones"],["sum","partner_per_job"]])",
    R"("group":["stage"],"measures":[["sum","region.invested"],["max","region.projects"]])",
    R"("group":["stage"],"measures":[["count"]],"filter":"属地.总投资合计 > 900000 and 节点数 > 0")",
    R"("group":["last_name"],"measures":[["count"],["min","age_days"]],"limit":20)",
    R"("group":["due_month"],"measures":[["count"]],"where":[["region.young","gt",1400]])",
};

std::vector<Query> questions(bool derived) {
    std::vector<Query> all;
    auto const add = [&](std::string const& entity, std::string const& rest) {
        auto const body = R"({"entity":")" + entity + R"(","on":"2024-05-01",)" + rest + "}";
        auto query = parse_query(body);
        ASSERT_TRUE(query.ok()) << shown(query.error()) << body;
        all.push_back(*std::move(query));
    };
    for (auto const* rest : kProjectQuestions) add("project", rest);
    for (auto const* rest : kMilestoneQuestions) add("milestone", rest);
    for (auto const* rest : kDerivedQuestions) {
        if (derived) add("project", rest);
    }
    return all;
}

std::vector<Viewer> viewers() {
    return {owner(),
            with_roles({"leader"}),
            with_roles({"officer"}, {"441204"}),
            with_roles({"promoter"}, {"4412"}),
            with_roles({"reader"}),
            with_roles({"keeper"}),
            with_roles({"officer", "keeper"}, {"441206"})};
}

std::string said(Snapshot const& snapshot, Viewer const& viewer, Query const& query,
                 GroupCache* cache) {
    auto const answer = run_query_json(snapshot, viewer, query, cache);
    return answer.ok() ? *answer : shown(answer.error());
}

void expect_the_same(Snapshot const& snapshot, Viewer const& viewer, Query const& query,
                     GroupCache& cache) {
    ASSERT_EQ(said(snapshot, viewer, query, &cache), said(snapshot, viewer, query, nullptr))
        << query.entity << " " << (query.group.empty() ? "" : query.group.front().name) << " "
        << (viewer.roles.empty() ? "owner" : viewer.roles.front().role);
}

void check_changes(uint64_t seed, bool derived) {
    Random random(seed);
    ChangingLedger ledger(model_with_keeper(derived), seed);
    ShownSnapshots shown;
    auto const all = questions(derived);
    auto const who = viewers();
    GroupCache cache;
    cache.start(ledger.snapshot()->model);
    auto const day = *Date::parse("2024-05-01");
    for (int step = 0; step < 60; ++step) {
        auto const snapshot = shown.of(ledger.snapshot(), day);
        for (int asked = 0; asked < 15; ++asked) {
            auto const q =
                static_cast<size_t>(random.between(0, static_cast<int64_t>(all.size()) - 1));
            // Few, so that the same is asked again soon.
            auto const v = (q + seed + static_cast<size_t>(random.between(0, 1))) % who.size();
            expect_the_same(*snapshot, who[v], all[q], cache);
            if (testing::Test::HasFatalFailure()) FAIL() << seed << " step " << step;
        }
        if (random.chance(4, 5)) ledger.change();
    }
    auto const counts = cache.counts();
    EXPECT_GT(counts.patched, 100u);
    EXPECT_GT(counts.held, 30u);
    EXPECT_GT(counts.anew, 50u);
    EXPECT_LE(counts.bytes, GroupCache::kBytesMax);
}

TEST(GroupCache, SaysWhatIsWorkedOutAnewAfterChanges) {
    for (uint64_t seed = 1; seed <= 4; ++seed) check_changes(seed, false);
}

TEST(GroupCache, SaysWhatIsWorkedOutAnewAfterChangesOfWhatFieldsAreDerivedFrom) {
    for (uint64_t seed = 11; seed <= 12; ++seed) check_changes(seed, true);
}

class KeptAnswer : public testing::Test {
protected:
    KeptAnswer() { cache_.start(ledger_.snapshot()->model); }

    std::string kept(SnapshotPtr const& snapshot) {
        return said(*snapshot, owner(), query_, &cache_);
    }
    std::string anew(SnapshotPtr const& snapshot) {
        return said(*snapshot, owner(), query_, nullptr);
    }
    /// Asked often enough to be in parts.
    void ask_in_parts() {
        kept(ledger_.snapshot());
        ledger_.set(3'000, "jobs", int64_t{4});
        kept(ledger_.snapshot());
    }

    ChangingLedger ledger_{sample_model(), 7};
    Query query_ = *parse_query(
        R"({"entity":"project","on":"2024-05-01","group":["stage"],"measures":[["sum","jobs"]]})");
    GroupCache cache_;
};

/// That the comparison of this file finds a part that was kept though its rows are others: one row
/// is changed behind the stamps, in the chunk itself.
TEST_F(KeptAnswer, WouldBeFoundStale) {
    ask_in_parts();
    auto const entity = entity_named(*ledger_.snapshot(), "project");
    EntityView const view(*ledger_.snapshot(), entity);
    auto const jobs = *view.entity().field_index("jobs");
    ledger_.set(1, "jobs", int64_t{5});
    EXPECT_EQ(kept(ledger_.snapshot()), anew(ledger_.snapshot()));
    auto const* chunk = ledger_.snapshot()->entities[entity].table->chunk(0, jobs);
    const_cast<Chunk*>(chunk)->set(0, 999);
    EXPECT_NE(kept(ledger_.snapshot()), anew(ledger_.snapshot())) << "nothing was kept";
    auto const patched = cache_.counts().patched;
    ledger_.set(5'000, "jobs", int64_t{1});
    EXPECT_NE(kept(ledger_.snapshot()), anew(ledger_.snapshot())) << "no part was kept";
    EXPECT_EQ(cache_.counts().patched, patched + 1);
}

TEST_F(KeptAnswer, IsNotLookedAtAgainWhileNothingChanged) {
    auto const first = cache_.group(*ledger_.snapshot(), owner(), query_);
    auto const second = cache_.group(*ledger_.snapshot(), Viewer::owner("another"), query_);
    EXPECT_EQ(*first, *second);  // the same table
    EXPECT_EQ(cache_.counts().held, 1u);
    auto const other = cache_.group(*ledger_.snapshot(), with_roles({"reader"}), query_);
    EXPECT_FALSE(other.ok());  // jobs are not the reader's
    EXPECT_EQ(cache_.counts().answers, 1u);
}

TEST_F(KeptAnswer, FollowsANameToAnotherRecord) {
    query_.where = *parse_where(R"([["region","eq","X"]])");
    ledger_.set("region", 2, "code", "X");
    auto const before = kept(ledger_.snapshot());
    EXPECT_EQ(before, anew(ledger_.snapshot()));
    ledger_.set("region", 2, "code", "Y");
    ledger_.set("region", 3, "code", "X");
    EXPECT_EQ(kept(ledger_.snapshot()), anew(ledger_.snapshot()));
    EXPECT_NE(kept(ledger_.snapshot()), before);
}

TEST_F(KeptAnswer, OfAnEarlierPointIsNotTaken) {
    auto const before = ledger_.snapshot();
    ask_in_parts();
    EXPECT_EQ(kept(before), anew(before));
    EXPECT_NE(kept(before), kept(ledger_.snapshot()));
    EXPECT_EQ(cache_.counts().held, 1u);
}

TEST_F(KeptAnswer, IsForgottenWithItsModel) {
    ask_in_parts();
    cache_.start(std::make_shared<Model const>(*sample_model()));
    EXPECT_EQ(cache_.counts().answers, 0u);
    EXPECT_EQ(kept(ledger_.snapshot()), anew(ledger_.snapshot()));  // of the model before
    EXPECT_EQ(cache_.counts().answers, 0u);
    EXPECT_EQ(cache_.counts().bytes, 0u);
}

TEST_F(KeptAnswer, GivesWayToWhatIsAskedLater) {
    GroupCache small(40'000);
    small.start(ledger_.snapshot()->model);
    for (auto const& query : questions(false)) {
        for (auto const& viewer : viewers())
            expect_the_same(*ledger_.snapshot(), viewer, query, small);
        ASSERT_LE(small.counts().bytes, 40'000u);
    }
    EXPECT_GT(small.counts().answers, 1u);
    GroupCache none(100);
    none.start(ledger_.snapshot()->model);
    expect_the_same(*ledger_.snapshot(), owner(), query_, none);
    EXPECT_EQ(none.counts().answers, 0u);
}

TEST_F(KeptAnswer, MayBeAskedForByManyBesideTheWriter) {
    auto const all = questions(false);
    for (int step = 0; step < 8; ++step) {
        auto const snapshot = ledger_.snapshot();
        std::vector<std::thread> threads;
        for (size_t t = 0; t < 3; ++t) {
            threads.emplace_back([&, t] {
                for (size_t q = t; q < all.size(); q += 2)
                    expect_the_same(*snapshot, owner(), all[q], cache_);
            });
        }
        ledger_.change();
        for (auto& thread : threads) thread.join();
    }
    EXPECT_GT(cache_.counts().patched, 20u);
}

}  // namespace
}  // namespace agglo
