#include "query/decision_sweep.h"

#include <algorithm>
#include <map>
#include <thread>

#include "query/condition.h"

namespace agglo {

namespace {

using Path = DecisionProgram::Path;

/// One thread's part of the records: everything that it reads is its own but the snapshot.
class Sweeper {
public:
    Sweeper(Snapshot const& snapshot, Viewer const& viewer, size_t entity,
            std::vector<DecisionQuestion> const& questions, SweepSetting const& setting,
            feel::Budget& budget)
        : snapshot_(snapshot),
          viewer_(viewer),
          entity_(entity),
          setting_(setting),
          access_(snapshot, viewer, entity),
          places_(questions.size()) {
        for (auto const& question : questions) {
            programs_.push_back(std::make_unique<DecisionProgram>(
                question, access_, entity,
                DecisionProgram::Setting{setting.on, budget, setting.path}));
            columns_.emplace_back(kChunkRows);
        }
        tuple_.resize(questions.size());
    }

    Result<void> take(Query const& query, size_t from, size_t to) {
        auto const filter = TRY(bind_filter(snapshot_, viewer_, entity_, query));
        Table const& table = *snapshot_.entities[entity_].table;
        for (size_t group = from; group < to; ++group) {
            take(group, filter.evaluate(table, group).yes);
            for (auto const& program : programs_) TRY(program->state());
            if (full_) return Error(ErrorCode::kTooLarge, {"outcomes", "524288"});
        }
        return filter.outcome();
    }

    std::vector<SweepCell> const& cells() const { return cells_; }
    DecisionProgram const& program(size_t decision) const { return *programs_[decision]; }

private:
    void take(size_t group, Mask const& rows) {
        for (size_t d = 0; d < programs_.size(); ++d)
            programs_[d]->outcomes(group, rows, columns_[d].data());
        rows.for_each([&](size_t in_group) {
            for (size_t d = 0; d < tuple_.size(); ++d) tuple_[d] = columns_[d][in_group];
            count(group * kChunkRows + in_group);
        });
    }

    void count(size_t row) {
        auto const [number, added] = places_.number_of(tuple_);
        full_ = full_ || number == TupleIndex::kNone;
        if (full_) return;
        if (added) add_cell();
        auto& cell = cells_[number];
        ++cell.count;
        bool const keeps = cell.rows.size() < rows_kept_[number];
        bool const passed = setting_.page && row < setting_.page->from_row;
        if (keeps && !passed) cell.rows.push_back(row);
    }

    void add_cell() {
        SweepCell cell{{}, 0, {}};
        bool wanted = setting_.page.has_value();
        for (size_t d = 0; d < tuple_.size(); ++d) {
            cell.of[d] = tuple_[d];
            if (!wanted) continue;
            wanted = programs_[d]->found()[tuple_[d]].text == setting_.page->outcomes[d];
        }
        cells_.push_back(std::move(cell));
        size_t const usual = setting_.page ? 0 : setting_.rows_kept;
        rows_kept_.push_back(wanted ? setting_.page->limit + 1 : usual);
    }

    Snapshot const& snapshot_;
    Viewer const& viewer_;
    size_t entity_;
    SweepSetting const& setting_;
    EntityAccess access_;
    std::vector<std::unique_ptr<DecisionProgram>> programs_;
    std::vector<std::vector<uint32_t>> columns_;  ///< outcomes of the group at hand, by decision
    std::vector<uint32_t> tuple_;
    TupleIndex places_;
    std::vector<SweepCell> cells_;
    std::vector<size_t> rows_kept_;  ///< by cell
    bool full_ = false;
};

/// Puts the threads' parts together, in the order of the records.
class Merger {
public:
    Merger(SweepAnswer& answer, SweepSetting const& setting, size_t decisions)
        : answer_(answer), setting_(setting), places_(decisions) {
        answer_.outcomes.resize(decisions);
    }

    void take(Sweeper const& part) {
        for (size_t d = 0; d < places_.size(); ++d) explain(d, part.program(d).explanation());
        for (auto const& cell : part.cells()) add(cell, part);
    }

    void finish() {
        std::sort(answer_.cells.begin(), answer_.cells.end(),
                  [this](SweepCell const& a, SweepCell const& b) {
                      if (a.count != b.count) return a.count > b.count;
                      return texts(a) < texts(b);
                  });
        if (setting_.page) take_page();
    }

private:
    using Texts = std::vector<std::string_view>;

