#include "query/group_periods.h"

#include <algorithm>
#include <map>

#include "query/group_cell.h"

namespace agglo {

namespace {

using Keys = std::vector<std::optional<int64_t>>;

/// Nothing when no key, or more than one, is a part of a date.
std::optional<size_t> only_period(GroupPlan const& plan) {
    std::optional<size_t> found;
    for (size_t k = 0; k < plan.keys.size(); ++k) {
        if (plan.keys[k].part == DatePart::kNone) continue;
        if (found) return std::nullopt;
        found = k;
    }
    return found;
}

bool adds_up(Measure const& measure) {
    return measure.aggregate == Aggregate::kSum || measure.aggregate == Aggregate::kCount;
}

/// The lines of each series by period, those without a period left out.
std::map<Keys, std::map<int64_t, size_t>> series_of(std::vector<GroupLine> const& lines,
                                                    size_t period) {
    std::map<Keys, std::map<int64_t, size_t>> series;
    for (size_t i = 0; i < lines.size(); ++i) {
        auto others = lines[i].keys;
        if (!others[period]) continue;
        others[period].reset();
        series[std::move(others)].emplace(*lines[i].keys[period], i);
    }
    return series;
}

/// Lines for the periods that a series lacks.
Result<void> fill_in(GroupPlan const& plan, size_t period, std::vector<GroupLine>& lines) {
    GroupLine empty;
    for (auto const& bound : plan.measures) empty.cells.push_back(empty_cell(*bound.measure));
    for (auto const& [others, by_period] : series_of(lines, period)) {
        auto const last = by_period.rbegin()->first;
        for (auto number = by_period.begin()->first; number < last; ++number) {
            if (by_period.contains(number)) continue;
            empty.keys = others;
            empty.keys[period] = number;
            lines.push_back(empty);
            if (lines.size() > Query::kPeriodsMax) {
                return Error(ErrorCode::kTooLarge, {"rows", std::to_string(Query::kPeriodsMax)})
                    .at("running");
            }
        }
    }
    return {};
}

Result<size_t> running_measure(GroupPlan const& plan, std::string const& name) {
    for (size_t m = 0; m < plan.measures.size(); ++m) {
        auto const& measure = *plan.measures[m].measure;
        if (measure.name != name) continue;
        if (!adds_up(measure)) return Error(ErrorCode::kWrongType, {"sum / count", name});
        return m;
    }
    return Error(ErrorCode::kUnknownField, {name});
}

Result<void> add_running(size_t measure, std::map<Keys, std::map<int64_t, size_t>> const& series,
                         std::vector<GroupLine>& lines) {
    for (auto& line : lines) line.cells.emplace_back();
    for (auto const& [others, by_period] : series) {
        std::optional<Decimal128> total = Decimal128(0);
        for (auto const& [period, at] : by_period) {
            auto const number = number_of_cell(lines[at].cells[measure]);
            if (number) total = add(*total, *number);
            if (!total) return Error(ErrorCode::kFeelOutOfRange, {"running"});
            lines[at].cells.back() = long_number(total);
        }
    }
    return {};
}

Result<void> add_all_running(Query const& query, GroupPlan const& plan,
                             std::vector<GroupLine>& lines,
                             std::vector<GroupTable::Column>& columns) {
    if (query.running.empty()) return {};
    auto const period = only_period(plan);
    if (!period)
        return Error(ErrorCode::kWrongType, {":year / :quarter / :month", "group"}).at("running");
    TRY(fill_in(plan, *period, lines));
    auto const series = series_of(lines, *period);
    for (size_t i = 0; i < query.running.size(); ++i) {
        auto added = [&]() -> Result<void> {
            auto const measure = TRY(running_measure(plan, query.running[i]));
            return add_running(measure, series, lines);
        }();
        TRY(std::move(added).at(std::to_string(i)).at("running"));
        columns.push_back({"running_" + query.running[i]});
    }
    return {};
}

/// Before, difference, growth.
void append_comparison(std::optional<Decimal128> now, GroupValue const& before, GroupLine& line) {
    auto const then = number_of_cell(before);
    auto const difference = now && then ? subtract(*now, *then) : std::nullopt;
    line.cells.push_back(before);
    line.cells.push_back(long_number(difference));
    line.cells.push_back(long_number(difference ? divide(*difference, *then) : std::nullopt));
}

/// Whether the cells are numbers.
bool compares(BoundMeasure const& bound) {
    bool const extreme =
        bound.measure->aggregate == Aggregate::kMin || bound.measure->aggregate == Aggregate::kMax;
    return !extreme || bound.of->is_number();
}

Result<size_t> compared_key(Query const& query, GroupPlan const& plan) {
    for (size_t k = 0; k < plan.keys.size(); ++k) {
        if (plan.keys[k].name == query.compare && plan.keys[k].part != DatePart::kNone) return k;
    }
    return Error(ErrorCode::kUnknownField, {query.compare}).at("key").at("compare");
}

void compare_measure(size_t measure, size_t period, int64_t periods,
                     std::vector<GroupLine>& lines) {
    auto const series = series_of(lines, period);
    for (auto& line : lines) {
        GroupValue before;
        auto others = line.keys;
        if (others[period]) {
            auto const year_before = *others[period] - periods;
            others[period].reset();
            auto const& by_period = series.at(others);
            auto const found = by_period.find(year_before);
            if (found != by_period.end()) before = lines[found->second].cells[measure];
        }
        append_comparison(number_of_cell(line.cells[measure]), before, line);
    }
}

Result<void> add_comparison(Query const& query, GroupPlan const& plan,
                            std::vector<GroupLine>& lines,
                            std::vector<GroupTable::Column>& columns) {
    if (query.compare.empty()) return {};
    auto const period = TRY(compared_key(query, plan));
    auto const periods = periods_of_year(plan.keys[period].part);
    for (size_t m = 0; m < plan.measures.size(); ++m) {
        auto const& bound = plan.measures[m];
        if (!compares(bound)) continue;
        compare_measure(m, period, periods, lines);
        columns.push_back({bound.measure->name + "_before", bound.field()});
        columns.push_back({bound.measure->name + "_difference"});
        columns.push_back({bound.measure->name + "_growth"});
    }
    return {};
}

}  // namespace

Result<void> add_periods(Query const& query, GroupPlan const& plan, std::vector<GroupLine>& lines,
                         std::vector<GroupTable::Column>& columns) {
    TRY(add_all_running(query, plan, lines, columns));
    return add_comparison(query, plan, lines, columns);
}

}  // namespace agglo
