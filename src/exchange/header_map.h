#pragma once
// HeaderMap: which column of a spreadsheet carries which field, and in what unit.
//
// A header is matched whole by name, label or alias; else without its last bracket, when the
// bracket holds a unit that fits the field: 总投资（万元）. A bracket that says anything else
// leaves the header unmapped: 总投资（美元） is not yuan. Fields the viewer may not see are matched
// by no header.
#include "exchange/sheet_table.h"
#include "exchange/unit_scale.h"
#include "query/access.h"

namespace agglo {

/// Headers under which exports carry a record's id and version.
inline constexpr std::string_view kIdHeader = "记录号";
inline constexpr std::string_view kVersionHeader = "记录版本";

struct MappedColumn {
    size_t column = 0;  ///< of the sheet
    std::string header;
    size_t field = 0;
    std::string matched_by;  ///< "name", "label" or "alias"
    UnitScale scale;
};

struct HeaderMap {
    struct Repeated {
        std::string header;
        std::string other;  ///< the header that came first and carries the field
    };
    std::vector<MappedColumn> columns;
    std::optional<size_t> id_column;
    std::optional<size_t> version_column;
    std::vector<MappedColumn> computed;  ///< of computed fields: not to be read
    std::vector<std::string> unmapped;
    std::vector<Repeated> repeated;

    /// The position in `columns` of a field's column.
    std::optional<size_t> find(size_t field) const;
};

HeaderMap map_headers(std::vector<std::string> const& headers, Model const& model,
                      Entity const& entity, EntityAccess const& access);

}  // namespace agglo
