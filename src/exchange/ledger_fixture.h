#pragma once
// For tests: a ledger in a temporary folder over a small schema that has a field of every kind.
//
//   LedgerFixture ledger;
//   ledger.create("region", {{"code", "441284"}, {"name", "四会市"}, {"level", "county"}});
#include <gtest/gtest.h>
#include <memory>

#include "desk/desk.h"
#include "exchange/temp_folder.h"
#include "journal/sqlite_journal.h"

namespace agglo {

inline constexpr char const* kFixtureSchema[][2] = {
    {"groups.yaml", "groups:\n  - {name: main, labels: {zh: 主要, en: Main}}\n"},
    {"units.yaml", R"(units:
  - {name: yuan, labels: {zh: 元, en: yuan}}
  - {name: kwh, labels: {zh: 千瓦时, en: kWh}}
  - {name: mu, labels: {zh: 亩, en: mu}}
  - {name: percent, labels: {zh: "%", en: "%"}}
)"},
    {"enumerations/stage.yaml", R"(enumeration: stage
labels: {zh: 阶段, en: Stage}
values:
  - {code: lead, labels: {zh: 线索, en: Lead}, aliases: [意向]}
  - {code: signed, labels: {zh: 已签约, en: Signed}}
)"},
    {"region.yaml", R"(entity: region
labels: {zh: 行政区, en: Region}
description: {zh: 行政区, en: Region}
group: main
code: code
title: name
list: [code, name]
field_groups:
  - {name: main, labels: {zh: 主要, en: Main}}
fields:
  - {name: code, type: text, labels: {zh: 代码, en: Code}, class: public, required: true, unique: true}
  - {name: name, type: text, labels: {zh: 名称, en: Name}, class: public, required: true}
  - {name: parent, type: reference, to: region, labels: {zh: 上级, en: Parent}, class: public}
)"},
    {"project.yaml", R"(entity: project
labels: {zh: 项目, en: Project}
description: {zh: 项目, en: Project}
group: main
code: code
title: name
list: [code, name]
scope: region
field_groups:
  - {name: main, labels: {zh: 主要, en: Main}}
fields:
  - {name: code, type: text, labels: {zh: 项目代码, en: Code}, class: public, required: true, unique: true}
  - {name: name, type: text, labels: {zh: 项目名称, en: Project name}, class: public, required: true, aliases: [项目]}
  - {name: region, type: reference, to: region, labels: {zh: 属地, en: Region}, class: public}
  - {name: total_investment, type: money, labels: {zh: 计划总投资, en: Total investment}, aliases: [总投资], min: 0}
  - {name: land_area, type: area, unit: mu, labels: {zh: 用地面积, en: Land area}}
  - {name: floor_area, type: area, labels: {zh: 建筑面积, en: Floor area}}
  - {name: tax_share, type: share, labels: {zh: 税收占比, en: Tax share}}
  - {name: power, type: decimal, scale: 3, unit: kwh, labels: {zh: 用电量, en: Power}}
  - {name: jobs, type: integer, labels: {zh: 用工, en: Jobs}}
  - {name: manufacturing, type: boolean, labels: {zh: 制造业, en: Manufacturing}}
  - {name: signed_on, type: date, labels: {zh: 签约日期, en: Signed on}}
  - {name: start_month, type: month, labels: {zh: 开工月份, en: Start month}}
  - {name: seen_at, type: instant, labels: {zh: 查看时间, en: Seen at}}
  - {name: stage, type: enumeration, of: stage, labels: {zh: 阶段, en: Stage}}
  - {name: stages, type: list, items: enumeration, of: stage, labels: {zh: 历经阶段, en: Stages}}
  - {name: tags, type: list, items: text, labels: {zh: 标签, en: Tags}}
  - {name: site, type: polygon, labels: {zh: 红线, en: Site}}
  - {name: uscc, type: text, check: uscc, labels: {zh: 信用代码, en: USCC}}
  - {name: note, type: long_text, labels: {zh: 备注, en: Note}}
  - {name: secret, type: text, class: confidential, labels: {zh: 底价, en: Reserve price}}
)"},
    {"visit.yaml", R"(entity: visit
labels: {zh: 走访, en: Visit}
description: {zh: 走访, en: Visit}
group: main
list: [summary]
field_groups:
  - {name: main, labels: {zh: 主要, en: Main}}
fields:
  - {name: summary, type: text, labels: {zh: 摘要, en: Summary}}
)"},
    {"roles.yaml", R"(roles:
  - name: officer
    labels: {zh: 专员, en: Officer}
    scope: region
    read: [public, internal]
    entities: [project, region]
    edit: [project]
)"},
};

class LedgerFixture {
public:
    LedgerFixture() : folder_(std::move(TempFolder::make().value())) {
        auto journal = SqliteJournal::create(folder_.file("ledger.db"),
                                             new_ledger_identity(HashAlgorithm::kSha256));
        auto desk = Desk::open(std::move(journal.value()));
        desk_ = std::move(desk.value());
        Command command{owner(), "schema", "", "", false, {}, std::nullopt};
        for (auto const& [path, text] : kFixtureSchema) {
            std::vector<Fact> facts{{"kind", "schema"}, {"name", path}, {"text", text}};
            command.changes.push_back({ChangeKind::kCreate, "definition", 0, {}, facts});
        }
        expect(desk_->execute(std::move(command)));
    }

    static Viewer owner() { return Viewer::owner("tester"); }
    /// Sees 四会市 alone, and no confidential fields.
    static Viewer officer() { return Viewer::with("li", {"officer"}, {"441284"}); }

    Desk& desk() { return *desk_; }
    SnapshotPtr snapshot() const { return desk_->snapshot(); }

    RecordId create(std::string entity, std::vector<Fact> facts) {
        Command command{owner(), "", "", "", false, {}, std::nullopt};
        command.changes.push_back(
            {ChangeKind::kCreate, std::move(entity), 0, {}, std::move(facts)});
        auto const receipt = desk_->execute(std::move(command));
        expect(receipt);
        return receipt.ok() ? receipt->records.front().id : 0;
    }

    Value value(std::string_view entity, RecordId id, std::string_view field) const {
        auto const now = snapshot();
        EntityView const view(*now, *now->model->entity_index(entity));
        return view.value(*view.row_of(id), *view.entity().field_index(field));
    }

private:
    static void expect(Result<Receipt> const& receipt) {
        if (receipt.ok()) return;
        ADD_FAILURE() << receipt.error().path() << receipt.error().message_en();
        for (auto const& detail : receipt.error().details()) {
            ADD_FAILURE() << detail.path() << " " << detail.message_en();
        }
    }

    TempFolder folder_;
    std::unique_ptr<Desk> desk_;
};

}  // namespace agglo
