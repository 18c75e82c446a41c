// Rights under random grants beside a slow model of what they mean, written without EntityAccess.
#include <gtest/gtest.h>
#include <set>

#include "base/random.h"
#include "model/model.h"
#include "query/access.h"
#include "query/query_sample.h"

namespace agglo {
namespace {

constexpr char const* kSchema[] = {
    R"(entity: region
labels: {zh: 行政区, en: Region}
group: space
code: code
title: name
fields:
  - {name: code, type: text, labels: {zh: 代码, en: Code}, class: public, unique: true}
  - {name: name, type: text, labels: {zh: 名称, en: Name}, class: public}
  - {name: parent, type: reference, to: region, labels: {zh: 上级, en: Parent}, class: public}
)",
    R"(entity: park
labels: {zh: 园区, en: Park}
group: space
code: code
title: code
scope: region
fields:
  - {name: code, type: text, labels: {zh: 园区代码, en: Park code}, class: public, unique: true}
  - {name: region, type: reference, to: region, labels: {zh: 行政区, en: Region}, class: public}
)",
    R"(entity: firm
labels: {zh: 企业, en: Firm}
group: space
code: code
title: code
scope: region
own: [self]
fields:
  - {name: code, type: text, labels: {zh: 企业代码, en: Firm code}, class: public, unique: true}
  - {name: region, type: reference, to: region, labels: {zh: 行政区, en: Region}, class: public}
)",
    R"(entity: project
labels: {zh: 项目, en: Project}
group: space
code: code
title: name
scope: region
park: park
own: [firm]
fields:
  - {name: code, type: text, labels: {zh: 项目代码, en: Project code}, class: public, unique: true}
  - {name: name, type: text, labels: {zh: 项目名称, en: Project name}, class: internal}
  - {name: region, type: reference, to: region, labels: {zh: 行政区, en: Region}, class: public}
  - {name: park, type: reference, to: park, labels: {zh: 园区, en: Park}, class: public}
  - {name: firm, type: reference, to: firm, labels: {zh: 企业, en: Firm}, class: internal}
  - {name: jobs, type: integer, labels: {zh: 用工, en: Jobs}, class: confidential}
  - {name: contact, type: text, labels: {zh: 联系人, en: Contact}, class: personal}
)",
    R"(entity: milestone
labels: {zh: 节点, en: Milestone}
group: space
title: name
scope: project.region
park: project.park
own: [project.firm]
fields:
  - {name: name, type: text, labels: {zh: 节点名称, en: Milestone name}, class: public}
  - {name: project, type: reference, to: project, labels: {zh: 项目, en: Project}, class: public}
  - {name: jobs, type: integer, labels: {zh: 用工, en: Jobs}, class: internal}
)"};

constexpr char const* kEntities[] = {"region", "park", "firm", "project", "milestone"};
constexpr char const* kActionsWritten[] = {"read", "create", "edit", "delete", "export"};

/// A grant as the test wrote it; `jobs_above` stands for `when: jobs > N`.
struct WrittenGrant {
    std::set<std::string> entities;
    std::set<std::string> actions;
    std::string scope;
    std::set<std::string> classes;
    std::set<std::string> fields;
    std::optional<int64_t> jobs_above;
};

class Dice : public Random {
public:
    using Random::Random;
    size_t below(size_t count) {
        return static_cast<size_t>(between(0, static_cast<int64_t>(count) - 1));
    }
};

template <class T, size_t kCount>
std::set<std::string> some_of(Dice& random, T const (&all)[kCount], size_t odds) {
    std::set<std::string> some;
    for (auto const& each : all) {
        if (random.below(odds) != 0) some.insert(each);
    }
    return some;
}

std::string listed(std::set<std::string> const& names) {
    std::string text;
    for (auto const& name : names) text += (text.empty() ? "" : ", ") + name;
    return "[" + text + "]";
}

class Case {
public:
    explicit Case(uint64_t seed) : random_(seed) {
        for (size_t role = 0; role < 3; ++role) {
            for (size_t i = 0, count = 1 + random_.below(3); i < count; ++i)
                roles_[role].push_back(grant());
        }
        for (size_t i = 0, count = 1 + random_.below(3); i < count; ++i) {
            HeldRole held{"r" + std::to_string(random_.below(3))};
            for (int region = 1; region <= 6; ++region) {
                if (random_.below(4) == 0) held.regions.push_back("R" + std::to_string(region));
            }
            if (random_.below(2) == 0) held.parks.push_back("K" + std::to_string(random_.below(4)));
            if (random_.below(2) == 0)
                held.own.push_back({"firm", "F" + std::to_string(random_.below(5))});
            viewer_.roles.push_back(std::move(held));
        }
        viewer_.name = "someone";
        make_model();
        make_ledger();
    }

