#include "desk/decision_check.h"

#include <map>

#include "query/decisions.h"

namespace agglo {

namespace {

using Mistakes = std::vector<std::pair<size_t, Error>>;

/// A decision as the command leaves it.
struct Left {
    RecordId id = 0;
    bool active = true;
    Validity validity;
};

class DecisionCheck {
public:
    DecisionCheck(Snapshot const& snapshot, DecisionFields const& fields,
                  std::span<RecordChange const> changes)
        : view_(snapshot, fields.entity), fields_(fields), changes_(changes) {
        for (size_t i = 0; i < changes.size(); ++i) {
            if (changes[i].entity == kDecisionEntity) changed_.emplace(changes[i].id, i);
        }
        for (auto const& [id, i] : changed_) {
            if (changes[i].kind != ChangeKind::kDelete) by_code_[code_of(changes[i])].push_back(i);
        }
    }

    Mistakes run() {
        if (changed_.size() > kDecisionChangesMax) {
            mistakes_.emplace_back(
                changed_.begin()->second,
                Error(ErrorCode::kTooLarge, {"decision", std::to_string(kDecisionChangesMax)}));
            return std::move(mistakes_);
        }
        for (auto const& [id, i] : changed_) {
            if (changes_[i].kind == ChangeKind::kDelete) continue;
            check_model(i);
            check_validity(i);
        }
        return std::move(mistakes_);
    }

private:
    Value after(RecordChange const& change, size_t field) const {
        for (auto const& each : change.fields) {
            if (each.field == view_.entity().fields[field].name) return each.after;
        }
        auto const row = view_.row_of(change.id);
        return row ? view_.value(*row, field) : Value();
    }
    std::string code_of(RecordChange const& change) const {
        auto const value = after(change, fields_.code);
        return value.get<std::string>() ? *value.get<std::string>() : std::string();
    }
    std::optional<Date> date_after(RecordChange const& change, size_t field) const {
        auto const value = after(change, field);
        return value.get<Date>() ? std::optional(*value.get<Date>()) : std::nullopt;
    }
    Left left_by(RecordChange const& change) const {
        auto const active = after(change, fields_.active);
        return {change.id,
                !active.get<bool>() || *active.get<bool>(),
                {date_after(change, fields_.valid_from), date_after(change, fields_.valid_until)}};
    }

    void report(size_t i, size_t field, Error error) {
        auto const& name = view_.entity().fields[field].name;
        mistakes_.emplace_back(i, std::move(error).at(name).at("fields"));
    }

    /// Restored or written anew: a model is compiled whenever it comes to be valid.
    void check_model(size_t i) {
        auto const& change = changes_[i];
        bool touched = change.kind != ChangeKind::kUpdate;
        for (auto const& each : change.fields) touched = touched || each.field == "model";
        if (!touched) return;
        auto const text = after(change, fields_.model);
        if (!text.get<std::string>()) return;  // required: told as such
        auto const model = compile_decision(*text.get<std::string>());
        if (model.ok()) return;
        if (model.error().details().empty()) return report(i, fields_.model, model.error());
        for (auto const& detail : model.error().details()) report(i, fields_.model, detail);
    }

    void check_validity(size_t i) {
        auto const self = left_by(changes_[i]);
        auto const& [from, until] = self.validity;
        if (from && until && *until < *from) {
            return report(i, fields_.valid_until,
                          Error(ErrorCode::kBelowMinimum, {from->to_string(), until->to_string()}));
        }
        if (!self.active) return;
        auto const code = code_of(changes_[i]);
        for (auto const& other : others(code)) {
            if (other.id == self.id || !other.active || !other.validity.overlaps(self.validity))
                continue;
            auto const text = [](std::optional<Date> day) { return day ? day->to_string() : "…"; };
            return report(i, fields_.valid_from,
                          Error(ErrorCode::kDuplicateValue,
                                {view_.entity().fields[fields_.valid_from].labels.zh,
                                 code + " " + text(other.validity.from) + " – " +
                                     text(other.validity.until)}));
        }
    }

    /// All of a code after the command.
    std::vector<Left> others(std::string const& code) const {
        std::vector<Left> all;
        for (auto const row : view_.rows_equal(fields_.code, code)) {
            auto const id = static_cast<RecordId>(row) + 1;
            if (changed_.contains(id)) continue;
            all.push_back({id, is_active(view_, fields_, row), validity_of(view_, fields_, row)});
        }
        for (auto const i : by_code_.at(code)) all.push_back(left_by(changes_[i]));
        return all;
    }

    EntityView view_;
    DecisionFields fields_;
    std::span<RecordChange const> changes_;
    std::map<RecordId, size_t> changed_;
    std::map<std::string, std::vector<size_t>> by_code_;
    Mistakes mistakes_;
};

}  // namespace

std::vector<std::pair<size_t, Error>> decision_mistakes(Snapshot const& snapshot,
                                                        std::span<RecordChange const> changes) {
    bool any = false;
    for (auto const& change : changes) any = any || change.entity == kDecisionEntity;
    auto const fields = any ? decision_fields(*snapshot.model) : std::nullopt;
    if (!fields) return {};
    return DecisionCheck(snapshot, *fields, changes).run();
}

}  // namespace agglo
