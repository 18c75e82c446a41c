#include "dmn/analysis/analysis.h"

#include <algorithm>
#include <functional>
#include <set>

#include "dmn/analysis/space.h"
#include "feel/value/compare.h"
#include "feel/value/value_text.h"

namespace agglo::dmn {

using feel::Value;
using Kind = Finding::Kind;

namespace {

bool is_empty(RuleSet const& set) {
    return std::all_of(set.begin(), set.end(), [](uint64_t word) { return word == 0; });
}

RuleSet both(RuleSet a, RuleSet const& b) {
    for (size_t i = 0; i < a.size(); ++i) a[i] &= b[i];
    return a;
}

using Point = std::vector<size_t>;  // a cell per axis

class Analyser {
public:
    Analyser(DecisionTable const& table, AnalysisLimits limits)
        : table_(table), limits_(limits), space_(table) {}

    Analysis run() {
        if (table_.inputs.empty()) return {};
        find_gaps();
        find_overlaps();
        find_unreachable();
        return std::move(analysis_);
    }

private:
    bool step() {
        if (++steps_ > limits_.steps_max) analysis_.complete = false;
        return steps_ <= limits_.steps_max;
    }

    bool full(Kind kind) {
        auto const found = std::count_if(analysis_.findings.begin(), analysis_.findings.end(),
                                         [&](auto const& each) { return each.kind == kind; });
        if (static_cast<size_t>(found) < limits_.findings_max) return false;
        analysis_.complete = false;
        return true;
    }

    void report(Kind kind, std::vector<size_t> rules, Point const& point, bool is_mistake) {
        for (auto& rule : rules) ++rule;
        Finding finding{kind, std::move(rules), {}, is_mistake};
        for (size_t i = 0; i < point.size(); ++i) {
            auto const& axis = space_.axes[i];
            finding.example.emplace_back(axis.name, axis.samples[point[i]]);
        }
        analysis_.findings.push_back(std::move(finding));
    }

    /// Calls `visit` for boxes of cells where none of `active` holds, with their first cell; cells
    /// that look alike to the active rules are gone into once. `visit` says whether to go on.
    struct Search {
        bool certain;                  ///< rules hold where they certainly do, or where they may
        std::optional<size_t> within;  ///< only where this rule holds, null too
        std::function<bool(Point const&)> visit;
    };

    bool uncovered(Search const& search, RuleSet const& active, Point& point) {
        if (!step()) return false;
        auto const at = point.size();
        if (at == space_.axes.size()) return is_empty(active) ? search.visit(point) : true;
        auto const& axis = space_.axes[at];
        auto const cells = search.within ? axis.cells() : axis.cells_but_null();
        std::set<RuleSet> seen;
        for (size_t cell = 0; cell < cells; ++cell) {
            if (search.within && !holds(axis.certain[cell], *search.within)) continue;
            auto rest = both(active, search.certain ? axis.certain[cell] : axis.possible[cell]);
            if (!seen.insert(rest).second) continue;
            point.push_back(cell);
            bool const on = uncovered(search, rest, point);
            point.pop_back();
            if (!on) return false;
        }
        return true;
    }

    RuleSet all() const {
        RuleSet set((space_.rules + 63) / 64);
        for (size_t i = 0; i < space_.rules; ++i) insert(set, i);
        return set;
    }

    void find_gaps() {
        for (auto const& clause : table_.outputs) {
            if (clause.default_entry.given()) return;
        }
        bool const collects = table_.hit_policy == HitPolicy::kCollect ||
                              table_.hit_policy == HitPolicy::kRuleOrder ||
                              table_.hit_policy == HitPolicy::kOutputOrder;
        if (collects) return;  // none is a number of matches like any other
        Point point;
        uncovered({false, std::nullopt,
                   [&](Point const& gap) {
                       report(Kind::kGap, {}, gap, false);
                       return !full(Kind::kGap);
                   }},
                  all(), point);
    }

    /// The first cell of each axis where both certainly hold; nothing when there is none.
    std::optional<Point> common(size_t a, size_t b) {
        Point point;
        for (auto const& axis : space_.axes) {
            size_t cell = 0;
            while (cell < axis.cells() &&
                   !(holds(axis.certain[cell], a) && holds(axis.certain[cell], b))) {
                ++cell;
            }
            steps_ += cell / 64;
            if (cell == axis.cells()) return std::nullopt;
            point.push_back(cell);
        }
        return point;
    }

    bool give_same(Rule const& a, Rule const& b) const {
        for (size_t i = 0; i < a.outputs.size(); ++i) {
            auto const* x = literal(a.outputs[i]);
            auto const* y = literal(b.outputs[i]);
            bool const same = x && y ? feel::same(*x, *y) : a.outputs[i].text == b.outputs[i].text;
            // What is computed may still be equal: nothing is presumed.
            if (!same && x && y) return false;
        }
        return true;
    }