    void check() {
        for (auto const* name : kEntities) {
            auto const entity = ledger_->view(name).index();
            EntityAccess const access(ledger_->snapshot(), viewer_, entity);
            auto const& table = *ledger_->snapshot().entities[entity].table;
            auto const& fields = ledger_->view(name).entity().fields;
            auto const reads = access.row_filter();
            auto const exports = access.row_filter(Action::kExport);
            std::vector<uint8_t> everywhere(fields.size(), 1);
            for (size_t row = 0; row < table.rows(); ++row) {
                auto const rights = access.rights(row);
                for (auto const* action : kActionsWritten) {
                    ASSERT_EQ(rights.may(*action_named(action)), may(name, row, action))
                        << name << row << action;
                }
                bool const readable = may(name, row, "read");
                ASSERT_EQ(access.may_read_row(row), readable);
                ASSERT_EQ(reads.evaluate_row(table, row) == Predicate::RowTruth::kTrue, readable);
                ASSERT_EQ(reads.evaluate(table, 0).yes.test(row), readable);
                ASSERT_EQ(exports.evaluate(table, 0).yes.test(row), may(name, row, "export"));
                for (size_t f = 0; f < fields.size(); ++f) {
                    bool const shown = may(name, row, "read", &fields[f]);
                    ASSERT_EQ(rights.shows(f), shown) << name << row << fields[f].name;
                    ASSERT_EQ(rights.sets(Action::kEdit, f), may(name, row, "edit", &fields[f]));
                    if (readable && !shown) everywhere[f] = 0;
                }
            }
            for (size_t f = 0; f < fields.size(); ++f) {
                bool const claimed = access.may_read() && access.may_read_field(f);
                ASSERT_TRUE(!claimed || everywhere[f]) << name << fields[f].name;
            }
        }
    }

private:
    WrittenGrant grant() {
        WrittenGrant grant;
        grant.entities = some_of(random_, kEntities, 2);
        if (grant.entities.empty()) grant.entities = {"project"};
        bool const conditional = random_.below(3) == 0;
        if (conditional)
            grant.entities = {"project"}, grant.jobs_above = static_cast<int64_t>(random_.below(6));
        grant.actions = some_of(random_, kActionsWritten, 2);
        grant.actions.insert("read");
        constexpr char const* kScopes[] = {"all", "region", "park", "own", "none"};
        grant.scope = kScopes[random_.below(5)];
        constexpr char const* kClasses[] = {"public", "internal", "confidential", "personal"};
        grant.classes = some_of(random_, kClasses, 3);
        if (grant.entities.size() == 1 && grant.entities.contains("project") &&
            random_.below(3) == 0) {
            constexpr char const* kFields[] = {"code", "jobs", "contact"};
            grant.fields = some_of(random_, kFields, 2);
        }
        return grant;
    }

    void make_model() {
        std::vector<SchemaFile> files = {
            {"groups.yaml", "groups:\n  - {name: space, labels: {zh: 空间, en: Space}}\n"}};
        for (size_t i = 0; i < std::size(kSchema); ++i)
            files.push_back({std::string(kEntities[i]) + ".yaml", kSchema[i]});
        std::string text = "roles:\n";
        for (size_t role = 0; role < 3; ++role) {
            text += "  - name: r" + std::to_string(role) + "\n    labels: {zh: 角色, en: Role}\n";
            text += "    grants:\n";
            for (auto const& each : roles_[role]) {
                text += "      - {entities: " + listed(each.entities) +
                        ", actions: " + listed(each.actions) + ", scope: " + each.scope +
                        ", classes: " + listed(each.classes) + ", fields: " + listed(each.fields);
                if (each.jobs_above) text += ", when: jobs > " + std::to_string(*each.jobs_above);
                text += "}\n";
            }
        }
        files.push_back({"roles.yaml", text});
        auto model = read_model(files);
        if (!model.ok()) {
            for (auto const& detail : model.error().details()) ADD_FAILURE() << detail.message_en();
        }
        ASSERT_TRUE(model.ok()) << text;
        model_ = std::make_shared<Model const>(*std::move(model));
    }

    std::string any(size_t of) { return std::to_string(1 + random_.below(of)); }

