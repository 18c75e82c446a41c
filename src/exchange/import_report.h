#pragma once
// ImportReport: what an import found and would do, and the changes ready for the desk.
#include <optional>
#include <string>
#include <vector>

#include "desk/command.h"
#include "exchange/header_map.h"
#include "state/snapshot.h"

namespace agglo {

/// One mistake or doubt, by row and column of the sheet.
struct ImportFinding {
    uint32_t row = 0;
    std::string column;  ///< the header
    std::string field;   ///< empty: not of one field
    std::string value;   ///< as written, cut to kValueBytesMax
    std::string code;    ///< of the error catalogue
    std::string zh;
    std::string en;
};

struct ImportReport {
    static constexpr size_t kFindingsMax = 1'000;  ///< of errors and of warnings; all are counted
    static constexpr size_t kPreviewMax = 50;
    static constexpr size_t kValueBytesMax = 200;

    struct FieldPreview {
        size_t field = 0;
        Value before;
        Value after;
    };
    struct Preview {
        uint32_t row = 0;
        ChangeKind kind = ChangeKind::kCreate;
        std::string code;
        std::string label;
        std::vector<FieldPreview> changes;
    };
    struct Findings {
        std::vector<ImportFinding> kept;
        size_t total = 0;
        void add(ImportFinding finding);
    };

    size_t entity = 0;  ///< of the model
    size_t rows = 0;
    size_t created = 0;
    size_t changed = 0;
    size_t same = 0;
    size_t wrong = 0;
    HeaderMap headers;
    Findings errors;
    Findings warnings;
    std::vector<Preview> preview;
    std::vector<CommandChange> changes;  ///< of the good rows, with the versions seen

    int64_t batch = 0;      ///< 0: nothing was applied
    Sequence sequence = 0;  ///< the point the sheet was compared with, or the entry that applied it
};

/// An error of one place in the sheet.
ImportFinding finding_of(Error const& error, uint32_t row, std::string column, std::string field,
                         std::string_view value);

/// The answer of `POST /imports` (docs/api.md), and `errors_total`, `warnings_total` beside the
/// kept ones. The snapshot is the one the report was planned on, or a later one; references to
/// records that the viewer may not see are ids alone.
std::string write_report_json(Snapshot const& snapshot, Viewer const& viewer,
                              ImportReport const& report);

}  // namespace agglo
