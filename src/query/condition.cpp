#include "query/condition.h"

#include <algorithm>
#include <functional>
#include <limits>

#include "base/text.h"
#include "column/text_index.h"
#include "query/feel_filter.h"
#include "query/record_input.h"
#include "state/cell.h"

namespace agglo {

namespace {

/// A literal against a column held as int64. Between two representable values a literal has a floor
/// and no exact place.
struct WideLiteral {
    int64_t floor = 0;
    bool exact = true;
};

Error wrong_literal(std::string_view expected, Field const& field) {
    return Error(ErrorCode::kWrongType, {std::string(expected), field.labels.zh});
}

Result<WideLiteral> decimal_literal(Field const& field, Decimal decimal) {
    if (auto const same = decimal.rescaled(field.scale)) return WideLiteral{same->mantissa, true};
    if (decimal.scale <= field.scale) return Error(ErrorCode::kOutOfRange, {decimal.to_string()});
    int64_t const unit = power_of_ten(decimal.scale - field.scale);
    int64_t const floor = decimal.mantissa / unit - (decimal.mantissa < 0 ? 1 : 0);
    return WideLiteral{floor, false};
}

Result<WideLiteral> number_literal(Field const& field, Value const& value) {
    if (auto const* number = value.get<int64_t>()) return decimal_literal(field, {*number, 0});
    if (auto const* decimal = value.get<Decimal>()) return decimal_literal(field, *decimal);
    if (auto const* text = value.get<std::string>())
        return decimal_literal(field, TRY(Decimal::parse(*text)));
    return wrong_literal("数字 (number)", field);
}

Result<WideLiteral> date_literal(Field const& field, Value const& value) {
    if (auto const* date = value.get<Date>()) return WideLiteral{date->days, true};
    auto const* text = value.get<std::string>();
    if (!text) return wrong_literal("日期 (date)", field);
    bool const month = text->size() == 7;
    return WideLiteral{TRY(month ? Date::parse_month(*text) : Date::parse(*text)).days, true};
}

/// What the column holds for a literal of any field that is not kept in a dictionary.
Result<WideLiteral> wide_literal(Snapshot const& snapshot, Viewer const& viewer, Field const& field,
                                 Value const& value) {
    if (field.is_number()) return number_literal(field, value);
    if (field.is_date()) return date_literal(field, value);
    if (field.type == FieldType::kBoolean) {
        if (auto const* flag = value.get<bool>()) return WideLiteral{*flag, true};
        return wrong_literal("true / false", field);
    }
    if (field.type == FieldType::kInstant) {
        auto const* text = value.get<std::string>();
        if (!text) return wrong_literal("时刻 (instant)", field);
        return WideLiteral{TRY(Instant::parse(*text)).us, true};
    }
    if (auto const* reference = value.get<Reference>()) return WideLiteral{reference->id, true};
    if (auto const* id = value.get<int64_t>()) return WideLiteral{*id, true};
    if (auto const* code = value.get<std::string>()) {
        return WideLiteral{TRY(resolve_reference(snapshot, viewer, *field.target, *code)).id, true};
    }
    return wrong_literal("引用 (reference)", field);
}

/// A comparison with a literal that may lie between two representable values.
Predicate compare_wide(size_t column, Operator op, WideLiteral literal) {
    auto const [floor, exact] = literal;
    switch (op) {
        case Operator::kEq:
            return exact ? Predicate::compare(column, Comparison::kEq, floor)
                         : Predicate::among(column, {});
        case Operator::kNe:
            return exact ? Predicate::compare(column, Comparison::kNe, floor)
                         : Predicate::negate(Predicate::among(column, {}));
        case Operator::kLt:
            return Predicate::compare(column, exact ? Comparison::kLt : Comparison::kLe, floor);
        case Operator::kLe: return Predicate::compare(column, Comparison::kLe, floor);
        case Operator::kGt: return Predicate::compare(column, Comparison::kGt, floor);
        default:
            return Predicate::compare(column, exact ? Comparison::kGe : Comparison::kGt, floor);
    }
}

/// One condition with everything it needs.
struct Binding {
    Snapshot const& snapshot;
    Viewer const& viewer;
    Table const& table;
    size_t column;
    Field const& field;
    Operator op;
    Value const& value;

