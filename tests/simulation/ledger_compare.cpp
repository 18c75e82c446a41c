#include "ledger_compare.h"

#include <algorithm>

#include "ledger_step.h"

namespace agglo {

namespace {

using Found = std::optional<std::string>;

template <class T>
Found unlike(std::string const& what, T const& is, T const& wanted) {
    if (is == wanted) return std::nullopt;
    return what + " is " + shown(Value(is)) + ", should be " + shown(Value(wanted));
}

std::string listed(std::vector<int64_t> const& numbers) {
    std::string text;
    for (auto const number : numbers) text += (text.empty() ? "" : " ") + std::to_string(number);
    return text;
}

class RecordComparison {
public:
    RecordComparison(EntityView const& view, LedgerModel const& model, Sequence sequence)
        : view_(view), model_(model), sequence_(sequence), state_(model.at(sequence)) {}

    Found find(RecordId id, ModelRecord const& wanted) const {
        auto const row = static_cast<size_t>(id) - 1;
        auto const& entity = view_.entity().name;
        auto const name = entity + " " + std::to_string(id);
        auto const number = [](auto value) { return static_cast<int64_t>(value); };
        if (auto f = unlike(name + " live", view_.live(row), wanted.live)) return f;
        if (auto f = unlike(name + " version", view_.version(row), wanted.version)) return f;
        if (auto f = unlike(name + " created", number(view_.created(row)), number(wanted.created)))
            return f;
        if (auto f = unlike(name + " changed", number(view_.changed(row)), number(wanted.changed)))
            return f;
        for (size_t f = 0; f < view_.entity().fields.size(); ++f) {
            auto const& field = view_.entity().fields[f].name;
            auto const is = view_.value(row, f);
            if (auto found = unlike(name + "." + field, is, wanted.value(field))) return found;
        }
        if (sequence_ == model_.head()) {
            if (auto f = find_in_history(row, id, name)) return f;
        }
        return find_in_indexes(row, id, name, wanted);
    }

private:
    Found find_in_history(size_t row, RecordId id, std::string const& name) const {
        auto const is = view_.history(row);
        auto const wanted = model_.history(view_.entity().name, id);
        return unlike(name + " history", listed({is.begin(), is.end()}),
                      listed({wanted.begin(), wanted.end()}));
    }

    /// Who is found by this record's unique values, and by references to it.
    Found find_in_indexes(size_t row, RecordId id, std::string const& name,
                          ModelRecord const& wanted) const {
        for (auto const& field : model_fields(view_.entity().name)) {
            auto const value = wanted.value(field.name);
            if (!field.unique || !wanted.live || value.is_null()) continue;
            auto const rows = view_.rows_equal(*view_.entity().field_index(field.name), value);
            if (rows != std::vector<size_t>{row})
                return name + " is not the one of " + shown(value);
        }
        std::set<std::pair<std::string, RecordId>> from;
        auto const& snapshot = view_.snapshot();
        for (size_t e = 0; e < snapshot.model->entities.size(); ++e) {
            EntityView const other(snapshot, e);
            for (size_t f = 0; f < other.entity().fields.size(); ++f) {
                if (other.entity().fields[f].target != view_.index()) continue;
                for (auto const found : other.rows_referring(f, id))
                    from.insert({other.entity().name, static_cast<RecordId>(found) + 1});
            }
        }
        if (from == referrers(state_, view_.entity().name, id)) return std::nullopt;
        return name + " is referred to by others";
    }

    EntityView const& view_;
    LedgerModel const& model_;
    Sequence sequence_;
    ModelState const& state_;
};

}  // namespace

Found find_deviation(Snapshot const& snapshot, LedgerModel const& model, Sequence sequence) {
    auto const number = [](auto value) { return static_cast<int64_t>(value); };
    auto const& point = snapshot.point.sequence;
    if (auto f = unlike("the point", number(point), number(sequence))) return f;
    size_t live = 0;
    for (size_t e = 0; e < snapshot.model->entities.size(); ++e) {
        EntityView const view(snapshot, e);
        auto const records = model.at(sequence).find(view.entity().name);
        bool const some = records != model.at(sequence).end();
        size_t const rows = some ? records->second.size() : 0;
        if (auto f = unlike("rows of " + view.entity().name, number(view.rows()), number(rows)))
            return f;
        if (!some) continue;
        RecordComparison const comparison(view, model, sequence);
        for (auto const& [id, record] : records->second) {
            live += record.live ? 1 : 0;
            if (auto found = comparison.find(id, record)) return found;
        }
    }
    if (auto f = unlike("live records", number(snapshot.record_count), number(live))) return f;
    if (sequence < model.head()) return std::nullopt;
    return unlike("batches", number(snapshot.batches->size()), number(model.batches()));
}

std::string shown(Difference const& difference, Snapshot const& to) {
    std::string text;
    auto const& fields = to.model->entities[difference.entity].fields;
    for (auto const& record : difference.records) {
        text += (text.empty() ? "" : ", ") + std::to_string(record.id) + " " +
                std::string(name_of(record.kind));
        for (auto const& field : record.fields) {
            text += " " + fields[field.field].name + " " + shown(field.before) + ">" +
                    shown(field.after);
        }
    }
    return text;
}

std::string difference_by_model(ModelState const& from, ModelState const& to,
                                std::string const& entity) {
    std::string text;
    auto const records = to.find(entity);
    if (records == to.end()) return text;
    for (auto const& [id, after] : records->second) {
        ModelRecord before;
        before.live = false;
        if (auto const then = from.find(entity); then != from.end() && then->second.contains(id))
            before = then->second.at(id);
        std::string fields;
        for (auto const& field : model_fields(entity)) {
            auto const left = before.live ? before.value(field.name) : Value();
            auto const right = after.live ? after.value(field.name) : Value();
            if (left != right) fields += " " + field.name + " " + shown(left) + ">" + shown(right);
        }
        bool const same = before.live == after.live && fields.empty();
        if (same || (!before.live && !after.live)) continue;
        auto const* kind = !before.live ? "created" : !after.live ? "deleted" : "changed";
        text += (text.empty() ? "" : ", ") + std::to_string(id) + " " + kind + fields;
    }
    return text;
}

}  // namespace agglo
