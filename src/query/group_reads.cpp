#include "query/group_reads.h"

#include "query/field_path.h"
#include "query/record_expression.h"

namespace agglo {

namespace {

using Others = std::map<size_t, OtherRead>;

/// Whether a condition's value names a record by a text.
bool names_record(Value const& value) {
    if (value.get<std::string>()) return true;
    auto const* list = value.get<ValueList>();
    if (!list) return false;
    for (auto const& item : *list) {
        if (item.get<std::string>()) return true;
    }
    return false;
}

class Gatherer {
public:
    Gatherer(Snapshot const& snapshot, Viewer const& viewer, size_t entity)
        : snapshot_(snapshot),
          viewer_(viewer),
          entity_(entity),
          access_(std::make_shared<EntityAccess const>(snapshot, viewer, entity)) {}

    bool gather(Query const& query) {
        scope(reads_.rows, entity_);
        for (auto const& condition : query.where) {
            auto const path = FieldPath::resolve(snapshot_, viewer_, entity_, condition.field);
            if (!path.ok()) return false;
            steps(reads_.rows, *path);
            if (path->field().target && names_record(condition.value))
                label(reads_.rows, *path->field().target);
        }
        bool good = feel(reads_.rows, query.filter);
        for (auto const& item : query.group) good = good && operand(item.of);
        for (auto const& measure : query.measures)
            good = good && operand(measure.of) && operand(measure.denominator) &&
                   feel(reads_.rows, measure.condition);
        if (query.top) {
            for (auto const& sort : query.top->sort) good = good && operand(sort.of);
        }
        return good;
    }

    GroupReads take() { return std::move(reads_); }

private:
    Entity const& kind(size_t entity) const { return snapshot_.model->entities[entity]; }

    OtherRead& other(Others& others, size_t entity) {
        reads_.self = reads_.self || entity == entity_;
        return others[entity];
    }

    void facts(Others& others, size_t entity, size_t field) {
        auto& read = other(others, entity);
        read.facts = true;
        bool const derived =
            field < kind(entity).fields.size() && kind(entity).fields[field].is_derived();
        if (derived) read.derived.insert(field);
    }

    /// What the rows that the viewer may read are told by.
    void scope(Others& others, size_t entity) {
        for (auto const each : access_->of(entity).entities_of_scope())
            other(others, each).facts = true;
    }

    void steps(Others& others, FieldPath const& path) {
        for (size_t i = 1; i < path.steps().size(); ++i) {
            auto const& step = path.steps()[i];
            facts(others, step.entity, step.field);
            scope(others, step.entity);
        }
    }

    /// Code and title, by which records are named and ordered.
    void label(Others& others, size_t entity, int depth = 0) {
        constexpr int kDepthMax = 4;
        other(others, entity).facts = true;
        scope(others, entity);
        for (auto const& field : {kind(entity).code_field, kind(entity).title_field}) {
            if (!field) continue;
            facts(others, entity, *field);
            auto const target = kind(entity).fields[*field].target;
            if (target && depth < kDepthMax) label(others, *target, depth + 1);
        }
    }

    /// Of a key, a measure or an order. `signed_on:month` is a path and a part.
    bool operand(Operand const& operand) {
        if (operand.empty()) return true;
        if (!operand.feel.empty()) return feel(reads_.rows, operand.feel);
        auto const text = operand.field.substr(0, operand.field.find(':'));
        auto const path = FieldPath::resolve(snapshot_, viewer_, entity_, text);
        if (!path.ok()) return false;
        steps(reads_.rows, *path);
        if (!path->field().target) return true;
        // A reference beyond the records there are is missing, until there are more.
        if (*path->field().target != entity_) reads_.rows[*path->field().target];
        label(reads_.layout, *path->field().target);
        return true;
    }

    bool feel(Others& others, std::string const& text) {
        if (text.empty()) return true;
        auto const parsed = RecordExpression::parse(access_, entity_, text);
        if (!parsed.ok()) return false;
        for (auto const member : parsed->used()) {
            auto const& field = kind(entity_).fields[parsed->records()->field_of(member)];
            if (!field.target) continue;
            other(others, *field.target).facts = true;
            scope(others, *field.target);
            for (auto const each : parsed->records()->fields_referred(member))
                facts(others, *field.target, each);
        }
        return true;
    }

    Snapshot const& snapshot_;
    Viewer const& viewer_;
    size_t entity_;
    std::shared_ptr<EntityAccess const> access_;
    GroupReads reads_;
};

}  // namespace

std::optional<GroupReads> group_reads(Snapshot const& snapshot, Viewer const& viewer, size_t entity,
                                      Query const& query) {
    Gatherer gatherer(snapshot, viewer, entity);
    if (!gatherer.gather(query)) return std::nullopt;
    return gatherer.take();
}

std::vector<size_t> columns_that_tell(Entity const& entity, std::set<size_t> const& derived) {
    std::vector<size_t> columns(derived.begin(), derived.end());
    columns.push_back(entity.fields.size() + static_cast<size_t>(SystemColumn::kChanged));
    return columns;
}

std::set<size_t> derived_fields(Entity const& entity) {
    std::set<size_t> fields;
    for (size_t f = 0; f < entity.fields.size(); ++f) {
        if (entity.fields[f].is_derived()) fields.insert(f);
    }
    return fields;
}

}  // namespace agglo