    Result<Predicate> bind() const;
    Result<Predicate> bind_wide() const;
    Result<Predicate> bind_enumeration() const;
    Result<Predicate> bind_text() const;
    Result<Predicate> bind_list() const;
    Result<Predicate> bind_list_equal() const;

    Result<ValueList const*> list_value() const;
    Predicate marked(std::function<bool(std::string_view)> const& test) const;
    Error bad_operator() const {
        return Error(ErrorCode::kUnknownOperator, {std::string(name_of(op))}).at("1");
    }
};

Result<ValueList const*> Binding::list_value() const {
    auto const* list = value.get<ValueList>();
    if (!list) return wrong_literal("数组 (array)", field);
    if (list->size() > Query::kInValuesMax)
        return Error(ErrorCode::kTooLarge, {"in", std::to_string(Query::kInValuesMax)});
    if (op == Operator::kBetween && list->size() != 2) return wrong_literal("[low, high]", field);
    return list;
}

Predicate Binding::marked(std::function<bool(std::string_view)> const& test) const {
    Dictionary const& dictionary = table.dictionary(column);
    std::vector<uint8_t> codes(dictionary.size());
    for (uint32_t code = 0; code < codes.size(); ++code) codes[code] = test(dictionary.at(code));
    return Predicate::codes(column, std::move(codes));
}

Result<Predicate> Binding::bind_wide() const {
    if (op == Operator::kContains) return bad_operator();
    if (op == Operator::kIn) {
        std::vector<int64_t> literals;
        for (auto const& item : *TRY(list_value())) {
            auto const literal = TRY(wide_literal(snapshot, viewer, field, item));
            if (literal.exact) literals.push_back(literal.floor);
        }
        return Predicate::among(column, std::move(literals));
    }
    if (op == Operator::kBetween) {
        auto const* ends = TRY(list_value());
        auto const low = TRY(wide_literal(snapshot, viewer, field, (*ends)[0]));
        auto const high = TRY(wide_literal(snapshot, viewer, field, (*ends)[1]));
        return Predicate::all(
            {compare_wide(column, Operator::kGe, low), compare_wide(column, Operator::kLe, high)});
    }
    return compare_wide(column, op, TRY(wide_literal(snapshot, viewer, field, value)));
}

bool holds(Operator op, std::strong_ordering order) {
    switch (op) {
        case Operator::kEq: return order == 0;
        case Operator::kNe: return order != 0;
        case Operator::kLt: return order < 0;
        case Operator::kLe: return order <= 0;
        case Operator::kGt: return order > 0;
        case Operator::kGe: return order >= 0;
        default: return false;
    }
}

/// Position of a value given by code, label or alias.
Result<size_t> position_of(Enumeration const& enumeration, Field const& field, Value const& value) {
    auto const* text = value.get<std::string>();
    if (!text) return wrong_literal("代码 (code)", field);
    auto const position = enumeration.find_any(*text);
    if (!position) return Error(ErrorCode::kNotInEnumeration, {*text, enumeration.labels.zh});
    return *position;
}

bool is_below(Enumeration const& enumeration, size_t position, size_t ancestor) {
    for (int depth = 0; depth < 10; ++depth) {
        if (position == ancestor) return true;
        auto const& parent = enumeration.values[position].parent;
        auto const above = parent.empty() ? std::nullopt : enumeration.find(parent);
        if (!above) return false;
        position = *above;
    }
    return false;
}

Result<Predicate> Binding::bind_enumeration() const {
    auto const& enumeration = snapshot.model->enumerations[*field.enumeration];
    auto const by_position = [&](auto const& test) {
        return marked([&](std::string_view code) {
            auto const position = enumeration.find(code);
            return position && test(*position);
        });
    };
    if (op == Operator::kIn || op == Operator::kBetween) {
        std::vector<size_t> positions;
        for (auto const& item : *TRY(list_value()))
            positions.push_back(TRY(position_of(enumeration, field, item)));
        if (op == Operator::kBetween) {
            return by_position([&](size_t p) { return p >= positions[0] && p <= positions[1]; });
        }
        return by_position([&](size_t p) {
            return std::find(positions.begin(), positions.end(), p) != positions.end();
        });
    }
    size_t const wanted = TRY(position_of(enumeration, field, value));
    if (op == Operator::kContains)
        return by_position([&](size_t p) { return is_below(enumeration, p, wanted); });
    return by_position([&](size_t p) { return holds(op, p <=> wanted); });
}

Result<Predicate> Binding::bind_text() const {
    if (op == Operator::kIn || op == Operator::kBetween) {
        std::vector<std::string> texts;
        for (auto const& item : *TRY(list_value())) {
            auto const* text = item.get<std::string>();
            if (!text) return wrong_literal("文字 (text)", field);
            texts.push_back(*text);
        }
        if (op == Operator::kBetween) {
            return marked(
                [&](std::string_view text) { return text >= texts[0] && text <= texts[1]; });
        }
        std::vector<int64_t> codes;
        for (auto const& text : texts) {
            if (auto const code = table.dictionary(column).find(text)) codes.push_back(*code);
        }
        return Predicate::among(column, std::move(codes));
    }
    auto const* wanted = value.get<std::string>();
    if (!wanted) return wrong_literal("文字 (text)", field);
    if (op == Operator::kContains) {
        std::vector<uint8_t> codes(table.dictionary(column).size());
        table.dictionary(column).index().mark_containing(TextNeedle(*wanted), codes);
        return Predicate::codes(column, std::move(codes));
    }
    if (op == Operator::kEq || op == Operator::kNe) {
        auto const code = table.dictionary(column).find(*wanted);
        auto equal = code ? Predicate::compare(column, Comparison::kEq, *code)
                          : Predicate::among(column, {});
        return op == Operator::kEq ? equal : Predicate::negate(std::move(equal));
    }
    return marked(
        [&](std::string_view text) { return holds(op, text <=> std::string_view(*wanted)); });
}

/// The whole list, item by item, as a grouped answer shows it.
Result<Predicate> Binding::bind_list_equal() const {
    auto const items = *TRY(list_value());
    auto equal = marked([&](std::string_view text) { return parted_list(text) == items; });
    return op == Operator::kEq ? equal : Predicate::negate(std::move(equal));
}

Result<Predicate> Binding::bind_list() const {
    bool const whole = value.get<ValueList>() && (op == Operator::kEq || op == Operator::kNe);
    if (whole) return bind_list_equal();
    if (op != Operator::kContains) return bad_operator();
    auto const* wanted = value.get<std::string>();
    if (!wanted) return wrong_literal("文字 (text)", field);
    std::string item = *wanted;
    if (field.enumeration) {
        auto const& enumeration = snapshot.model->enumerations[*field.enumeration];
        item = enumeration.values[TRY(position_of(enumeration, field, value))].code;
    }
    return marked([&](std::string_view text) {
        auto const list = parted_list(text);
        return std::find(list.begin(), list.end(), Value(item)) != list.end();
    });
}

Result<Predicate> Binding::bind() const {
    bool const asks_null = op == Operator::kNull;
    if (asks_null || (value.is_null() && (op == Operator::kEq || op == Operator::kNe))) {
        auto const* flag = value.get<bool>();
        if (asks_null && !flag) return wrong_literal("true / false", field).at("2");
        bool const wants_null = asks_null ? *flag : op == Operator::kEq;
        return wants_null ? Predicate::is_null(column)
                          : Predicate::negate(Predicate::is_null(column));
    }
    auto bound = [&]() -> Result<Predicate> {
        if (field.is_geometry()) return bad_operator();
        if (field.type == FieldType::kList) return bind_list();
        if (field.type == FieldType::kEnumeration) return bind_enumeration();
        if (field.is_text()) return bind_text();
        return bind_wide();
    }();
    if (bound.ok() || !bound.error().path().empty()) return bound;
    return std::move(bound).at("2");
}

/// Whether a condition asks for what is missing: on a path, also for a reference that is missing on
/// the way.
bool asks_for_missing(Condition const& condition) {
    if (condition.op == Operator::kEq) return condition.value.is_null();
    auto const* flag = condition.value.get<bool>();
    return condition.op == Operator::kNull && flag && *flag;
}

/// By row of a step's table: the truth of a predicate on it; `hidden` for rows the viewer may not
/// read.
std::vector<Predicate::RowTruth> truth_by_row(Table const& table, FieldPath::Step const& step,
                                              Predicate const& predicate,
                                              Predicate::RowTruth hidden) {
    std::vector<Predicate::RowTruth> truth(table.rows(), Predicate::RowTruth::kUnknown);
    for (size_t group = 0; group < table.groups(); ++group) {
        Truth const found = predicate.evaluate(table, group);
        found.known.for_each([&](size_t row) {
            truth[group * kChunkRows + row] =
                found.yes.test(row) ? Predicate::RowTruth::kTrue : Predicate::RowTruth::kFalse;
        });
    }
    for (size_t row = 0; step.readable && row < truth.size(); ++row) {
        if (!(*step.readable)[row]) truth[row] = hidden;
    }
    return truth;
}

/// The truth of a predicate on the last table of a path, carried back over the references to the
/// first.
Predicate follow_back(Snapshot const& snapshot, FieldPath const& path, bool wants_missing,
                      Predicate predicate) {
    auto const& steps = path.steps();
    auto const hidden = wants_missing ? Predicate::RowTruth::kTrue : Predicate::RowTruth::kUnknown;
    for (size_t i = steps.size() - 1; i-- > 0;) {
        Table const& table = *snapshot.entities[steps[i + 1].entity].table;
        auto truth = truth_by_row(table, steps[i + 1], predicate, hidden);
        predicate = Predicate::of_target(steps[i].field, std::move(truth));
        if (wants_missing)
            predicate = Predicate::any({Predicate::is_null(steps[i].field), std::move(predicate)});
    }
    return predicate;
}

Result<Predicate> bind_condition(Snapshot const& snapshot, Viewer const& viewer, size_t entity,
                                 Condition const& condition) {
    auto const path = TRY(FieldPath::resolve(snapshot, viewer, entity, condition.field).at("0"));
    Binding const binding{snapshot,     viewer,       path.last_table(), path.last_column(),
                          path.field(), condition.op, condition.value};
    return follow_back(snapshot, path, asks_for_missing(condition), TRY(binding.bind()));
}

Predicate bind_search(Snapshot const& snapshot, EntityAccess const& access, size_t entity,
                      std::string const& text) {
    Entity const& kind = snapshot.model->entities[entity];
    Table const& table = *snapshot.entities[entity].table;
    TextNeedle const needle(text);
    std::vector<Predicate> any;
    for (size_t f = 0; f < kind.fields.size(); ++f) {
        bool const searched =
            kind.fields[f].search || kind.title_field == f || kind.code_field == f;
        if (!searched || !kind.fields[f].is_text() || !access.may_read_field(f)) continue;
        std::vector<uint8_t> codes(table.dictionary(f).size());
        table.dictionary(f).index().mark_containing(needle, codes);
        any.push_back(Predicate::codes(f, std::move(codes)));
    }
    return Predicate::any(std::move(any));
}

}  // namespace

Result<Predicate> bind_filter(Snapshot const& snapshot, Viewer const& viewer, size_t entity,
                              Query const& query) {
    auto const rights = std::make_shared<EntityAccess const>(snapshot, viewer, entity);
    auto const& access = *rights;
    EntityView const view(snapshot, entity);
    if (!access.may_read() || !access.may(query.action))
        return Error(ErrorCode::kForbidden, {view.entity().labels.zh});
    std::vector<Predicate> parts;
    if (view.table().live_rows() != view.rows()) {
        parts.push_back(Predicate::compare(view.system(SystemColumn::kLive), Comparison::kEq, 1));
    }
    if (!access.all_rows()) parts.push_back(access.row_filter());
    if (query.action != Action::kRead) parts.push_back(access.row_filter(query.action));
    for (size_t i = 0; i < query.where.size(); ++i) {
        auto bound = bind_condition(snapshot, viewer, entity, query.where[i]);
        if (!bound.ok()) return std::move(bound).error().at(std::to_string(i)).at("where");
        parts.push_back(*std::move(bound));
    }
    if (!query.text.empty()) parts.push_back(bind_search(snapshot, access, entity, query.text));
    if (!query.filter.empty()) {
        auto filter = feel_filter(rights, entity, query.filter, query.day());
        if (!filter.ok()) return std::move(filter).error().at("filter");
        parts.push_back(*std::move(filter));
    }
    return Predicate::all(std::move(parts));
}

}  // namespace agglo
