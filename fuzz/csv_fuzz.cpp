// Fuzzes the CSV reader: whatever comes is a table within its limits or an error.
#include <cstdint>

#include "base/assert.h"
#include "base/text.h"
#include "exchange/read_csv.h"

extern "C" int LLVMFuzzerTestOneInput(uint8_t const* data, size_t size) {
    auto const table = agglo::read_csv({reinterpret_cast<char const*>(data), size});
    if (!table.ok()) return 0;
    AGGLO_ASSERT(table->headers().size() <= agglo::SheetLimits::kColumnsMax);
    for (auto const& row : table->rows()) {
        for (size_t c = 0; c < row.width; ++c) {
            AGGLO_ASSERT(agglo::is_utf8(table->cell(row, c).text()));
        }
    }
    return 0;
}
