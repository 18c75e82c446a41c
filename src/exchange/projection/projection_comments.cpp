#include "exchange/projection/projection_comments.h"

namespace agglo {

namespace {

void add_sentence(std::string& text, std::string const& sentence) {
    if (sentence.empty()) return;
    text += (text.empty() ? "" : ". ") + sentence;
}

}  // namespace

std::string table_comment(ProjectionTable const& table) {
    auto text = both_labels(table.labels);
    add_sentence(text, both_labels(table.description));
    return text;
}

std::string column_comment(ProjectionLayout const& layout, ProjectionColumn const& column) {
    auto text = both_labels(column.description);
    if (column.target) {
        if (auto const table = layout.table_of(*column.target))
            add_sentence(text, "→ " + layout.tables[*table].name + ".id");
    }
    if (!column.enumeration.empty())
        add_sentence(text, "→ " + std::string(ProjectionLayout::kEnumerationTable) + " " +
                               sql_text(column.enumeration));
    return text;
}

Labels state_description() {
    return {"由账本投影而来，只供读取：改动会被覆盖，不会回到账本",
            "Made from the ledger, to be read: edits are overwritten and never reach the ledger"};
}

}  // namespace agglo
