#pragma once
// A field path: "total_investment", or through references "project.region.code", with every step
// visible to the viewer.
#include "column/aggregate.h"
#include "query/access.h"

namespace agglo {

class FieldPath {
public:
    static constexpr size_t kStepsMax = 5;

    /// A path may end in "id" or "version" of a record as in a field. Error: kUnknownField (also
    /// for fields the viewer may not see).
    static Result<FieldPath> resolve(Snapshot const& snapshot, Viewer const& viewer, size_t entity,
                                     std::string_view path);

    struct Step {
        size_t entity;
        size_t field;
        /// By row: in the viewer's scope; nullptr: all are, or the rows are those of the query
        /// itself.
        std::shared_ptr<std::vector<uint8_t> const> readable = {};
    };
    std::vector<Step> const& steps() const { return steps_; }
    Field const& field() const { return *field_; }
    /// The table and column that hold the path's values.
    Table const& last_table() const { return *last_table_; }
    size_t last_column() const { return steps_.back().field; }

    /// What lies beyond a record that the viewer may not read is missing.
    ColumnSource source(Snapshot const& snapshot) const;

private:
    std::vector<Step> steps_;
    Field const* field_ = nullptr;
    Table const* last_table_ = nullptr;
};

}  // namespace agglo
