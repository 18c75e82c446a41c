#include "query/access_rule.h"

#include <algorithm>

#include "query/derived/derivation.h"
#include "query/feel_filter.h"

namespace agglo {

namespace {

constexpr int kRegionLevelsMax = 10;
constexpr size_t kLiteralsMax = 16;  // more places are looked up by row

/// Conditions ask no day.
constexpr Date kNoDay;

bool holds(std::vector<RecordId> const& ids, RecordId id) {
    return std::binary_search(ids.begin(), ids.end(), id);
}

std::vector<size_t> fields_of(Model const& model, size_t entity,
                              std::vector<std::string> const& path) {
    std::vector<size_t> fields;
    for (auto const& step : path) {
        auto const field = model.entities[entity].field_index(step);
        AGGLO_ASSERT(field && model.entities[entity].fields[*field].target);
        fields.push_back(*field);
        entity = *model.entities[entity].fields[*field].target;
    }
    return fields;
}

/// `next` gives the record that a reference field of a record leads to, or 0.
template <class Next>
bool reaches(Model const& model, WayToPlace const& way, size_t entity, RecordId id, Next next) {
    for (size_t const field : way.fields) {
        id = next(entity, id, field);
        if (id <= 0) return false;
        entity = *model.entities[entity].fields[field].target;
    }
    return holds(*way.places, id);
}

/// The rows themselves.
class RowsNamed : public RowTest {
public:
    explicit RowsNamed(PlaceIds ids) : ids_(std::move(ids)) {}

