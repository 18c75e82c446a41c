#pragma once
// ImportPlanner: goes through the rows of a sheet once and works out what each would do
// (exchange/import_table.h).
#include <unordered_map>

#include "exchange/cell_reader.h"
#include "exchange/import_report.h"
#include "exchange/shown_text.h"

namespace agglo {

class ImportPlanner {
public:
    /// All must outlive the planner.
    ImportPlanner(Snapshot const& snapshot, Viewer const& viewer, size_t entity,
                  SheetTable const& table);

    /// Errors: kBadTable (no header names a field), kTableTooLarge (more changes than one command
    /// takes).
    Result<ImportReport> plan();

private:
    /// One row on its way.
    struct Draft {
        SheetRow row;
        std::optional<size_t> match;  ///< row of the ledger
        std::vector<Value> values;    ///< by mapped column
        std::vector<uint8_t> differs;
        size_t mistakes = 0;
    };

    void report_headers();
    void choose_key();
    void plan_row(SheetRow const& row);
    void match(Draft& draft);
    void match_by_id(Draft& draft);
    bool read_cells(Draft& draft);
    void read_cell(Draft& draft, size_t mapped);
    Result<Value> cell_value(Draft const& draft, size_t mapped);
    Value present(Draft const& draft, size_t field) const;
    void check_required(Draft& draft);
    void check_unique(Draft& draft, size_t mapped);
    void check_version(Draft& draft);
    void check_rights(Draft& draft);
    void check_permission(Draft& draft);
    void warn(Draft const& draft, size_t mapped);
    void settle(Draft& draft);
    void remember_created(Draft const& draft);
    void add_preview(Draft const& draft);
    std::string text_in(Draft const& draft, std::optional<size_t> field) const;
    void mistake(Draft& draft, size_t mapped, Error const& error);

    Snapshot const* snapshot_;
    Viewer const* viewer_;
    EntityView view_;
    EntityAccess access_;
    SheetTable const* table_;
    CellReader reader_;
    ShownText shown_;
    ImportReport report_;
    std::optional<size_t> key_;  ///< mapped column
    std::unordered_map<size_t, std::unordered_map<std::string, uint32_t>>
        seen_;  ///< by field: text, row
    std::unordered_map<RecordId, uint32_t> seen_ids_;
    std::unordered_map<std::string, RecordId>
        created_;  ///< folded code or title: number of the change
};

}  // namespace agglo
