#include "query/table_program.h"

#include <algorithm>
#include <bit>

#include "feel/syntax/children.h"

namespace agglo {

using dmn::RuleSet;
using Kind = dmn::Source::Kind;

namespace {

bool names(feel::Expression const& expression, std::string const& variable) {
    auto const* name = std::get_if<feel::Name>(&expression.node);
    if (name && name->text == variable) return true;
    bool found = false;
    feel::for_each_child(expression, [&](feel::Expression const& child) {
        found = found || names(child, variable);
    });
    return found;
}

bool has_group(dmn::Decision const& decision) {
    return std::any_of(decision.sources.begin(), decision.sources.end(),
                       [](dmn::Source const& source) { return source.kind == Kind::kGroup; });
}

/// Empty: it can be taken apart.
std::string hindrance(RecordDecision const& decision) {
    auto const& question = decision.question();
    auto const& logic = *question.model->decisions[question.decision];
    if (question.given.find(logic.name)) return "given";
    if (!logic.logic || logic.wrong) return "no logic";
    auto const* table = std::get_if<dmn::TablePtr>(&logic.logic->form);
    if (!table) return "no decision table";
    if (has_group(logic)) return "imports";
    if ((*table)->inputs.empty()) return "no inputs";
    if (!dmn::reads_inputs_alone(**table)) return "entries read variables";
    return {};
}

}  // namespace

/// A record being looked up: evaluated as far as it must be.
class TableProgram::Row {
public:
    Row(TableProgram const& program, size_t row) : program_(program), row_(row) {}
    ~Row() {
        if (asking_) program_.decision_.budget().take(asking_->evaluation);
    }
    Row(Row const&) = delete;
    Row& operator=(Row const&) = delete;

    feel::Value value_of(Clause const& clause, dmn::InputClause const& input) {
        if (!asking_) asking_ = std::make_unique<Asking>(program_.decision_, row_);
        auto& [evaluation, session, evaluator] = *asking_;
        auto& slots = evaluator.slots();
        slots.resize(program_.logic_.sources.size());
        for (auto const slot : clause.slots) {
            auto const& source = program_.logic_.sources[slot];
            slots[slot] = source.kind == Kind::kInput ? session.input(source.index)
                          : source.kind == Kind::kDecision
                              ? session.decision(source.index)
                              : dmn::knowledge_value(source, session.around());
        }
        return evaluator.evaluate(input.expression);
    }
    dmn::BoxedEvaluator& evaluator() { return asking_->evaluator; }

private:
    struct Asking {
        Asking(RecordDecision const& decision, size_t row)
            : evaluation(decision.evaluation()),
              session(decision.session(row, evaluation)),
              evaluator(session.around()) {}
        feel::Evaluation evaluation;
        dmn::Session session;
        dmn::BoxedEvaluator evaluator;
    };