    Truth evaluate(size_t group, Mask const& wanted) const override {
        Truth truth{{}, wanted};
        auto const first = static_cast<RecordId>(group * kChunkRows) + 1;
        auto const from = std::lower_bound(ids_->begin(), ids_->end(), first);
        for (auto id = from; id != ids_->end() && *id < first + RecordId{kChunkRows}; ++id) {
            auto const in_group = static_cast<size_t>(*id - first);
            if (wanted.test(in_group)) truth.yes.set(in_group);
        }
        return truth;
    }
    Predicate::RowTruth evaluate_row(size_t row) const override {
        return holds(*ids_, static_cast<RecordId>(row) + 1) ? Predicate::RowTruth::kTrue
                                                            : Predicate::RowTruth::kFalse;
    }
    Result<void> outcome() const override { return {}; }

private:
    PlaceIds ids_;
};

/// A reference to one of the places.
Predicate refers_to(size_t field, std::vector<RecordId> const& places, size_t target_rows) {
    if (places.size() <= kLiteralsMax) return Predicate::among(field, places);
    std::vector<Predicate::RowTruth> truth(target_rows, Predicate::RowTruth::kFalse);
    for (auto const id : places) truth[static_cast<size_t>(id) - 1] = Predicate::RowTruth::kTrue;
    return Predicate::of_target(field, std::move(truth));
}

Predicate rows_reaching(WayToPlace const& way, Snapshot const& snapshot, size_t entity) {
    if (way.fields.empty()) return Predicate::test(std::make_shared<RowsNamed>(way.places));
    std::vector<size_t> tables = {entity};
    for (size_t const field : way.fields) {
        tables.push_back(*snapshot.model->entities[tables.back()].fields[field].target);
    }
    auto const rows = [&](size_t step) { return snapshot.entities[tables[step]].table->rows(); };
    size_t step = way.fields.size() - 1;
    auto via = refers_to(way.fields[step], *way.places, rows(step + 1));
    while (step > 0) {
        Table const& table = *snapshot.entities[tables[step]].table;
        std::vector<Predicate::RowTruth> truth(rows(step));
        for (size_t row = 0; row < truth.size(); ++row) truth[row] = via.evaluate_row(table, row);
        via = Predicate::of_target(way.fields[--step], std::move(truth));
    }
    return via;
}

/// A condition is the system's own: it reads what the viewer may not.
Predicate condition_rows(Formula const& when, Snapshot const& snapshot, size_t entity) {
    auto access = std::make_shared<EntityAccess const>(snapshot, Viewer::owner({}), entity);
    auto filter = feel_filter(std::move(access), entity, when.text, kNoDay);
    return filter.ok() ? *std::move(filter) : Predicate::constant(false);
}

}  // namespace

bool AccessRule::covers(AccessRule const& other) const {
    if (never) return false;
    if (when && (!other.when || other.when->text != when->text)) return false;
    if (all_places) return true;
    if (other.all_places || ways.size() != other.ways.size()) return false;
    for (size_t i = 0; i < ways.size(); ++i) {
        auto const& mine = *ways[i].places;
        auto const& its = *other.ways[i].places;
        bool const wider = ways[i].fields == other.ways[i].fields &&
                           std::includes(mine.begin(), mine.end(), its.begin(), its.end());
        if (!wider) return false;
    }
    return true;
}

std::vector<RecordId> Places::named(size_t entity, std::vector<std::string> const& codes) const {
    std::vector<RecordId> ids;
    EntityView const view(snapshot_, entity);
    auto const field = view.entity().code_field;
    for (auto const& code : codes) {
        if (!field) break;
        for (size_t const row : view.rows_equal(*field, Value(code)))
            ids.push_back(static_cast<RecordId>(row) + 1);
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

PlaceIds Places::regions(size_t held) {
    auto& known = regions_[held];
    if (known) return known;
    std::vector<RecordId> inside;
    if (auto const region = snapshot_.model->entity_index("region")) {
        EntityView const view(snapshot_, *region);
        auto const top = named(*region, viewer_.roles[held].regions);
        auto const parent = view.entity().field_index("parent");
        for (size_t row = 0; row < view.rows() && !top.empty(); ++row) {
            std::optional<size_t> at = row;
            for (int level = 0; at && level < kRegionLevelsMax; ++level) {
                if (holds(top, static_cast<RecordId>(*at) + 1)) {
                    inside.push_back(static_cast<RecordId>(row) + 1);
                    break;
                }
                if (!parent || !view.table().has(*at, *parent)) break;
                at = view.row_of(view.table().wide(*at, *parent));
            }
        }
    }
    known = std::make_shared<std::vector<RecordId> const>(std::move(inside));
    return known;
}

PlaceIds Places::parks(size_t held) {
    auto& known = parks_[held];
    auto const park = snapshot_.model->entity_index("park");
    if (!known) {
        known = std::make_shared<std::vector<RecordId> const>(
            park ? named(*park, viewer_.roles[held].parks) : std::vector<RecordId>());
    }
    return known;
}

PlaceIds Places::own(size_t held, size_t entity) {
    auto& known = own_[{held, entity}];
    if (known) return known;
    std::vector<std::string> codes;
    for (auto const& record : viewer_.roles[held].own) {
        if (record.entity == snapshot_.model->entities[entity].name) codes.push_back(record.code);
    }
    known = std::make_shared<std::vector<RecordId> const>(named(entity, codes));
    return known;
}

std::optional<std::vector<WayToPlace>> Places::ways(size_t held, RowScope scope, size_t entity) {
    Model const& model = *snapshot_.model;
    Entity const& kind = model.entities[entity];
    switch (scope) {
        case RowScope::kAll: return std::nullopt;
        case RowScope::kNone: return std::vector<WayToPlace>();
        case RowScope::kPark:
            if (!kind.park_scope.empty() || kind.name == "park") {
                return std::vector<WayToPlace>{
                    {fields_of(model, entity, kind.park_scope), parks(held)}};
            }
            [[fallthrough]];
        case RowScope::kRegion:
            if (kind.scope.empty()) return std::nullopt;
            return std::vector<WayToPlace>{{fields_of(model, entity, kind.scope), regions(held)}};
        case RowScope::kOwn: break;
    }
    std::vector<WayToPlace> ways;
    for (auto const& path : kind.own_scopes) {
        auto fields = fields_of(model, entity, path);
        auto target = entity;
        for (size_t const field : fields) target = *model.entities[target].fields[field].target;
        ways.push_back({std::move(fields), own(held, target)});
    }
    return ways;
}

bool reaches(AccessRule const& rule, FactSource const& facts, size_t entity, RecordId id) {
    if (rule.all_places) return true;
    return std::any_of(rule.ways.begin(), rule.ways.end(), [&](WayToPlace const& way) {
        return reaches(facts.model(), way, entity, id,
                       [&](size_t of, RecordId record, size_t field) -> RecordId {
                           auto const value = facts.value({of, field}, record);
                           auto const* reference = value.get<Reference>();
                           return reference ? reference->id : 0;
                       });
    });
}

bool reaches(AccessRule const& rule, Snapshot const& snapshot, size_t entity, size_t row) {
    if (rule.all_places) return true;
    return std::any_of(rule.ways.begin(), rule.ways.end(), [&](WayToPlace const& way) {
        return reaches(*snapshot.model, way, entity, static_cast<RecordId>(row) + 1,
                       [&](size_t of, RecordId record, size_t field) -> RecordId {
                           Table const& table = *snapshot.entities[of].table;
                           auto const at = static_cast<size_t>(record) - 1;
                           if (at >= table.rows() || !table.has(at, field)) return 0;
                           return table.wide(at, field);
                       });
    });
}

bool meets_condition(AccessRule const& rule, FactSource const& facts, size_t entity, RecordId id) {
    if (rule.never) return false;
    if (!rule.when) return true;
    return Derivation(facts, kNoDay).answer(*rule.when, entity, id).is_true();
}

Predicate rows_of(AccessRule const& rule, Snapshot const& snapshot, size_t entity) {
    if (rule.never) return Predicate::constant(false);
    std::vector<Predicate> parts;
    if (!rule.all_places) {
        std::vector<Predicate> any;
        for (auto const& way : rule.ways) any.push_back(rows_reaching(way, snapshot, entity));
        parts.push_back(Predicate::any(std::move(any)));
    }
    if (rule.when) parts.push_back(condition_rows(*rule.when, snapshot, entity));
    return Predicate::all(std::move(parts));
}

}  // namespace agglo
