#include "query/access.h"

#include <algorithm>

#include "model/formula.h"

namespace agglo {

namespace {

/// All of EntityAccess::kRulesMax rules.
constexpr uint64_t kEveryRule = ~uint64_t{0};

uint64_t bit(size_t rule) {
    return uint64_t{1} << rule;
}

bool is_among(std::vector<std::string> const& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Names a field may be granted by; code and title go with the record's rows.
bool names_field(Grant const& grant, Field const& field) {
    return grant.shows(field.field_class) &&
           (grant.fields.empty() || is_among(grant.fields, field.name));
}

/// The rows of a past snapshot whose record may be read at present.
class VisibleNow : public RowTest {
public:
    VisibleNow(EntityAccess access, size_t rows) : access_(std::move(access)), rows_(rows) {}

    Truth evaluate(size_t group, Mask const& wanted) const override {
        Truth truth{{}, wanted};
        wanted.for_each([&](size_t in_group) {
            if (evaluate_row(group * kChunkRows + in_group) == Predicate::RowTruth::kTrue)
                truth.yes.set(in_group);
        });
        return truth;
    }
    Predicate::RowTruth evaluate_row(size_t row) const override {
        bool const visible = row < rows_ && access_.may_read_row(row);
        return visible ? Predicate::RowTruth::kTrue : Predicate::RowTruth::kFalse;
    }
    Result<void> outcome() const override { return {}; }

private:
    EntityAccess access_;
    size_t rows_;
};

}  // namespace

struct EntityAccess::Caller {
    Caller(Snapshot const& snapshot, Viewer who)
        : viewer(std::move(who)), places(snapshot, viewer) {}

