#pragma once
// SheetTable: what a stranger's spreadsheet says, before anyone asks what it means: a header row
// and rows of cells, each with its kind and its text.
//
//   SheetTable table = TRY(read_xlsx(bytes));
//   for (auto const& row : table.rows()) use(row.number, table.cell(row, 0).text());
//
// Texts of cells: numbers in plain or exponent notation with at most 15 digits (what Excel shows of
// a double), dates "2023-05-01", dates with a time "2023-05-01 08:30:00", booleans "TRUE" and
// "FALSE", errors "#REF!". A table owns its texts: cells are valid as long as it lives, and it can
// be moved.
#include <cstdint>
#include <memory>
#include <memory_resource>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace agglo {

struct SheetLimits {
    static constexpr size_t kFileBytesMax = 64u << 20;
    static constexpr size_t kPartsMax = 4'000;  ///< entries of an xlsx archive
    static constexpr size_t kUnpackedBytesMax = 1024u
                                                << 20;  ///< of all parts read, as they stream by
    static constexpr size_t kSmallPartBytesMax = 8u << 20;  ///< workbook, styles, relationships
    static constexpr size_t kTextBytesMax = 256u << 20;     ///< of all cells and shared strings
    static constexpr size_t kSharedStringsMax = 4'000'000;
    static constexpr size_t kRowsMax = 200'000;
    static constexpr size_t kColumnsMax = 500;
    static constexpr size_t kCellsMax = 10'000'000;
    static constexpr size_t kCellTextMax = 32'767;        ///< code points, Excel's own limit
    static constexpr uint32_t kRowNumberMax = 1'048'576;  ///< Excel's own limit
};

enum class CellKind : uint8_t { kEmpty, kText, kNumber, kBoolean, kDate, kDateTime, kError };

class SheetCell {
public:
    SheetCell() = default;
    SheetCell(CellKind kind, std::string_view text)
        : data_(text.data()), length_(static_cast<uint32_t>(text.size())), kind_(kind) {}

    CellKind kind() const { return kind_; }
    std::string_view text() const { return {data_, length_}; }
    bool empty() const { return kind_ == CellKind::kEmpty; }

private:
    char const* data_ = "";
    uint32_t length_ = 0;
    CellKind kind_ = CellKind::kEmpty;
};

struct SheetRow {
    uint32_t number = 0;  ///< as the spreadsheet counts, from 1
    uint32_t width = 0;   ///< cells held; those beyond are empty
    size_t first = 0;     ///< in the table's cells
};

class SheetTable {
public:
    std::string const& sheet() const { return sheet_; }
    uint32_t header_row() const { return header_row_; }
    std::vector<std::string> const& headers() const { return headers_; }
    std::vector<SheetRow> const& rows() const { return rows_; }
    SheetCell cell(SheetRow const& row, size_t column) const {
        return column < row.width ? cells_[row.first + column] : SheetCell();
    }

private:
    friend class SheetBuilder;
    std::string sheet_;
    std::vector<std::string> headers_;
    uint32_t header_row_ = 0;
    std::vector<SheetRow> rows_;
    std::vector<SheetCell> cells_;
    std::unique_ptr<std::pmr::monotonic_buffer_resource> texts_ =
        std::make_unique<std::pmr::monotonic_buffer_resource>();
};

/// Collects a table under the limits. Rows without any text are left out.
class SheetBuilder {
public:
    explicit SheetBuilder(std::string sheet) { table_.sheet_ = std::move(sheet); }

    /// Copies a text that several cells may share. Errors: kBadTable (not UTF-8), kTableTooLarge.
    Result<std::string_view> keep(std::string_view text);

    /// Rows come in ascending order of their number. Error: kTableTooLarge.
    Result<void> begin_row(uint32_t number);
    /// `text` has been kept. Error: kTableTooLarge.
    Result<void> set(size_t column, CellKind kind, std::string_view kept_text);
    Result<void> end_row();

    /// Takes the header row off: the first of the first ten rows with two texts or more, else the
    /// first. Nothing when there is no row at all.
    std::optional<SheetTable> finish();

private:
    void take_header();

    SheetTable table_;
    std::vector<SheetCell> row_;
    uint32_t number_ = 0;
    size_t text_bytes_ = 0;
};

}  // namespace agglo
