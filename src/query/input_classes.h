#pragma once
// InputClasses: the values of one column as classes that a decision cannot tell apart. A column
// that is only compared with constants has a class for each constant and each gap between two; any
// other has one for each distinct value. Records whose classes are alike have the same outcome.
//
//   auto classes = InputClasses::of(table, column, field, &cuts);   // cuts 10, 20
//   classes.read(group, rows, out);                                 // 15 -> the class of 10..20
//
// Numbers are compared as the whole numbers that the column holds: a constant with more decimals
// than the field lies between two of them, exactly.
#include <span>
#include <unordered_map>
#include <vector>

#include "column/mask.h"
#include "column/table.h"
#include "dmn/table_index/cells.h"
#include "model/field.h"

namespace agglo {

class InputClasses {
public:
    static constexpr uint32_t kNull = 0;
    /// A value beyond the first kValuesMax distinct ones: it is in no class.
    static constexpr uint32_t kNone = 0xFFFFFFFF;
    static constexpr size_t kValuesMax = 1u << 16;

    /// `cuts`: all that the column is compared with; null when it is used in other ways. The table
    /// must outlive it.
    static InputClasses of(Table const& table, size_t column, Field const& field,
                           std::vector<feel::Value> const* cuts);

    /// The classes of the wanted rows of a group, by row in the group.
    void read(size_t group, Mask const& wanted, uint32_t* out);

    bool in_cells() const { return form_ != Form::kValues; }
    /// Classes besides that of null: as cells, or as far as values were met.
    size_t size() const;

private:
    enum class Form : uint8_t { kValues, kBounds, kTexts };

    InputClasses(Table const& table, size_t column) : table_(table), column_(column) {}
    bool take_bounds(Field const& field, std::vector<feel::Value> const& cuts);
    uint32_t class_of(int64_t wide);
    uint32_t cell_of(int64_t wide) const;
    uint32_t cell_of_text(uint32_t code);
    uint32_t number_of(int64_t wide);

    Table const& table_;
    size_t column_;
    Form form_ = Form::kValues;
    /// kBounds: of each cut the greatest whole number of the column not above it, ascending; and
    /// whether it is that number.
    std::vector<int64_t> bounds_;
    std::vector<uint8_t> exact_;
    dmn::Cells cells_{{}};                           ///< kTexts
    std::vector<uint32_t> of_code_;                  ///< kTexts: as far as codes were met
    std::unordered_map<int64_t, uint32_t> numbers_;  ///< kValues
    /// Look-ups since there are too many values, and those in vain: when most are, no more are
    /// made.
    size_t asked_ = 0;
    size_t in_vain_ = 0;
};

}  // namespace agglo
