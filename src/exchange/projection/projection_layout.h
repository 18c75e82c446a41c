#pragma once
// ProjectionLayout: the tables, columns and views of a projection (docs/projection.md), worked out
// from the schema and from what its roles may read; no word of SQL types or files.
//
//   auto layout = plan_projection(*snapshot, viewer, LabelLanguage::kZh);
//   layout.tables[0].name;          // "park": the entity's identifier, columns by field identifier
//   layout.views[0].name;           // "园区": the same rows under the labels people know
//
// Money is in yuan and areas are in m², as held, with a column `<field>_mu` beside each area.
#include <optional>
#include <string>
#include <vector>

#include "query/viewer.h"
#include "state/snapshot.h"

namespace agglo {

enum class ProjectionType : uint8_t {
    kInteger,
    kDecimal,
    kBoolean,
    kText,
    kList,
    kDate,
    kInstant,
    kPoint,
    kPolygon,  ///< always a MultiPolygon
};

struct ProjectionColumn {
    enum class Source : uint8_t { kId, kVersion, kField, kFieldInMu };

    std::string name;
    Source source = Source::kField;
    size_t field = 0;  ///< of the entity; kField and kFieldInMu
    ProjectionType type = ProjectionType::kText;
    int scale = 0;                 ///< digits after the point; kDecimal
    Labels labels;                 ///< with the unit: "计划总投资（元）"
    Labels description;            ///< may be empty
    std::string enumeration;       ///< whose codes it holds; empty: none
    std::optional<size_t> target;  ///< entity whose ids it holds
};

struct ProjectionTable {
    size_t entity = 0;
    std::string name;
    Labels labels;
    Labels description;
    std::vector<ProjectionColumn> columns;  ///< the first is id, the primary key
    /// The column shown on a map: the first of polygons, else of points.
    std::optional<size_t> map_column;
};

struct ProjectionViewColumn {
    std::string name;
    std::string expression;  ///< SQL over the table as `t`, the same for SQLite and PostgreSQL
    std::optional<size_t> column;  ///< of the table, when it is that column and no more
};

struct ProjectionView {
    size_t table = 0;  ///< index into ProjectionLayout::tables
    std::string name;
    std::vector<ProjectionViewColumn> columns;
};

enum class LabelLanguage : uint8_t { kZh, kEn };

struct ProjectionLayout {
    /// Names of the tables beside those of the entities.
    static constexpr char const* kStateTable = "agglo_projection";
    static constexpr char const* kEnumerationTable = "enumeration_value";
    /// PostgreSQL keeps no more of a name.
    static constexpr size_t kNameBytesMax = 63;

    LabelLanguage language = LabelLanguage::kZh;
    std::vector<ProjectionTable> tables;
    std::vector<ProjectionView> views;             ///< one for each table, in the same order
    std::vector<Enumeration const*> enumerations;  ///< those the columns use; of the model

    /// The table of an entity; nothing when the viewer may not read it.
    std::optional<size_t> table_of(size_t entity) const;
    /// A digest in hex of all of it: two projections of one fingerprint have the same form.
    std::string fingerprint() const;
};

/// The layout refers to the snapshot's model. Definitions (the schema itself) are left out.
ProjectionLayout plan_projection(Snapshot const& snapshot, Viewer const& viewer,
                                 LabelLanguage language);

/// The label in the layout's language.
std::string const& label_in(LabelLanguage language, Labels const& labels);
/// "计划总投资（元） / Planned total investment (yuan)": what stands in comments.
std::string both_labels(Labels const& labels);
/// A name or text as SQL writes it: "project", '项目'.
std::string sql_name(std::string_view name);
std::string sql_text(std::string_view text);

}  // namespace agglo