    Viewer const viewer;
    Places places;
};

bool RowRights::may(Action action) const {
    if (access_->viewer().unrestricted) return true;
    auto const matched = action == Action::kRead ? readable_ : matched_;
    return (matched & access_->rules_that(action)) != 0;
}

bool RowRights::shows(size_t field) const {
    if (access_->viewer().unrestricted) return true;
    if (access_->now_ && !access_->field_visible_[field]) return false;
    return (readable_ & access_->shown_by_[field]) != 0;
}

bool RowRights::sets(Action action, size_t field) const {
    if (access_->viewer().unrestricted) return true;
    return (matched_ & access_->rules_that(action) & access_->named_by_[field]) != 0;
}

std::vector<size_t> RowRights::rules() const {
    std::vector<size_t> rules;
    for (size_t i = 0; i < access_->rules_.size(); ++i) {
        if ((matched_ & bit(i)) != 0) rules.push_back(i);
    }
    return rules;
}

EntityAccess::EntityAccess(Snapshot const& snapshot, Viewer const& viewer, size_t entity)
    : EntityAccess(snapshot, std::make_shared<Caller>(snapshot, viewer), entity) {}

EntityAccess::EntityAccess(Snapshot const& snapshot, std::shared_ptr<Caller> caller, size_t entity)
    : snapshot_(&snapshot), caller_(std::move(caller)), entity_(entity) {
    auto const& fields = snapshot.model->entities[entity].fields;
    if (viewer().unrestricted) {
        for (size_t action = 0; action < kActions; ++action)
            allowed_.add(static_cast<Action>(action));
        all_rows_ = true;
        field_visible_.assign(fields.size(), 1);
        return;
    }
    collect_rules();
    show_fields();
    hide_derived();
    if (viewer().now && viewer().now.get() != &snapshot) judge_by_now();
}

Viewer const& EntityAccess::viewer() const {
    return caller_->viewer;
}

void EntityAccess::collect_rules() {
    auto const& name = snapshot_->model->entities[entity_].name;
    if (!viewer().entities.empty() && !is_among(viewer().entities, name)) return;
    auto const& roles = viewer().now ? *viewer().now->model : *snapshot_->model;
    for (size_t held = 0; held < viewer().roles.size(); ++held) {
        auto const* role = roles.find_role(viewer().roles[held].role);
        if (!role) continue;
        for (size_t i = 0; i < role->grants.size(); ++i) {
            if (role->grants[i].covers(name)) add_rule(held, i, role->grants[i]);
        }
    }
}

void EntityAccess::add_rule(size_t held, size_t grant_number, Grant const& grant) {
    if (grant.scope == RowScope::kNone || rules_.size() == kRulesMax) return;
    AccessRule rule{held, grant_number, {}, false, {}, nullptr, false};
    for (size_t i = 0; i < kActions; ++i) {
        auto const action = static_cast<Action>(i);
        bool const reads = action == Action::kRead || action == Action::kExport;
        if (grant.actions.has(action) && (reads || !viewer().read_only)) {
            rule.actions.add(action);
            allowed_.add(action);
        }
    }
    auto ways = caller_->places.ways(held, grant.scope, entity_);
    rule.all_places = !ways;
    if (ways) rule.ways = *std::move(ways);
    rule.when = condition(grant, rule.never);
    rules_.push_back(std::move(rule));
}

std::shared_ptr<Formula const> EntityAccess::condition(Grant const& grant, bool& never) const {
    if (grant.when.empty()) return nullptr;
    if (!viewer().now) {
        for (auto const& each : grant.conditions) {
            if (each.entity == entity_) return each.formula;
        }
    }
    // The roles of the present, read for the schema of the past.
    auto formula = read_formula(*snapshot_->model, entity_, grant.when);
    never = !formula.ok();
    return never ? nullptr : std::make_shared<Formula const>(*std::move(formula));
}

uint64_t EntityAccess::rules_that(Action action) const {
    uint64_t rules = 0;
    for (size_t i = 0; i < rules_.size(); ++i) {
        if (rules_[i].actions.has(action)) rules |= bit(i);
    }
    return rules;
}

void EntityAccess::show_fields() {
    auto const& fields = snapshot_->model->entities[entity_].fields;
    auto const readers = rules_that(Action::kRead);
    field_visible_.assign(fields.size(), may_read() ? 1 : 0);
    shown_by_.assign(fields.size(), 0);
    named_by_.assign(fields.size(), 0);
    std::vector<uint64_t> covered_by(rules_.size(), 0);
    for (size_t i = 0; i < rules_.size(); ++i) {
        for (size_t j = 0; j < rules_.size(); ++j) {
            if ((readers & bit(j)) != 0 && rules_[j].covers(rules_[i])) covered_by[i] |= bit(j);
        }
        bool const reads = (readers & bit(i)) != 0;
        all_rows_ = all_rows_ || (reads && rules_[i].all_places && !rules_[i].when);
    }
    for (size_t f = 0; f < fields.size(); ++f) {
        for (size_t i = 0; i < rules_.size(); ++i) {
            if (names_field(grant_of(rules_[i]), fields[f])) named_by_[f] |= bit(i);
        }
        shown_by_[f] = named_by_[f] & readers;
        for (size_t i = 0; i < rules_.size(); ++i) {
            bool const reads = (readers & bit(i)) != 0;
            if (reads && ((covered_by[i] | bit(i)) & shown_by_[f]) == 0) field_visible_[f] = 0;
        }
    }
}

/// A derived value says something of every entity that it is made from.
void EntityAccess::hide_derived() {
    auto const& model = *snapshot_->model;
    auto const& roles = viewer().now ? *viewer().now->model : model;
    auto const may_read_entity = [&](uint16_t other) {
        auto const& name = model.entities[other].name;
        if (!viewer().entities.empty() && !is_among(viewer().entities, name)) return false;
        return std::any_of(viewer().roles.begin(), viewer().roles.end(), [&](HeldRole const& held) {
            auto const* role = roles.find_role(held.role);
            return role && role->may(Action::kRead, name);
        });
    };
    auto const& fields = model.entities[entity_].fields;
    for (size_t f = 0; f < fields.size(); ++f) {
        auto const& from = fields[f].made_from;
        if (std::all_of(from.begin(), from.end(), may_read_entity)) continue;
        field_visible_[f] = 0;
        shown_by_[f] = 0;
    }
}

/// What was visible then must be visible now; of its fields, those that are still declared by their
/// class of today too.
void EntityAccess::judge_by_now() {
    auto const& present = *viewer().now;
    auto const& kind = snapshot_->model->entities[entity_];
    auto const entity = present.model->entity_index(kind.name);
    if (!entity) {
        allowed_ = {};
        all_rows_ = false;
        field_visible_.assign(kind.fields.size(), 0);
        rules_.clear();
        return;
    }
    auto viewer_now = viewer();
    viewer_now.now = nullptr;
    now_ = std::make_shared<EntityAccess const>(present, viewer_now, *entity);
    for (size_t f = 0; f < kind.fields.size(); ++f) {
        auto const field = present.model->entities[*entity].field_index(kind.fields[f].name);
        if (field && !now_->may_read_field(*field)) field_visible_[f] = 0;
    }
    all_rows_ = all_rows_ && now_->all_rows();
}

Grant const& EntityAccess::grant_of(AccessRule const& rule) const {
    auto const& roles = viewer().now ? *viewer().now->model : *snapshot_->model;
    return roles.find_role(viewer().roles[rule.held].role)->grants[rule.grant];
}

bool EntityAccess::may_read_field_somewhere(size_t field) const {
    if (viewer().unrestricted) return true;
    if (now_) return field_visible_[field] != 0;
    return shown_by_[field] != 0;
}

bool EntityAccess::may_set_field(size_t field) const {
    if (viewer().unrestricted) return true;
    auto const setting = rules_that(Action::kCreate) | rules_that(Action::kEdit);
    return (named_by_[field] & setting) != 0;
}

RowRights EntityAccess::rights_of(uint64_t matched, bool hidden) const {
    return {*this, matched, hidden ? 0 : matched};
}

RowRights EntityAccess::rights(size_t row) const {
    if (viewer().unrestricted) return rights_of(kEveryRule, false);
    SnapshotFacts const facts(*snapshot_);
    auto const id = static_cast<RecordId>(row) + 1;
    uint64_t matched = 0;
    for (size_t i = 0; i < rules_.size(); ++i) {
        if (reaches(rules_[i], *snapshot_, entity_, row) &&
            meets_condition(rules_[i], facts, entity_, id))
            matched |= bit(i);
    }
    return rights_of(matched, now_ && !(row_now(row) && now_->may_read_row(row)));
}

RowRights EntityAccess::rights_by_place(FactSource const& facts, RecordId id) const {
    uint64_t matched = 0;
    for (size_t i = 0; i < rules_.size(); ++i) {
        if (reaches(rules_[i], facts, entity_, id)) matched |= bit(i);
    }
    return rights_of(viewer().unrestricted ? kEveryRule : matched, false);
}

RowRights EntityAccess::rights(FactSource const& facts, RecordId id) const {
    uint64_t matched = 0;
    for (size_t i = 0; i < rules_.size(); ++i) {
        if (reaches(rules_[i], facts, entity_, id) &&
            meets_condition(rules_[i], facts, entity_, id))
            matched |= bit(i);
    }
    return rights_of(viewer().unrestricted ? kEveryRule : matched, false);
}

/// Ids, and so rows, are the same at every point.
std::optional<size_t> EntityAccess::row_now(size_t row) const {
    return EntityView(now_->snapshot(), now_->entity_).row_of(static_cast<RecordId>(row) + 1);
}

Predicate EntityAccess::row_filter(Action action) const {
    if (viewer().unrestricted) return Predicate::constant(true);
    std::vector<Predicate> any;
    for (auto const& rule : rules_) {
        if (!rule.actions.has(action)) continue;
        bool const all = rule.all_places && !rule.when && !rule.never;
        if (all && !now_) return Predicate::constant(true);
        any.push_back(rows_of(rule, *snapshot_, entity_));
    }
    auto rows = Predicate::any(std::move(any));
    if (!now_ || now_->all_rows()) return rows;
    auto const rows_at_present = now_->snapshot().entities[now_->entity_].table->rows();
    auto visible =
        Predicate::test(std::make_shared<VisibleNow const>(EntityAccess(*now_), rows_at_present));
    return Predicate::all({std::move(rows), std::move(visible)});
}

std::vector<size_t> EntityAccess::entities_of_scope() const {
    std::vector<size_t> entities;
    if (all_rows_) return entities;
    for (auto const& rule : rules_) {
        for (auto const& way : rule.ways) {
            if (way.fields.empty()) entities.push_back(entity_);
            auto at = entity_;
            for (size_t const field : way.fields) {
                at = *snapshot_->model->entities[at].fields[field].target;
                entities.push_back(at);
            }
        }
        if (!rule.when) continue;
        for (auto const& read : rule.when->reads) {
            if (read.through) entities.push_back(read.what.entity);
        }
    }
    return entities;
}

EntityAccess const& EntityAccess::of(size_t entity) const {
    if (entity == entity_) return *this;
    auto& known = others_[entity];
    if (!known) known.reset(new EntityAccess(*snapshot_, caller_, entity));
    return *known;
}

std::string EntityAccess::label(size_t row) const {
    EntityView const view(*snapshot_, entity_);
    auto const title = view.entity().title_field;
    bool const titled = title && view.table().has(row, *title) && rights(row).shows(*title);
    if (titled && view.entity().fields[*title].target) {
        auto const& target = of(*view.entity().fields[*title].target);
        auto const target_row =
            EntityView(*snapshot_, target.entity_).row_of(view.table().wide(row, *title));
        // A title that refers to its own kind could go in circles: name the record by code then.
        if (target.entity_ != entity_ && target_row && target.may_read_row(*target_row))
            return target.label(*target_row);
    } else if (titled) {
        return view.label(row);
    }
    auto const by_code = code(row);
    return by_code.empty() ? "#" + std::to_string(row + 1) : by_code;
}

std::string EntityAccess::code(size_t row) const {
    EntityView const view(*snapshot_, entity_);
    auto const field = view.entity().code_field;
    return field && rights(row).shows(*field) ? view.code(row) : std::string();
}

}  // namespace agglo
