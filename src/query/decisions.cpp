#include "query/decisions.h"

#include <algorithm>

#include "dmn/compile/read_model.h"

namespace agglo {

namespace {

std::optional<Date> date_at(EntityView const& view, size_t row, size_t field) {
    auto const value = view.value(row, field);
    return value.get<Date>() ? std::optional(*value.get<Date>()) : std::nullopt;
}

}  // namespace

std::optional<DecisionFields> decision_fields(Model const& model) {
    auto const entity = model.entity_index(kDecisionEntity);
    if (!entity) return std::nullopt;
    auto const& kind = model.entities[*entity];
    auto const code = kind.field_index("code");
    auto const name = kind.field_index("name");
    auto const from = kind.field_index("valid_from");
    auto const until = kind.field_index("valid_until");
    auto const active = kind.field_index("active");
    auto const text = kind.field_index("model");
    if (!code || kind.code_field != code || !name || !from || !until || !active || !text)
        return std::nullopt;
    return DecisionFields{*entity, *code, *name, *from, *until, *active, *text};
}

bool Validity::overlaps(Validity const& other) const {
    bool const ends_before = until && other.from && *until < *other.from;
    bool const begins_after = from && other.until && *other.until < *from;
    return !ends_before && !begins_after;
}

Validity validity_of(EntityView const& view, DecisionFields const& fields, size_t row) {
    return {date_at(view, row, fields.valid_from), date_at(view, row, fields.valid_until)};
}

bool is_active(EntityView const& view, DecisionFields const& fields, size_t row) {
    auto const value = view.value(row, fields.active);
    return !value.get<bool>() || *value.get<bool>();
}

std::vector<size_t> decisions_on(EntityAccess const& access, DecisionFields const& fields,
                                 Date on) {
    EntityView const view(access.snapshot(), fields.entity);
    auto const& rights = access.of(fields.entity);
    std::vector<size_t> rows;
    for (size_t row = 0; row < view.rows(); ++row) {
        bool const asked = view.live(row) && is_active(view, fields, row) &&
                           rights.may_read_row(row) && validity_of(view, fields, row).contains(on);
        if (asked) rows.push_back(row);
    }
    std::sort(rows.begin(), rows.end(),
              [&](size_t a, size_t b) { return view.code(a) < view.code(b); });
    return rows;
}

Result<size_t> decision_on(EntityAccess const& access, DecisionFields const& fields,
                           std::string_view code, Date on) {
    constexpr size_t kShownMax = 80;
    EntityView const view(access.snapshot(), fields.entity);
    auto const& rights = access.of(fields.entity);
    for (auto const row : view.rows_equal(fields.code, code)) {
        bool const right = is_active(view, fields, row) && rights.may_read_row(row) &&
                           validity_of(view, fields, row).contains(on);
        if (right) return row;
    }
    return Error(ErrorCode::kNoSuchRecord,
                 {view.entity().labels.zh,
                  std::string(code.substr(0, kShownMax)) + " (" + on.to_string() + ")"});
}

Result<dmn::ModelPtr> compile_decision(std::string_view xml) {
    auto model = TRY(dmn::read_model(xml));
    if (!model->problems.empty()) {
        auto const count = std::min(model->problems.size(), kDecisionProblemsMax);
        return Error(ErrorCode::kValidationFailed, {std::to_string(count)})
            .with(
                {model->problems.begin(), model->problems.begin() + static_cast<ptrdiff_t>(count)});
    }
    if (model->decisions.empty())
        return Error(ErrorCode::kDmnMissing, {"1", "definitions", "decision"});
    return model;
}

Result<dmn::ModelPtr> DecisionModels::of(EntityView const& view, DecisionFields const& fields,
                                         size_t row) {
    auto const value = view.value(row, fields.model);
    auto const text = value.get<std::string>() ? *value.get<std::string>() : std::string();
    auto const id = static_cast<RecordId>(row) + 1;
    auto const version = view.version(row);
    if (auto known = find(id, version, text)) return known;
    auto model = TRY(compile_decision(text));
    keep({id, version, text, model});
    return model;
}

size_t DecisionModels::size() const {
    std::lock_guard const lock(mutex_);
    return kept_.size();
}

dmn::ModelPtr DecisionModels::find(RecordId id, int64_t version, std::string const& text) {
    std::lock_guard const lock(mutex_);
    auto const found = std::find_if(kept_.begin(), kept_.end(), [&](Kept const& kept) {
        return kept.id == id && kept.version == version && kept.text == text;
    });
    if (found == kept_.end()) return nullptr;
    kept_.splice(kept_.begin(), kept_, found);
    return found->model;
}

void DecisionModels::keep(Kept kept) {
    std::lock_guard const lock(mutex_);
    bytes_ += kept.text.size();
    kept_.push_front(std::move(kept));
    while (kept_.size() > kModelsMax || (bytes_ > kBytesMax && kept_.size() > 1)) {
        bytes_ -= kept_.back().text.size();
        kept_.pop_back();
    }
}

}  // namespace agglo
