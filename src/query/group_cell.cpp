#include "query/group_cell.h"

#include <limits>

#include "query/group_fold.h"
#include "query/group_statistic.h"

namespace agglo {

namespace {

constexpr int kRatioScale = 6;
constexpr int kNumberScale = DerivedColumn::kScaleMax;

/// Exactly: a sum of a table's int64s has fewer than 34 digits.
Decimal128 exact_number(int128 sum, int scale) {
    return *Decimal128::parse(decimal_digits(sum, scale));
}

Result<GroupValue> sum_cell(BoundOperand const& of, GroupCell const& cell) {
    if (of.column()) return long_number(exact_number(cell.value, of.scale()));
    auto const sum = cell.value;
    if (sum > std::numeric_limits<int64_t>::max() || sum < std::numeric_limits<int64_t>::min()) {
        return Error(ErrorCode::kOutOfRange, {decimal_digits(sum, of.scale())});
    }
    auto const mantissa = static_cast<int64_t>(sum);
    return of.scale() == 0 ? GroupValue{mantissa} : GroupValue{Decimal{mantissa, of.scale()}};
}

GroupValue ratio_cell(BoundMeasure const& bound, GroupCell const& cell) {
    int128 const numerator = cell.value * power_of_ten(bound.denominator->scale());
    int128 const denominator = cell.second * power_of_ten(bound.of->scale());
    auto const ratio = divide_rounded(numerator, denominator, kRatioScale);
    return ratio ? GroupValue{*ratio} : GroupValue{};
}

std::vector<Decimal128> numbers_at(BoundOperand const& of, std::span<uint32_t const> rows) {
    std::vector<Decimal128> numbers;
    for (auto const row : rows) {
        int64_t wide = 0;
        if (of.source().read(row, wide)) numbers.push_back(of.number(wide));
    }
    return numbers;
}

/// The rows where both sides of a ratio are present.
std::vector<uint32_t> rows_of_both(BoundMeasure const& bound, std::span<uint32_t const> rows) {
    std::vector<uint32_t> both;
    for (auto const row : rows) {
        int64_t wide = 0;
        if (bound.of->source().read(row, wide) && bound.denominator->source().read(row, wide))
            both.push_back(row);
    }
    return both;
}

std::optional<Decimal128> divided(std::optional<Decimal128> a, std::optional<Decimal128> b) {
    return a && b ? divide(*a, *b) : std::nullopt;
}

Result<GroupValue> listed_ratio(BoundMeasure const& bound, std::span<uint32_t const> rows) {
    auto const both = rows_of_both(bound, rows);
    auto const denominator = sum_of(numbers_at(*bound.denominator, both));
    if (both.empty() || (denominator && denominator->is_zero())) return GroupValue();
    auto const ratio = divided(sum_of(numbers_at(*bound.of, both)), denominator);
    if (!ratio) return Error(ErrorCode::kFeelOutOfRange, {"ratio"});
    return long_number(round_to(*ratio, kRatioScale, Rounding::kHalfEven));
}

}  // namespace

GroupValue long_number(std::optional<Decimal128> number) {
    if (!number) return {};
    GroupValue cell;
    cell.number = number;
    auto const rounded = round_to(*number, kNumberScale, Rounding::kHalfEven);
    auto const shifted =
        rounded ? multiply(*rounded, Decimal128(power_of_ten(kNumberScale))) : std::nullopt;
    auto const mantissa = shifted ? shifted->to_int64() : std::nullopt;
    if (mantissa) cell.value = Decimal{*mantissa, kNumberScale};
    return cell;
}

std::optional<Decimal128> number_of_cell(GroupValue const& cell) {
    if (cell.number) return cell.number;
    if (auto const* whole = cell.value.get<int64_t>()) return Decimal128(*whole);
    if (auto const* decimal = cell.value.get<Decimal>())
        return Decimal128::scaled(decimal->mantissa, decimal->scale);
    return std::nullopt;
}

GroupValue empty_cell(Measure const& measure) {
    bool const counts =
        measure.aggregate == Aggregate::kCount || measure.aggregate == Aggregate::kDistinct;
    return counts ? GroupValue{int64_t{0}} : GroupValue{};
}

Result<GroupValue> folded_cell(BoundMeasure const& bound, GroupCell const& cell) {
    auto const aggregate = bound.measure->aggregate;
    if (aggregate == Aggregate::kCount || aggregate == Aggregate::kDistinct)
        return GroupValue{cell.count};
    if (cell.count == 0) return GroupValue();
    switch (aggregate) {
        case Aggregate::kSum: return sum_cell(*bound.of, cell);
        case Aggregate::kAverage:
            return long_number(
                divide(exact_number(cell.value, bound.of->scale()), Decimal128(cell.count)));
        case Aggregate::kRatio: return ratio_cell(bound, cell);
        default: return bound.of->value(static_cast<int64_t>(cell.value));
    }
}

Result<GroupValue> listed_cell(BoundMeasure const& bound, std::span<uint32_t const> rows) {
    auto const aggregate = bound.measure->aggregate;
    if (aggregate == Aggregate::kRatio) return listed_ratio(bound, rows);
    auto numbers = numbers_at(*bound.of, rows);
    auto const count = numbers.size();
    if (count == 0 || (aggregate == Aggregate::kDeviation && count < 2)) return GroupValue();
    auto const found = aggregate == Aggregate::kSum ? sum_of(numbers)
                       : aggregate == Aggregate::kAverage
                           ? divided(sum_of(numbers), Decimal128(static_cast<int64_t>(count)))
                       : aggregate == Aggregate::kDeviation
                           ? deviation_of(numbers)
                           : percentile_of(std::move(numbers), bound.measure->fraction);
    if (!found) return Error(ErrorCode::kFeelOutOfRange, {bound.measure->name});
    return long_number(found);
}

}  // namespace agglo