    void make_ledger() {
        ledger_.emplace(model_);
        for (int i = 1; i <= 6; ++i) {
            SampleLedger::Facts facts = {{"code", "R" + std::to_string(i)}, {"name", "区"}};
            if (i > 1 && random_.below(4) != 0)
                facts.emplace_back("parent", any(static_cast<size_t>(i) - 1));
            ledger_->add("region", facts);
        }
        for (int i = 0; i < 4; ++i)
            ledger_->add("park", {{"code", "K" + std::to_string(i)}, {"region", any(6)}});
        for (int i = 0; i < 5; ++i)
            ledger_->add("firm", {{"code", "F" + std::to_string(i)}, {"region", any(6)}});
        for (int i = 0; i < 30; ++i) {
            SampleLedger::Facts facts = {{"code", "P" + std::to_string(i)}};
            if (random_.below(5) != 0) facts.emplace_back("region", any(6));
            if (random_.below(3) != 0) facts.emplace_back("park", any(4));
            if (random_.below(3) != 0) facts.emplace_back("firm", any(5));
            if (random_.below(4) != 0) facts.emplace_back("jobs", std::to_string(random_.below(8)));
            ledger_->add("project", facts);
        }
        for (int i = 0; i < 20; ++i) {
            SampleLedger::Facts facts = {{"name", "开工"}};
            if (random_.below(6) != 0) facts.emplace_back("project", any(30));
            ledger_->add("milestone", facts);
        }
    }

    // The slow model.

    std::optional<size_t> referred(std::string const& entity, size_t row,
                                   std::string const& field) const {
        auto const view = ledger_->view(entity);
        auto const value = view.value(row, *view.entity().field_index(field));
        auto const* reference = value.get<Reference>();
        if (!reference) return std::nullopt;
        return static_cast<size_t>(reference->id) - 1;
    }
    std::string code(std::string const& entity, size_t row) const {
        return ledger_->view(entity).code(row);
    }
    static bool has(std::vector<std::string> const& codes, std::string const& code) {
        return std::find(codes.begin(), codes.end(), code) != codes.end();
    }

    bool in_regions(HeldRole const& held, std::string const& entity, size_t row) const {
        if (entity == "region") return true;  // shared by all
        auto project = entity == "milestone" ? referred(entity, row, "project") : row;
        if (!project) return false;
        auto region = referred(entity == "milestone" ? "project" : entity, *project, "region");
        for (; region; region = referred("region", *region, "parent")) {
            if (has(held.regions, code("region", *region))) return true;
        }
        return false;
    }
    bool in_parks(HeldRole const& held, std::string const& entity, size_t row) const {
        if (entity == "park") return has(held.parks, code("park", row));
        if (entity != "project" && entity != "milestone") return in_regions(held, entity, row);
        auto const project = entity == "milestone" ? referred(entity, row, "project") : row;
        auto const park = project ? referred("project", *project, "park") : std::nullopt;
        return park && has(held.parks, code("park", *park));
    }
    bool is_own(HeldRole const& held, std::string const& entity, size_t row) const {
        std::optional<size_t> firm;
        if (entity == "firm") firm = row;
        if (entity == "project") firm = referred("project", row, "firm");
        if (entity == "milestone") {
            auto const project = referred(entity, row, "project");
            if (project) firm = referred("project", *project, "firm");
        }
        return firm && std::any_of(held.own.begin(), held.own.end(), [&](auto const& own) {
                   return own.code == code("firm", *firm);
               });
    }

    bool may(std::string const& entity, size_t row, std::string const& action,
             Field const* field = nullptr) const {
        for (auto const& held : viewer_.roles) {
            for (auto const& grant : roles_[static_cast<size_t>(held.role[1] - '0')]) {
                if (!grant.entities.contains(entity) || !grant.actions.contains(action)) continue;
                if (grant.scope == "none") continue;
                if (grant.scope == "region" && !in_regions(held, entity, row)) continue;
                if (grant.scope == "park" && !in_parks(held, entity, row)) continue;
                if (grant.scope == "own" && !is_own(held, entity, row)) continue;
                if (grant.jobs_above) {
                    auto const view = ledger_->view(entity);
                    auto const jobs = view.value(row, *view.entity().field_index("jobs"));
                    auto const* number = jobs.get<int64_t>();
                    if (!number || *number <= *grant.jobs_above) continue;
                }
                if (!field) return true;
                bool const named = grant.fields.empty() || grant.fields.contains(field->name);
                if (named && grant.classes.contains(std::string(name_of(field->field_class))))
                    return true;
            }
        }
        return false;
    }

    Dice random_;
    std::vector<WrittenGrant> roles_[3];
    Viewer viewer_;
    std::shared_ptr<Model const> model_;
    std::optional<SampleLedger> ledger_;
};

TEST(AccessProperty, RightsAreWhatASlowModelOfTheGrantsAllows) {
    auto const* one = std::getenv("AGGLO_SEED");
    auto const* many = std::getenv("AGGLO_SEEDS");
    uint64_t const first = one ? std::strtoull(one, nullptr, 10) : 1;
    uint64_t const count = one ? 1 : many ? std::strtoull(many, nullptr, 10) : 300;
    for (uint64_t seed = first; seed < first + count; ++seed) {
        Case(seed).check();
        ASSERT_FALSE(::testing::Test::HasFailure()) << "AGGLO_SEED=" << seed;
    }
}

}  // namespace
}  // namespace agglo
