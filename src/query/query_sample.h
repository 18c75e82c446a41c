#pragma once
// A small fixed ledger over the sample schema, and short ways to ask it.
#include "base/text.h"
#include "model/fact.h"
#include "query/query.h"
#include "state/fold.h"
#include "state/ledger_sample.h"

namespace agglo {

/// Grows a snapshot by records written as text: add("project", {{"code", "P1"}, {"region", "2"}}).
class SampleLedger {
public:
    using Facts = std::vector<std::pair<std::string, std::string>>;

    explicit SampleLedger(std::shared_ptr<Model const> model = sample_model())
        : snapshot_(empty_snapshot(std::move(model), {})) {}

    RecordId add(std::string const& entity, Facts const& facts) {
        auto const id = static_cast<RecordId>(view(entity).rows()) + 1;
        write({entity, id, 1, ChangeKind::kCreate, changes(entity, facts)});
        return id;
    }
    void change(std::string const& entity, RecordId id, Facts const& facts) {
        write({entity, id, 2, ChangeKind::kUpdate, changes(entity, facts)});
    }
    void remove(std::string const& entity, RecordId id) {
        write({entity, id, 2, ChangeKind::kDelete, {}});
    }

    Snapshot const& snapshot() const { return *snapshot_; }
    SnapshotPtr pointer() const { return snapshot_; }
    EntityView view(std::string_view entity) const {
        return {*snapshot_, entity_named(*snapshot_, entity)};
    }

private:
    std::vector<FieldChange> changes(std::string const& entity, Facts const& facts) {
        std::vector<FieldChange> changes;
        for (auto const& [name, text] : facts) {
            Field const& field =
                view(entity).entity().fields[*view(entity).entity().field_index(name)];
            auto value = fact_from_text(*snapshot_->model, field, text);
            EXPECT_TRUE(value.ok()) << name << " " << text;
            if (field.target && !value->is_null()) value = Value(Reference{std::stoll(text)});
            changes.push_back({name, {}, *std::move(value), false});
        }
        return changes;
    }
    void write(RecordChange change) {
        Entry entry;
        entry.sequence = snapshot_->point.sequence + 1;
        entry.changes.push_back(std::move(change));
        LedgerFold fold(snapshot_);
        fold.apply(entry);
        snapshot_ = fold.finish({entry.sequence, {}, {}});
    }

    SnapshotPtr snapshot_;
};

inline SampleLedger sample_ledger() {
    SampleLedger ledger;
    ledger.add("region", {{"code", "4412"}, {"name", "肇庆市"}});
    ledger.add("region", {{"code", "441202"}, {"name", "端州区"}, {"parent", "1"}});
    ledger.add("region", {{"code", "441284"}, {"name", "四会市"}, {"parent", "1"}});
    ledger.add("region", {{"code", "4401"}, {"name", "广州市"}});
    ledger.add("project", {{"code", "P1"},
                           {"name", "金利新材料"},
                           {"note", "ＡＢＣ高分子 Polymer"},
                           {"region", "2"},
                           {"total", "100"},
                           {"offer", "90"},
                           {"contact", "张三"},
                           {"rate", "-0.5"},
                           {"share", "0.25"},
                           {"land", "3000"},
                           {"jobs", "10"},
                           {"signed_on", "2021-02-03"},
                           {"due", "2024-05"},
                           {"seen_at", "2024-01-01T00:00:00Z"},
                           {"stage", "signed"},
                           {"industry", "c261"},
                           {"tags", "新、快"},
                           {"industries", "c26、i"},
                           {"key_project", "是"},
                           {"place", "POINT (112.5 23)"}});
    ledger.add("project", {{"code", "P2"},
                           {"name", "四会电子"},
                           {"region", "3"},
                           {"partner", "1"},
                           {"total", "250.5"},
                           {"rate", "1.5"},
                           {"land", "1000"},
                           {"jobs", "20"},
                           {"signed_on", "2021-08-10"},
                           {"due", "2024-12"},
                           {"seen_at", "2024-06-01T00:00:00Z"},
                           {"stage", "built"},
                           {"industry", "c"},
                           {"tags", "快"},
                           {"key_project", "否"}});
    ledger.add("project", {{"code", "P3"},
                           {"name", "广州软件"},
                           {"region", "4"},
                           {"total", "1"},
                           {"offer", "7"},
                           {"contact", "李四"},
                           {"jobs", "5"},
                           {"signed_on", "2023-12-31"},
                           {"stage", "lead"},
                           {"industry", "i"}});
    ledger.add("project", {{"code", "P4"}, {"name", "无属地"}});
    ledger.add("project", {{"code", "P5"},
                           {"name", "端州二期"},
                           {"region", "2"},
                           {"partner", "3"},
                           {"total", "100"},
                           {"signed_on", "2023-01-01"},
                           {"stage", "signed"}});
    ledger.add("project", {{"code", "P6"}, {"name", "已删除"}, {"region", "2"}, {"total", "100"}});
    ledger.remove("project", 6);
    ledger.add("milestone", {{"project", "1"}, {"name", "开工"}, {"weight", "1"}});
    ledger.add("milestone", {{"project", "3"}, {"name", "封顶"}, {"weight", "5"}});
    ledger.add("milestone", {{"project", "5"}, {"name", "验收"}});
    return ledger;
}

inline Viewer owner() {
    return Viewer::owner("owner");
}
inline Viewer with_roles(std::vector<std::string> const& roles,
                         std::vector<std::string> const& regions = {"441202"}) {
    return Viewer::with("someone", roles, regions);
}

/// "wrong_type /where/0/2".
inline std::string shown(Error const& error) {
    return std::string(error.name()) + " " + error.path();
}

/// Ids of the rows found, "1 2 5", or the error.
inline std::string found_ids(Snapshot const& snapshot, Viewer const& viewer, Query const& query) {
    auto const page = find_records(snapshot, viewer, query);
    if (!page.ok()) return shown(page.error());
    std::string ids;
    for (size_t const row : page->rows) ids += (ids.empty() ? "" : " ") + std::to_string(row + 1);
    EXPECT_TRUE(query.limit || page->total == page->rows.size());
    return ids;
}

/// The same for the JSON body of a query.
inline std::string found(Snapshot const& snapshot, Viewer const& viewer, std::string const& body) {
    auto const query = parse_query(body);
    return query.ok() ? found_ids(snapshot, viewer, *query) : shown(query.error());
}

inline std::string projects_where(Snapshot const& snapshot, Viewer const& viewer,
                                  std::string const& where) {
    return found(snapshot, viewer, R"({"entity":"project","where":[)" + where + "]}");
}

/// The rows of an answer, without the rest, or the error.
inline std::string answered(Snapshot const& snapshot, Viewer const& viewer,
                            std::string const& body) {
    auto const query = parse_query(body);
    if (!query.ok()) return shown(query.error());
    auto const json = run_query_json(snapshot, viewer, *query);
    if (!json.ok()) return shown(json.error());
    size_t const from = json->find('[');
    return json->substr(from, json->find(R"(,"total")") - from);
}

}  // namespace agglo
