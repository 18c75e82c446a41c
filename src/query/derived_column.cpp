#include "query/derived_column.h"

#include <algorithm>

#include "feel/value/value_text.h"
#include "query/record_columns.h"

namespace agglo {

namespace {

using Kind = DerivedColumn::Kind;

std::optional<Kind> kind_of(feel::Value const& value) {
    if (value.as<bool>()) return Kind::kBoolean;
    if (value.as<feel::Number>()) return Kind::kNumber;
    if (value.string()) return Kind::kText;
    if (value.as<feel::Date>()) return Kind::kDate;
    if (value.as<feel::DateTime>()) return Kind::kInstant;
    return std::nullopt;
}

Storage storage_of(Kind kind) {
    switch (kind) {
        case Kind::kBoolean: return Storage::kBool8;
        case Kind::kText: return Storage::kCode32;
        case Kind::kDate: return Storage::kInt32;
        case Kind::kNumber:
        case Kind::kInstant: break;
    }
    return Storage::kInt64;
}

int64_t utc_us(feel::DateTime const& time) {
    return time.utc_second() * 1'000'000 + time.nanos / 1000;
}

/// The number at a scale, when it has no more decimals and fits.
std::optional<int64_t> scaled(feel::Number number, int scale) {
    auto const shifted = multiply(number, feel::Number(power_of_ten(scale)));
    return shifted ? shifted->to_int64() : std::nullopt;
}

/// The least scale at which a number is whole; nothing beyond kScaleMax.
std::optional<int> scale_of(feel::Number number, int least) {
    for (int scale = least; scale <= DerivedColumn::kScaleMax; ++scale) {
        if (scaled(number, scale)) return scale;
    }
    return std::nullopt;
}

struct RowValue {
    size_t row;
    feel::Value value;
};

/// Values of one kind, by row, into a table of one column.
class Layout {
public:
    Layout(Kind kind, size_t rows)
        : writer_(std::make_shared<Table const>(std::vector<Storage>{storage_of(kind)})) {
        made_.kind = kind;
        writer_.append_rows(rows);
    }

    DerivedColumn lay(std::vector<RowValue> const& values) {
        if (made_.kind == Kind::kNumber) {
            lay_numbers(values);
        } else {
            for (auto const& [row, value] : values) set(row, value);
        }
        made_.table = writer_.table();
        return std::move(made_);
    }

private:
    void set(size_t row, feel::Value const& value) {
        if (auto const* flag = value.as<bool>()) writer_.set(row, 0, *flag);
        if (auto const* text = value.string()) writer_.set_text(row, 0, *text);
        if (auto const* date = value.as<feel::Date>()) writer_.set(row, 0, date->days());
        if (auto const* time = value.as<feel::DateTime>()) writer_.set(row, 0, utc_us(*time));
    }

    void lay_numbers(std::vector<RowValue> const& values) {
        std::optional<int> scale = 0;
        for (auto const& each : values) {
            if (scale) scale = scale_of(*each.value.as<feel::Number>(), *scale);
        }
        for (auto const& each : values) {
            if (scale && !scaled(*each.value.as<feel::Number>(), *scale)) scale.reset();
        }
        if (!scale) return lay_places(values);
        made_.scale = *scale;
        for (auto const& [row, value] : values)
            writer_.set(row, 0, *scaled(*value.as<feel::Number>(), *scale));
    }

    void lay_places(std::vector<RowValue> const& values) {
        for (auto const& each : values) made_.numbers.push_back(*each.value.as<feel::Number>());
        auto& numbers = made_.numbers;
        std::sort(numbers.begin(), numbers.end());
        numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
        for (auto const& [row, value] : values) {
            auto const place =
                std::lower_bound(numbers.begin(), numbers.end(), *value.as<feel::Number>());
            writer_.set(row, 0, place - numbers.begin());
        }
    }

    TableWriter writer_;
    DerivedColumn made_;
};

/// Numbers that are whole at the program's scale in every chunk go straight into the column;
/// nothing when some are not.
std::optional<DerivedColumn> whole_numbers(feel::ColumnProgram const& program, Table const& table,
                                           Predicate const& rows) {
    bool const fits =
        program.outcome() == feel::Outcome::kNumber && program.scale() <= DerivedColumn::kScaleMax;
    if (!fits) return std::nullopt;
    TableWriter writer(std::make_shared<Table const>(std::vector<Storage>{Storage::kInt64}));
    writer.append_rows(table.rows());
    bool whole = true;
    for (size_t group = 0; group < table.groups() && whole; ++group) {
        auto const wanted = rows.evaluate(table, group).yes;
        program.numbers(group, wanted, [&](feel::NumberVector const& found) {
            whole = found.whole() || !found.present.any();
            if (!whole || !found.present.any()) return;
            auto& chunk = writer.chunk_for(group * kChunkRows, 0);
            found.present.for_each([&](size_t row) { chunk.set(row, found.integers[row]); });
        });
    }
    if (!whole) return std::nullopt;
    DerivedColumn column;
    column.kind = Kind::kNumber;
    column.scale = program.scale();
    column.table = writer.table();
    return column;
}

/// Of the rows that have one; the kind of the first decides.
Result<std::vector<RowValue>> values_of(feel::ColumnProgram const& program, Table const& table,
                                        Predicate const& rows) {
    std::vector<RowValue> values;
    auto const held = std::make_unique<feel::Values>();
    for (size_t group = 0; group < table.groups(); ++group) {
        auto const wanted = rows.evaluate(table, group).yes;
        program.values(group, wanted, *held);
        wanted.for_each([&](size_t in_group) {
            auto& value = (*held)[in_group];
            if (!value.is_null())
                values.push_back({group * kChunkRows + in_group, std::move(value)});
        });
    }
    TRY(rows.outcome());
    TRY(program.check());
    return values;
}

}  // namespace

Value DerivedColumn::value(int64_t wide) const {
    switch (kind) {
        case Kind::kBoolean: return wide != 0;
        case Kind::kText: return table->dictionary(0).at(static_cast<uint32_t>(wide));
        case Kind::kDate: return Date{static_cast<int32_t>(wide)};
        case Kind::kInstant: return Instant{wide};
        case Kind::kNumber: break;
    }
    if (holds_whole()) return Decimal{wide, scale};
    auto const rounded = round_to(number(wide), kScaleMax, Rounding::kHalfEven);
    auto const mantissa = rounded ? scaled(*rounded, kScaleMax) : std::nullopt;
    return mantissa ? Value(Decimal{*mantissa, kScaleMax}) : Value();
}

feel::Number DerivedColumn::number(int64_t wide) const {
    return holds_whole() ? feel::Number::scaled(wide, scale) : numbers[static_cast<size_t>(wide)];
}

Result<DerivedColumn> derive_column(RecordExpression const& expression, Predicate const& rows,
                                    Date on) {
    Table const& table = *expression.access().snapshot().entities[expression.entity()].table;
    RecordProgram const program(expression, on);
    if (auto whole = whole_numbers(*program, table, rows)) {
        TRY(rows.outcome());
        TRY(program->check());
        return *std::move(whole);
    }
    auto values = TRY(values_of(*program, table, rows));
    auto const kind = values.empty() ? Kind::kText : kind_of(values.front().value);
    if (!kind) {
        return Error(ErrorCode::kFeelWrongType, {"number, string, boolean, date, date and time",
                                                 feel::to_feel(values.front().value, 100)});
    }
    std::erase_if(values, [&](RowValue const& each) { return kind_of(each.value) != kind; });
    return Layout(*kind, table.rows()).lay(values);
}

}  // namespace agglo
