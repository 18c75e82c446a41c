#include "query/row_selection.h"

namespace agglo {

namespace {

class RowSelection : public RowTest {
public:
    RowSelection(Table const& table, Predicate const& rows) {
        for (size_t group = 0; group < table.groups(); ++group)
            selected_.push_back(rows.evaluate(table, group).yes);
    }

    Truth evaluate(size_t group, Mask const& wanted) const override {
        Truth truth{selected_[group], wanted};
        truth.yes &= wanted;
        return truth;
    }
    Predicate::RowTruth evaluate_row(size_t row) const override {
        return selected_[row / kChunkRows].test(row % kChunkRows) ? Predicate::RowTruth::kTrue
                                                                  : Predicate::RowTruth::kFalse;
    }
    Result<void> outcome() const override { return {}; }

private:
    std::vector<Mask> selected_;
};

}  // namespace

Result<Predicate> select_once(Table const& table, Predicate const& rows) {
    auto selection = std::make_shared<RowSelection const>(table, rows);
    TRY(rows.outcome());
    return Predicate::test(std::move(selection));
}

}  // namespace agglo
