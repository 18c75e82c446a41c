#include "exchange/projection/projection_layout.h"

#include <algorithm>
#include <set>

#include "base/digest.h"
#include "base/text.h"
#include "exchange/projection/labelled_view.h"
#include "query/access.h"

namespace agglo {

namespace {

/// Counted up when the same layout is written in another way.
constexpr int kProjectionFormat = 2;
constexpr int kMuDecimals = 6;  // 0.01 m² is 0.000015 mu

using Source = ProjectionColumn::Source;

ProjectionType type_of(FieldType type) {
    switch (type) {
        case FieldType::kInteger:
        case FieldType::kReference: return ProjectionType::kInteger;
        case FieldType::kDecimal:
        case FieldType::kMoney:
        case FieldType::kArea:
        case FieldType::kShare: return ProjectionType::kDecimal;
        case FieldType::kBoolean: return ProjectionType::kBoolean;
        case FieldType::kDate:
        case FieldType::kMonth: return ProjectionType::kDate;
        case FieldType::kInstant: return ProjectionType::kInstant;
        case FieldType::kList: return ProjectionType::kList;
        case FieldType::kPoint: return ProjectionType::kPoint;
        case FieldType::kPolygon: return ProjectionType::kPolygon;
        case FieldType::kText:
        case FieldType::kLongText:
        case FieldType::kUrl:
        case FieldType::kEnumeration: return ProjectionType::kText;
    }
    return ProjectionType::kText;
}

Labels with_unit(Labels labels, Labels const& unit) {
    if (!unit.zh.empty()) labels.zh += "（" + unit.zh + "）";
    if (!unit.en.empty()) labels.en += " (" + unit.en + ")";
    return labels;
}

/// The unit a field is held in, which for areas is m² whatever unit the schema shows.
Labels held_unit(Model const& model, Field const& field) {
    if (field.type == FieldType::kArea) return {"平方米", "m²"};
    bool const is_yuan = field.type == FieldType::kMoney && field.unit.empty();
    if (is_yuan || field.unit == "yuan") return {"元", "yuan"};
    auto const* const unit = model.find_unit(field.unit);
    return unit ? unit->labels : Labels{};
}

ProjectionColumn column_of(Model const& model, Entity const& entity, size_t f) {
    auto const& field = entity.fields[f];
    ProjectionColumn column{field.name, Source::kField, f, type_of(field.type), field.scale};
    column.labels = with_unit(field.labels, held_unit(model, field));
    column.description = field.description;
    if (field.enumeration) column.enumeration = model.enumerations[*field.enumeration].name;
    if (field.target) column.target = *field.target;
    return column;
}

ProjectionColumn mu_column(Field const& field, ProjectionColumn column) {
    column.name += "_mu";
    column.source = Source::kFieldInMu;
    column.scale = kMuDecimals;
    column.labels = with_unit(field.labels, {"亩", "mu"});
    return column;
}

ProjectionTable table_of(Model const& model, size_t index, EntityAccess const& access) {
    auto const& entity = model.entities[index];
    ProjectionTable table{index, entity.name, entity.labels, entity.description, {}, {}};
    table.columns.push_back(
        {"id", Source::kId, 0, ProjectionType::kInteger, 0, {"记录号", "Record id"}});
    table.columns.push_back(
        {"version", Source::kVersion, 0, ProjectionType::kInteger, 0, {"版本", "Version"}});
    for (size_t f = 0; f < entity.fields.size(); ++f) {
        auto const& field = entity.fields[f];
        // A row is written when its record changes; what is derived may change with others.
        if (!access.may_read_field(f) || field.is_derived()) continue;
        table.columns.push_back(column_of(model, entity, f));
        bool const in_mu =
            field.type == FieldType::kArea && !entity.field_index(field.name + "_mu");
        if (in_mu) table.columns.push_back(mu_column(field, table.columns.back()));
    }
    auto const first = [&](ProjectionType type) -> std::optional<size_t> {
        for (size_t c = 0; c < table.columns.size(); ++c) {
            if (table.columns[c].type == type) return c;
        }
        return std::nullopt;
    };
    table.map_column = first(ProjectionType::kPolygon);
    if (!table.map_column) table.map_column = first(ProjectionType::kPoint);
    return table;
}

std::vector<Enumeration const*> used_enumerations(Model const& model,
                                                  std::vector<ProjectionTable> const& tables) {
    std::set<std::string_view> used;
    for (auto const& table : tables) {
        for (auto const& column : table.columns) used.insert(column.enumeration);
    }
    std::vector<Enumeration const*> enumerations;
    for (auto const& enumeration : model.enumerations) {
        if (used.contains(enumeration.name)) enumerations.push_back(&enumeration);
    }
    return enumerations;
}

std::string quoted(std::string_view text, char quote) {
    std::string out(1, quote);
    for (char const c : text) {
        if (c == quote) out += quote;
        out += c;
    }
    return out + quote;
}

/// Texts that go into a digest one after another, each ended so that no two lists read the same.
class DigestText {
public:
    DigestText& add(std::string_view text) {
        text_.append(text).push_back('\0');
        return *this;
    }
    DigestText& add(Labels const& labels) { return add(labels.zh).add(labels.en); }
    DigestText& add(size_t number) { return add(std::to_string(number)); }
    std::string digest() const {
        return to_hex(bytes_of(digest_of(HashAlgorithm::kSha256, text_)));
    }

private:
    std::string text_;
};

void add_column(DigestText& text, ProjectionColumn const& column) {
    text.add(column.name).add(static_cast<size_t>(column.source));
    text.add(static_cast<size_t>(column.type)).add(static_cast<size_t>(column.scale));
    text.add(column.labels).add(column.description).add(column.enumeration);
}

}  // namespace

std::optional<size_t> ProjectionLayout::table_of(size_t entity) const {
    auto const found = std::find_if(tables.begin(), tables.end(),
                                    [&](auto const& table) { return table.entity == entity; });
    if (found == tables.end()) return std::nullopt;
    return static_cast<size_t>(found - tables.begin());
}

std::string ProjectionLayout::fingerprint() const {
    DigestText text;
    text.add(kProjectionFormat).add(static_cast<size_t>(language));
    for (auto const& table : tables) {
        text.add("table").add(table.name).add(table.labels).add(table.description);
        for (auto const& column : table.columns) add_column(text, column);
    }
    for (auto const& view : views) {
        text.add("view").add(view.name);
        for (auto const& column : view.columns) text.add(column.name).add(column.expression);
    }
    for (auto const* enumeration : enumerations) {
        text.add("enumeration").add(enumeration->name);
        for (auto const& value : enumeration->values)
            text.add(value.code).add(value.labels).add(value.parent);
    }
    return text.digest();
}

ProjectionLayout plan_projection(Snapshot const& snapshot, Viewer const& viewer,
                                 LabelLanguage language) {
    ProjectionLayout layout;
    layout.language = language;
    auto const& model = *snapshot.model;
    for (size_t entity = 0; entity < model.entities.size(); ++entity) {
        if (model.entities[entity].name == "definition") continue;
        EntityAccess const access(snapshot, viewer, entity);
        if (access.may_read()) layout.tables.push_back(table_of(model, entity, access));
    }
    layout.enumerations = used_enumerations(model, layout.tables);
    layout.views = labelled_views(model, layout);
    return layout;
}

std::string const& label_in(LabelLanguage language, Labels const& labels) {
    return language == LabelLanguage::kZh ? labels.zh : labels.en;
}

std::string both_labels(Labels const& labels) {
    if (labels.zh.empty() || labels.en.empty()) return labels.zh + labels.en;
    return labels.zh + " / " + labels.en;
}

std::string sql_name(std::string_view name) {
    return quoted(name, '"');
}

std::string sql_text(std::string_view text) {
    return quoted(text, '\'');
}

}  // namespace agglo
