#include "query/unknown_rows.h"

#include <algorithm>
#include <charconv>

#include "feel/columns/budget.h"
#include "query/check_query.h"
#include "query/condition.h"
#include "query/feel_filter.h"

namespace agglo {

namespace {

Result<size_t> first_row(std::string const& cursor) {
    size_t row = 0;
    if (cursor.empty()) return row;
    auto const* const end = cursor.data() + cursor.size();
    auto const read = std::from_chars(cursor.data(), end, row);
    if (read.ec != std::errc() || read.ptr != end) return Error(ErrorCode::kBadCursor).at("cursor");
    return row;
}

/// Asks a record what its outcome hangs on.
class Reckoner {
public:
    Reckoner(RecordExpression const& expression, Date on)
        : expression_(expression), clock_(clock_on(on)) {}

    UnknownRow ask(size_t row) {
        auto const& records = *expression_.records();
        auto const inputs = records.inputs(row, expression_.used());
        auto missing = records.missing(inputs);
        std::erase_if(missing, [&](feel::MissingFact const& fact) { return !is_used(fact.path); });
        feel::Evaluation evaluation(clock_, budget_.limits());
        auto reckoned = feel::reckon(expression_.expression(), records.environment(), inputs,
                                     missing, evaluation);
        budget_.take_steps(evaluation.steps());  // out of steps is unknown, not wrong
        UnknownRow found{row, std::move(reckoned.missing), {}};
        std::sort(found.missing.begin(), found.missing.end());
        auto const* truth = found.missing.empty() ? reckoned.value.as<bool>() : nullptr;
        if (truth) found.settled = *truth;
        return found;
    }
    Result<void> outcome() const { return budget_.outcome(); }

private:
    bool is_used(std::string_view path) const {
        auto const& members = expression_.records()->environment().members;
        auto const name = path.substr(0, path.find('.'));
        auto const& used = expression_.used();
        return std::any_of(used.begin(), used.end(),
                           [&](size_t member) { return members[member].name == name; });
    }

    RecordExpression const& expression_;
    feel::Clock clock_;
    feel::Budget budget_;
};

/// Puts the rows examined into a page, and counts them on the first.
class Gathering {
public:
    Gathering(UnknownRows& found, size_t limit, bool counts)
        : found_(found), limit_(limit), counts_(counts) {}

    /// Whether another row is of use.
    bool open() const {
        bool const page = found_.next_cursor.empty();
        return page || (counts_ && found_.examined < UnknownRows::kExaminedMax);
    }
    void add(UnknownRow row) {
        if (counts_ && found_.examined < UnknownRows::kExaminedMax) count(row);
        if (found_.rows.size() < limit_)
            found_.rows.push_back(std::move(row));
        else if (found_.next_cursor.empty())
            found_.next_cursor = std::to_string(row.row);
    }
    void finish() {
        for (auto& [key, set] : sets_) found_.sets.push_back(std::move(set));
        std::stable_sort(found_.sets.begin(), found_.sets.end(),
                         [](auto const& a, auto const& b) { return a.count > b.count; });
    }

private:
    using Key = std::pair<std::vector<std::string>, std::optional<bool>>;

    void count(UnknownRow const& row) {
        ++found_.examined;
        auto& set = sets_[{row.missing, row.settled}];
        if (set.count == 0) set.like = row;
        ++set.count;
        for (auto const& path : row.missing) {
            auto& fact = found_.facts[path];
            ++fact.count;
            fact.alone += row.missing.size() == 1;
        }
    }

    UnknownRows& found_;
    size_t limit_;
    bool counts_;
    std::map<Key, UnknownRows::Set> sets_;
};

}  // namespace

Result<UnknownRows> find_unknown(Snapshot const& snapshot, Viewer const& viewer,
                                 Query const& query) {
    auto const entity = snapshot.model->entity_index(query.entity);
    if (!entity) return Error(ErrorCode::kUnknownEntity, {query.entity}).at("entity");
    TRY(check_limit(query));
    if (query.filter.empty()) return Error(ErrorCode::kRequired, {"filter"}).at("filter");
    auto const from = TRY(first_row(query.cursor));
    Query candidates = query;
    candidates.filter.clear();
    auto const rows = TRY(bind_filter(snapshot, viewer, *entity, candidates));
    auto const access = std::make_shared<EntityAccess const>(snapshot, viewer, *entity);
    auto const expression =
        TRY(RecordExpression::parse(access, *entity, query.filter).at("filter"));
    auto const filter = TRY(feel_filter(access, *entity, query.filter, query.day()).at("filter"));

    UnknownRows found;
    found.entity = *entity;
    Reckoner reckoner(expression, query.day());
    Gathering gathering(found, query.limit.value_or(UnknownRows::kLimitDefault), from == 0);
    Table const& table = *snapshot.entities[*entity].table;
    for (size_t group = 0; group < table.groups(); ++group) {
        Mask unknown = rows.evaluate(table, group).yes;
        if (unknown.any()) unknown.minus(filter.evaluate(table, group, unknown).known);
        found.total += unknown.count();
        unknown.for_each([&](size_t in_group) {
            auto const row = group * kChunkRows + in_group;
            if (row >= from && gathering.open()) gathering.add(reckoner.ask(row));
        });
        TRY(reckoner.outcome());
    }
    TRY(rows.outcome());
    TRY(filter.outcome());
    gathering.finish();
    return found;
}

}  // namespace agglo
