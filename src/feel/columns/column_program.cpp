#include "feel/columns/column_program.h"

#include "feel/columns/compile.h"

namespace agglo::feel {

namespace {

Scratch& scratch_of_thread() {
    thread_local Scratch scratch;
    return scratch;
}

/// Gives back at its end what was worked in; programs may run within one another.
class Working {
public:
    Working(Table const& table, size_t group)
        : scratch_(scratch_of_thread()),
          mark_(scratch_.mark()),
          batch_{group, table.group_rows(group), scratch_} {}
    ~Working() { scratch_.release(mark_); }
    Working(Working const&) = delete;
    Working& operator=(Working const&) = delete;

    Batch& batch() { return batch_; }

private:
    Scratch& scratch_;
    Scratch::Mark mark_;
    Batch batch_;
};

}  // namespace

ColumnProgram::ColumnProgram(ExpressionPtr expression, ColumnBinding const& binding, Clock clock)
    : binding_(binding), root_(compile_columns(expression, {binding, clock, budget_})) {}

ColumnProgram::~ColumnProgram() = default;

Outcome ColumnProgram::outcome() const {
    return root_->outcome();
}

int ColumnProgram::scale() const {
    return root_->scale();
}

Truth ColumnProgram::truth(size_t group, Mask const& wanted) const {
    Truth found;
    if (!wanted.any()) return found;
    Working working(binding_.table(), group);
    if (root_->outcome() == Outcome::kTruth) {
        found = root_->truth(working.batch(), wanted);
    } else if (root_->outcome() == Outcome::kValue) {
        auto const values = std::make_unique<Values>();
        root_->values(working.batch(), wanted, *values);
        wanted.for_each([&](size_t row) { note_truth((*values)[row], row, found); });
    }
    found.yes &= wanted;
    found.known &= wanted;
    return found;
}

void ColumnProgram::numbers(size_t group, Mask const& wanted,
                            std::function<void(NumberVector const&)> const& use) const {
    NumberVector found;
    if (!wanted.any()) return;
    Working working(binding_.table(), group);
    root_->numbers(working.batch(), wanted, found);
    found.present &= wanted;
    use(found);
}

void ColumnProgram::values(size_t group, Mask const& wanted, Values& out) const {
    if (!wanted.any()) return;
    Working working(binding_.table(), group);
    root_->values(working.batch(), wanted, out);
}

std::vector<ExplainLine> ColumnProgram::explain() const {
    std::vector<ExplainLine> lines;
    root_->explain(lines, 0);
    return lines;
}

}  // namespace agglo::feel