    TableProgram const& program_;
    size_t row_;
    std::unique_ptr<Asking> asking_;
};

TableProgram::Made TableProgram::of(RecordDecision const& decision) {
    if (auto why = hindrance(decision); !why.empty()) return {nullptr, std::move(why)};
    auto const& question = decision.question();
    auto const& logic = *question.model->decisions[question.decision];
    auto const& table = *std::get<dmn::TablePtr>(logic.logic->form);
    std::unique_ptr<TableProgram> made(new TableProgram(decision, logic, table));
    for (size_t i = 0; i < table.inputs.size(); ++i) made->add_clause(i);
    made->note_settled();
    return {std::move(made), {}};
}

TableProgram::TableProgram(RecordDecision const& decision, dmn::Decision const& logic,
                           dmn::DecisionTable const& table)
    : decision_(decision),
      logic_(logic),
      table_(table),
      places_((table.rules.size() + 63) / 64 * 2),
      key_(kKeyRules + 1) {}

void TableProgram::add_clause(size_t number) {
    Clause clause{dmn::ClauseRules(table_, number)};
    auto const& expression = table_.inputs[number].expression;
    auto const& bound = decision_.bound();
    auto const& model = *decision_.question().model;
    std::vector<uint8_t> reads(bound.size());
    auto const note = [&](size_t input) {
        for (size_t i = 0; i < bound.size(); ++i) reads[i] |= bound[i].input == input ? 1 : 0;
    };
    for (size_t slot = 0; slot < logic_.sources.size(); ++slot) {
        auto const& source = logic_.sources[slot];
        if (!expression.parsed || !names(*expression.parsed, source.name)) continue;
        clause.slots.push_back(slot);
        if (source.kind == Kind::kInput) note(source.index);
        if (source.kind != Kind::kDecision) continue;
        for (auto const& need : model.needs(source.index)) note(need.index);
    }
    for (size_t i = 0; i < reads.size(); ++i) {
        if (reads[i] != 0) clause.reads.push_back(i);
    }
    clause.memo = Memo(clause.reads.size());
    auto evaluation = decision_.evaluation();
    clause.cells = clause.rules.cells(evaluation);
    if (clause.cells) clause.by_cell.assign(clause.cells->size() + 1, Memo::kUnset);
    clauses_.push_back(std::move(clause));
}

/// From the last input backwards.
void TableProgram::note_settled() {
    RuleSet settled((table_.rules.size() + 63) / 64, ~uint64_t{0});
    bool denies = false;
    for (size_t i = clauses_.size(); i-- > 0;) {
        clauses_[i].settled = settled;
        clauses_[i].last_denial = !denies;
        denies = denies || table_.inputs[i].values.parsed;
        for (size_t rule = 0; rule < table_.rules.size(); ++rule) {
            auto const plain = dmn::plain_entry(table_.rules[rule].tests[i]);
            bool const any = plain && plain->any;
            if (!any) settled[rule / 64] &= ~(uint64_t{1} << (rule % 64));
        }
    }
}

/// Where the clause's set is kept for a record of these classes; null: nowhere.
uint32_t* TableProgram::slot_of(Clause& clause, std::span<uint32_t const> classes) {
    constexpr uint32_t kNoClass = 0xFFFFFFFF;
    if (clause.reads.size() == 1) {
        auto const own = classes[clause.reads.front()];
        if (own == kNoClass) return nullptr;
        if (own >= clause.by_class.size()) clause.by_class.resize(own + own / 2 + 1, Memo::kUnset);
        return &clause.by_class[own];
    }
    words_.clear();
    for (auto const read : clause.reads) {
        if (classes[read] == kNoClass) return nullptr;
        words_.push_back(classes[read]);
    }
    return clause.memo.slot(words_);
}

/// kUnset when there are too many.
uint32_t TableProgram::place_of(RuleSet const& set) {
    words_.clear();
    for (auto const word : set) {
        words_.push_back(static_cast<uint32_t>(word));
        words_.push_back(static_cast<uint32_t>(word >> 32));
    }
    auto const [number, added] = places_.number_of(words_);
    if (added) sets_.push_back(set);
    return number;
}

/// Where the set of a value's cell is kept; null: nowhere.
uint32_t* TableProgram::cell_of(Clause& clause, feel::Value const& value) {
    if (!clause.cells) return nullptr;
    if (value.is_null()) return &clause.by_cell.back();
    if (value.kind() != clause.cells->constants().front().kind()) return nullptr;
    return &clause.by_cell[clause.cells->cell_of(value)];
}

/// Takes out the rules that the record does not pass; false: its input is not allowed.
bool TableProgram::pass(Clause& clause, std::span<uint32_t const> classes, Row& row) {
    auto const take = [&](RuleSet const& set) {
        for (size_t i = 0; i < passing_.size(); ++i) passing_[i] &= set[i];
    };
    auto* slot = slot_of(clause, classes);
    if (!slot || *slot == Memo::kUnset) {
        auto const number = static_cast<size_t>(&clause - clauses_.data());
        auto const value = row.value_of(clause, table_.inputs[number]);
        auto* cell = cell_of(clause, value);
        if (!cell || *cell == Memo::kUnset) {
            auto const set = clause.rules.passed_by(value, row.evaluator());
            auto const place = set ? place_of(*set) : kDenied;
            for (auto* kept : {slot, cell}) {
                if (kept) *kept = place;
            }
            if (set) take(*set);
            return set.has_value();
        }
        if (slot) *slot = *cell;
        slot = cell;
    }
    if (*slot == kDenied) return false;
    take(sets_[*slot]);
    return true;
}

/// Whether the inputs after this one change nothing.
bool TableProgram::is_settled(Clause const& clause) const {
    if (!clause.last_denial) return false;
    bool const first = table_.hit_policy == dmn::HitPolicy::kFirst;
    for (size_t i = 0; i < passing_.size(); ++i) {
        auto const word = passing_[i];
        if (word == 0) continue;
        auto const lowest = word & (~word + 1);
        if (!first && (word & ~clause.settled[i]) != 0) return false;
        if (first) return (lowest & clause.settled[i]) != 0;
    }
    return true;
}

uint32_t* TableProgram::kept_outcome() {
    bool const first = table_.hit_policy == dmn::HitPolicy::kFirst;
    size_t const most = first ? 1 : kKeyRules;
    std::fill(key_.begin(), key_.end(), 0);
    size_t count = 0;
    for (size_t i = 0; i < passing_.size() && count <= most; ++i) {
        for (auto rest = passing_[i]; rest != 0 && count <= most; rest &= rest - 1, ++count) {
            auto const rule = i * 64 + static_cast<size_t>(std::countr_zero(rest));
            if (count < most) key_[count] = static_cast<uint32_t>(rule) + 1;
        }
    }
    if (count > most && !first) {
        auto const place = place_of(passing_);
        if (place == TupleIndex::kNone) return nullptr;
        std::fill(key_.begin(), key_.end(), 0);
        key_.back() = place + 1;
    }
    return outcomes_.slot(key_);
}

uint32_t* TableProgram::matching(std::span<uint32_t const> classes, size_t row) {
    Row asked(*this, row);
    auto const rules = table_.rules.size();
    passing_.assign((rules + 63) / 64, ~uint64_t{0});
    if (rules % 64 != 0) passing_.back() = (uint64_t{1} << (rules % 64)) - 1;
    for (auto& clause : clauses_) {
        if (!pass(clause, classes, asked)) return nullptr;
        if (is_settled(clause)) break;
    }
    return kept_outcome();
}

}  // namespace agglo