    static Value const* literal(FeelText const& text) {
        if (!text.parsed) return nullptr;
        auto const* node = std::get_if<feel::Literal>(&text.parsed->node);
        return node ? &node->value : nullptr;
    }

    void find_overlaps() {
        bool const unique = table_.hit_policy == HitPolicy::kUnique;
        if (!unique && table_.hit_policy != HitPolicy::kAny) return;
        auto const kind = unique ? Kind::kOverlap : Kind::kConflict;
        for (size_t a = 0; a < space_.rules; ++a) {
            for (size_t b = a + 1; b < space_.rules; ++b) {
                if (!step()) return;
                if (!unique && give_same(table_.rules[a], table_.rules[b])) continue;
                auto const point = common(a, b);
                if (!point) continue;
                report(kind, {a, b}, *point, true);
                if (full(kind)) return;
            }
        }
    }

    /// Rules that have their say before `rule` where both match.
    RuleSet ahead_of(size_t rule) const {
        RuleSet ahead((space_.rules + 63) / 64);
        for (size_t other = 0; other < space_.rules; ++other) {
            if (other == rule) continue;
            if (table_.hit_policy == HitPolicy::kFirst ? other < rule : outranks(other, rule)) {
                insert(ahead, other);
            }
        }
        return ahead;
    }

    /// By constant outputs among the constant priorities alone.
    bool outranks(size_t a, size_t b) const {
        for (size_t i = 0; i < table_.outputs.size(); ++i) {
            auto const x = rank(i, table_.rules[a].outputs[i]);
            auto const y = rank(i, table_.rules[b].outputs[i]);
            if (!x || !y) return false;
            if (*x != *y) return *x < *y;
        }
        return a < b;
    }

    std::optional<size_t> rank(size_t output, FeelText const& entry) const {
        auto const* value = literal(entry);
        auto const& priorities = table_.outputs[output].priorities;
        if (!value) return std::nullopt;
        for (size_t i = 0; i < priorities.size(); ++i) {
            auto const plain = plain_entry(*priorities[i]);
            if (!plain || plain->intervals.empty()) return std::nullopt;
            if (feel::same(plain->intervals.front().low, *value)) return i;
        }
        return priorities.size();
    }

    void find_unreachable() {
        bool const first = table_.hit_policy == HitPolicy::kFirst;
        bool const priority = table_.hit_policy == HitPolicy::kPriority;
        for (size_t rule = 0; rule < space_.rules && !full(Kind::kUnreachable); ++rule) {
            if (never_holds(rule)) {
                report(Kind::kUnreachable, {rule}, {}, true);
            } else if ((first || priority) && !is_told_apart(rule)) {
                auto const example = common(rule, rule);
                if (example) report_covered(rule, *example);
            }
        }
    }

    bool never_holds(size_t rule) const {
        return std::any_of(space_.axes.begin(), space_.axes.end(), [&](Axis const& axis) {
            return std::none_of(axis.possible.begin(), axis.possible.end(),
                                [&](RuleSet const& set) { return holds(set, rule); });
        });
    }

    /// Whether some inputs reach the rule, or that cannot be told.
    bool is_told_apart(size_t rule) {
        for (auto const& axis : space_.axes) {
            for (size_t cell = 0; cell < axis.cells(); ++cell) {
                if (holds(axis.possible[cell], rule) != holds(axis.certain[cell], rule)) {
                    return true;
                }
            }
        }
        auto const ahead = ahead_of(rule);
        if (is_empty(ahead)) return true;
        bool found = false;
        Point point;
        uncovered({true, rule,
                   [&](Point const&) {
                       found = true;
                       return false;
                   }},
                  ahead, point);
        return found || !analysis_.complete;
    }

    void report_covered(size_t rule, Point const& example) {
        std::vector<size_t> rules = {rule};
        auto const ahead = ahead_of(rule);
        for (size_t other = 0; other < space_.rules; ++other) {
            if (holds(ahead, other) && common(rule, other)) rules.push_back(other);
        }
        report(Kind::kUnreachable, std::move(rules), example, true);
    }

    DecisionTable const& table_;
    AnalysisLimits limits_;
    Space space_;
    Analysis analysis_;
    size_t steps_ = 0;
};

}  // namespace

Analysis analyse(DecisionTable const& table, AnalysisLimits limits) {
    if (table.rules.size() > limits.rules_max) return {{}, false};
    return Analyser(table, limits).run();
}

}  // namespace agglo::dmn