    Texts texts(SweepCell const& cell) const {
        Texts all;
        for (size_t d = 0; d < places_.size(); ++d) all.push_back(answer_.outcome(cell, d).text);
        return all;
    }

    void add(SweepCell const& part, Sweeper const& sweeper) {
        SweepCell own{{}, 0, {}};
        for (size_t d = 0; d < places_.size(); ++d)
            own.of[d] = place_of(d, sweeper.program(d).found()[part.of[d]]);
        auto const [at, added] = cells_.try_emplace(own.of, answer_.cells.size());
        if (added) answer_.cells.push_back(std::move(own));
        auto& cell = answer_.cells[at->second];
        cell.count += part.count;
        answer_.total += part.count;
        size_t const most = setting_.page ? setting_.page->limit + 1 : setting_.rows_kept;
        for (size_t const row : part.rows) {
            if (cell.rows.size() < most) cell.rows.push_back(row);
        }
    }

    uint32_t place_of(size_t decision, DecisionOutcome const& outcome) {
        auto& all = answer_.outcomes[decision];
        auto const next = static_cast<uint32_t>(all.size());
        auto const [at, added] = places_[decision].try_emplace(outcome.text, next);
        if (added) all.push_back(outcome);
        return at->second;
    }

    void explain(size_t decision, SweepExplanation told) {
        if (decision == answer_.explanations.size()) {
            answer_.explanations.push_back(std::move(told));
            return;
        }
        auto& own = answer_.explanations[decision];
        own.evaluated += told.evaluated;
        for (size_t i = 0; i < own.inputs.size(); ++i)
            own.inputs[i].classes = std::max(own.inputs[i].classes, told.inputs[i].classes);
    }

    void take_page() {
        for (auto& cell : answer_.cells) {
            bool wanted = true;
            for (size_t d = 0; d < places_.size(); ++d)
                wanted = wanted && answer_.outcome(cell, d).text == setting_.page->outcomes[d];
            if (!wanted) continue;
            answer_.page_total = cell.count;
            answer_.page_rows = std::move(cell.rows);
            cell.rows.clear();
        }
        answer_.page_goes_on = answer_.page_rows.size() > setting_.page->limit;
        if (answer_.page_goes_on) answer_.page_rows.pop_back();
    }

    SweepAnswer& answer_;
    SweepSetting const& setting_;
    std::vector<std::map<std::string, uint32_t>> places_;  ///< by decision
    std::map<std::array<uint32_t, SweepSetting::kDecisionsMax>, size_t> cells_;
};

}  // namespace

Result<SweepAnswer> sweep(Snapshot const& snapshot, Viewer const& viewer, Query const& query,
                          std::vector<DecisionQuestion> const& questions,
                          SweepSetting const& setting) {
    SweepAnswer answer;
    auto const entity = snapshot.model->entity_index(query.entity);
    if (!entity) return Error(ErrorCode::kUnknownEntity, {query.entity}).at("entity");
    answer.entity = *entity;
    if (!EntityAccess(snapshot, viewer, *entity).may_read())
        return Error(ErrorCode::kForbidden, {snapshot.model->entities[*entity].labels.zh});
    TRY(bind_filter(snapshot, viewer, *entity, query));
    Table const& table = *snapshot.entities[*entity].table;
    auto threads = setting.threads;
    if (threads == 0) threads = table.rows() > SweepSetting::kParallelRows ? 2 : 1;
    feel::Budget budget;
    std::vector<std::unique_ptr<Sweeper>> parts(threads);
    std::vector<Result<void>> states(threads);
    auto const work = [&](unsigned t) {
        parts[t] = std::make_unique<Sweeper>(snapshot, viewer, *entity, questions, setting, budget);
        size_t const from = table.groups() * t / threads;
        size_t const to = table.groups() * (t + 1) / threads;
        states[t] = parts[t]->take(query, from, to);
    };
    std::vector<std::thread> helpers;
    for (unsigned t = 1; t < threads; ++t) helpers.emplace_back(work, t);
    work(0);
    for (auto& helper : helpers) helper.join();
    for (auto const& state : states) TRY(state);
    Merger merger(answer, setting, questions.size());
    for (auto const& part : parts) merger.take(*part);
    merger.finish();
    return answer;
}

}  // namespace agglo
