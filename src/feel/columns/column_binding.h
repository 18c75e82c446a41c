#pragma once
// ColumnBinding: where the values of an expression's variables lie, row by row of one table: what a
// column program is compiled against. Implemented by whoever knows the tables (query/).
#include <optional>
#include <string_view>

#include "column/column_source.h"
#include "feel/value/value.h"

namespace agglo::feel {

/// What a column's int64s stand for.
enum class ColumnKind : uint8_t {
    kBoolean,
    kNumber,    ///< mantissa / 10^scale
    kText,      ///< code of the last step's dictionary
    kDate,      ///< days since 1970-01-01
    kDateTime,  ///< microseconds since 1970-01-01T00:00:00Z
    kOther,     ///< a reference, a list: present or not, nothing more
};

struct BoundColumn {
    ColumnKind kind = ColumnKind::kOther;
    int scale = 0;
    ColumnSource source = {};
};

class ColumnBinding {
public:
    virtual ~ColumnBinding() = default;

    /// The table whose rows are asked for.
    virtual Table const& table() const = 0;
    /// Variables of the environment that the expression was parsed with.
    virtual size_t members() const = 0;
    /// Where a variable lies; nothing: it must be asked for row by row.
    virtual std::optional<BoundColumn> column(size_t member) const = 0;
    /// Where an entry of a variable that is a context lies.
    virtual std::optional<BoundColumn> entry(size_t member, std::string_view name) const = 0;
    /// The direct column that a variable's whole value hangs on, and how many values it may have,
    /// from `first` on; nothing: it hangs on more than one column, or on too many values.
    struct Domain {
        ColumnSource source;
        int64_t first = 0;
        size_t size = 0;
    };
    virtual std::optional<Domain> domain(size_t member) const = 0;
    /// The value of a variable whose domain's column has this value.
    virtual Value value_at(size_t member, int64_t wide) const = 0;
    /// The value of a variable for a row.
    virtual Value value(size_t member, size_t row) const = 0;
};

}  // namespace agglo::feel
