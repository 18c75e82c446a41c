#include "query/bound_operand.h"

#include <algorithm>

#include "query/feel_filter.h"
#include "state/cell.h"

namespace agglo {

bool BoundOperand::is_number() const {
    if (!column_) return path_->field().is_number();
    // A column without a value is of no kind: there is nothing to be said against it.
    bool const empty =
        column_->kind == DerivedColumn::Kind::kText && column_->table->dictionary(0).size() == 0;
    return column_->kind == DerivedColumn::Kind::kNumber || empty;
}

feel::Number BoundOperand::number(int64_t wide) const {
    return column_ ? column_->number(wide) : feel::Number::scaled(wide, scale());
}

GroupValue BoundOperand::value(int64_t wide) const {
    if (!column_) {
        return {value_of_wide(path_->last_table(), path_->last_column(), path_->field(), wide)};
    }
    GroupValue cell{column_->value(wide)};
    if (column_->kind == DerivedColumn::Kind::kNumber) cell.number = column_->number(wide);
    return cell;
}

size_t BoundOperand::limit(Snapshot const& snapshot) const {
    auto const& last = source_.steps.back();
    auto const storage = last.table->storage(last.column);
    if (storage == Storage::kCode32) return last.table->dictionary(last.column).size();
    if (storage == Storage::kBool8) return 2;
    bool const refers = path_ && path_->field().type == FieldType::kReference;
    return refers ? snapshot.entities[*path_->field().target].table->rows() + 1 : 0;
}

std::vector<uint32_t> BoundOperand::places(Snapshot const& snapshot) const {
    auto const& last = source_.steps.back();
    if (last.table->storage(last.column) != Storage::kCode32) return {};
    Dictionary const& dictionary = last.table->dictionary(last.column);
    std::vector<uint32_t> order(dictionary.size());
    for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    bool const enumerated = field() && field()->enumeration;
    auto const* enumeration =
        enumerated ? &snapshot.model->enumerations[*field()->enumeration] : nullptr;
    std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
        if (enumeration)
            return enumeration->find(dictionary.at(a)) < enumeration->find(dictionary.at(b));
        return dictionary.at(a) < dictionary.at(b);
    });
    std::vector<uint32_t> place(order.size());
    for (uint32_t i = 0; i < order.size(); ++i) place[order[i]] = i;
    return place;
}

Result<BoundOperand> OperandBinder::bind(Operand const& operand) const {
    BoundOperand bound;
    bound.operand_ = operand;
    if (operand.feel.empty()) {
        bound.path_ = TRY(FieldPath::resolve(snapshot(), viewer_, entity_, operand.field));
        bound.source_ = bound.path_->source(snapshot());
        return bound;
    }
    auto const expression = TRY(RecordExpression::parse(access_, entity_, operand.feel).at("feel"));
    bound.column_ = TRY(derive_column(expression, rows_, on_).at("feel"));
    bound.source_ = bound.column_->source();
    return bound;
}

Result<BoundOperand> OperandBinder::bind_number(Operand const& operand) const {
    auto bound = TRY(bind(operand));
    if (bound.is_number()) return bound;
    auto const& text = operand.feel.empty() ? operand.field : operand.feel;
    auto error = Error(ErrorCode::kWrongType, {"数字 (a number)", text});
    return operand.feel.empty() ? std::move(error) : std::move(error).at("feel");
}

Result<Predicate> OperandBinder::rows_where(std::string const& condition) const {
    auto filter = TRY(feel_filter(access_, entity_, condition, on_));
    return Predicate::all({rows_, std::move(filter)});
}

}  // namespace agglo
