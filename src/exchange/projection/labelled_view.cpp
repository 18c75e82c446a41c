#include "exchange/projection/labelled_view.h"

#include <algorithm>

namespace agglo {

namespace {

/// References followed for a title that is itself a reference.
constexpr int kTitleStepsMax = 3;

std::string small_letters(std::string_view text) {
    std::string small(text);
    for (char& c : small) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return small;
}

/// No more than so many bytes, cut between characters of UTF-8.
std::string_view cut(std::string_view text, size_t bytes_max) {
    if (text.size() <= bytes_max) return text;
    size_t end = bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return text.substr(0, end);
}

class ViewWriter {
public:
    ViewWriter(Model const& model, ProjectionLayout const& layout, size_t table)
        : model_(model), layout_(layout), table_(layout.tables[table]) {}

    std::vector<ProjectionViewColumn> columns() {
        for (size_t c = 0; c < table_.columns.size(); ++c) add_column(c);
        return std::move(columns_);
    }

private:
    bool in_zh() const { return layout_.language == LabelLanguage::kZh; }

    void add(std::string_view name, std::string expression, std::optional<size_t> column = {}) {
        columns_.push_back({names_.take(name), std::move(expression), column});
    }

    void add_column(size_t c) {
        auto const& column = table_.columns[c];
        auto const& label = label_in(layout_.language, column.labels);
        auto const held = "t." + sql_name(column.name);
        if (column.target) {
            add_reference(column, label, held);
        } else if (!column.enumeration.empty() && column.type == ProjectionType::kText) {
            add(label, enumeration_label(column, held));
        } else {
            add(label, held, c);
        }
    }

    void add_reference(ProjectionColumn const& column, std::string const& label,
                       std::string const& held) {
        if (auto const table = layout_.table_of(*column.target)) {
            add(label, title_of(*table, held, kTitleStepsMax));
            if (auto const code = shown_column(*table, code_field(*table)))
                add(label + (in_zh() ? "（代码）" : " (code)"), look_up(*table, *code, held));
        }
        add(label + (in_zh() ? "（记录号）" : " (id)"), held);
    }

    std::string enumeration_label(ProjectionColumn const& column, std::string const& held) const {
        return std::string("(SELECT e.") + (in_zh() ? "zh" : "en") + " FROM " +
               sql_name(ProjectionLayout::kEnumerationTable) +
               " e WHERE e.enumeration = " + sql_text(column.enumeration) +
               " AND e.code = " + held + ")";
    }

    /// What names the record whose id `held` is: title, else code, else nothing.
    std::string title_of(size_t table, std::string const& held, int steps) {
        auto const& entity = model_.entities[layout_.tables[table].entity];
        auto const title = shown_column(table, entity.title_field);
        auto const code = shown_column(table, entity.code_field);
        if (!title) return code ? look_up(table, *code, held) : "NULL";
        auto const& column = layout_.tables[table].columns[*title];
        if (!column.target) return look_up(table, *title, held);
        auto const next = layout_.table_of(*column.target);
        if (!next || steps == 0) return code ? look_up(table, *code, held) : "NULL";
        auto const alias = "r" + std::to_string(steps);
        return "(SELECT " + title_of(*next, alias + "." + sql_name(column.name), steps - 1) +
               " FROM " + sql_name(layout_.tables[table].name) + " " + alias + " WHERE " + alias +
               ".id = " + held + ")";
    }

    std::string look_up(size_t table, size_t column, std::string const& held) const {
        auto const& other = layout_.tables[table];
        return "(SELECT r." + sql_name(other.columns[column].name) + " FROM " +
               sql_name(other.name) + " r WHERE r.id = " + held + ")";
    }

    std::optional<size_t> code_field(size_t table) const {
        return model_.entities[layout_.tables[table].entity].code_field;
    }

    /// The column of a field, when the projection has it.
    std::optional<size_t> shown_column(size_t table, std::optional<size_t> field) const {
        auto const& columns = layout_.tables[table].columns;
        for (size_t c = 0; field && c < columns.size(); ++c) {
            if (columns[c].source == ProjectionColumn::Source::kField && columns[c].field == *field)
                return c;
        }
        return std::nullopt;
    }

    Model const& model_;
    ProjectionLayout const& layout_;
    ProjectionTable const& table_;
    DistinctNames names_{ProjectionLayout::kNameBytesMax};
    std::vector<ProjectionViewColumn> columns_;
};

}  // namespace

std::vector<ProjectionView> labelled_views(Model const& model, ProjectionLayout const& layout) {
    DistinctNames names(ProjectionLayout::kNameBytesMax);
    names.take(ProjectionLayout::kStateTable);
    names.take(ProjectionLayout::kEnumerationTable);
    for (auto const& table : layout.tables) names.take(table.name);
    std::vector<ProjectionView> views;
    for (size_t t = 0; t < layout.tables.size(); ++t) {
        // English labels of one word are the tables' names to a database that ignores case.
        bool const in_zh = layout.language == LabelLanguage::kZh;
        auto const& labels = layout.tables[t].labels;
        auto const name = names.take(in_zh ? labels.zh : labels.en + " (labelled)");
        views.push_back({t, name, ViewWriter(model, layout, t).columns()});
    }
    return views;
}

std::string create_view_sql(ProjectionLayout const& layout, ProjectionView const& view) {
    std::string columns;
    for (auto const& column : view.columns) {
        columns += columns.empty() ? "" : ", ";
        columns += column.expression + " AS " + sql_name(column.name);
    }
    return "CREATE VIEW " + sql_name(view.name) + " AS SELECT " + columns + " FROM " +
           sql_name(layout.tables[view.table].name) + " t";
}

std::string DistinctNames::take(std::string_view wanted) {
    for (int number = 1;; ++number) {
        auto const ending = number == 1 ? "" : "_" + std::to_string(number);
        auto const name = std::string(cut(wanted, bytes_max_ - ending.size())) + ending;
        auto const small = small_letters(name);
        auto const at = std::lower_bound(taken_.begin(), taken_.end(), small);
        if (at != taken_.end() && *at == small) continue;
        taken_.insert(at, small);
        return name;
    }
}

}  // namespace agglo
