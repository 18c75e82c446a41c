#pragma once
// Records as FEEL sees them: what the fields of an entity are called and of which types, and the
// values of one record.
//
//   RecordEnvironment project(snapshot, access);                  // access: rights on `project`
//   auto parsed = feel::parse_expression("总投资 >= 亿元(1)", project.environment());
//   auto inputs = project.inputs(row);
//
// One member a field that the viewer may see: texts and codes of enumerations are strings, months
// dates (their first day), instants dates and times in Beijing time, references contexts of the
// plain fields of what they refer to, one level deep. Geometry has no FEEL type and is left out. A
// field that the viewer may not see is no member: it is answered as a name of nothing.
#include <optional>
#include <string>
#include <vector>

#include "feel/syntax/parser.h"
#include "feel/unknown/possible_worlds.h"
#include "query/access.h"

namespace agglo {

class RecordEnvironment {
public:
    /// Rows looked at, at most, to see which values of a number are usual.
    static constexpr size_t kSampleRowsMax = 1'000;
    /// Fewer values than these say nothing.
    static constexpr size_t kSampleValuesMin = 20;

    /// `access` must outlive it.
    explicit RecordEnvironment(EntityAccess const& access, size_t entity);

    feel::Environment const& environment() const { return environment_; }
    /// Values of the environment's members, in their order. `row` must be readable.
    std::vector<feel::Value> inputs(size_t row) const;
    /// The same with the values of the members at `used` alone; the others are null.
    std::vector<feel::Value> inputs(size_t row, std::vector<size_t> const& used) const;
    /// The value of a member whose field has this value.
    feel::Value input_of(size_t member, Value const& value) const;
    /// The value of one member.
    feel::Value input(size_t row, size_t member) const;
    /// The member that is called so: by the field's name, or its label in zh or en.
    std::optional<size_t> member_named(std::string_view name) const;
    /// The field that a member stands for; and the fields that a reference shows of its target.
    size_t field_of(size_t member) const { return fields_[member]; }
    std::vector<size_t> const& fields_referred(size_t member) const { return referred_[member]; }

    /// Facts that a record lacks: its empty fields, and those of what it refers to.
    std::vector<feel::MissingFact> missing(std::vector<feel::Value> const& inputs) const;
    /// What officers call a fact: `company.name` is 项目公司·企业名称.
    Labels label_of(std::string_view path) const;

    /// Sets the usual range of every number from a sample of the rows the viewer may read.
    void sample_usual_values();

private:
    Entity const& entity() const { return model_.entities[entity_]; }
    feel::Value input(EntityView const& view, size_t row, size_t member) const;
    feel::Value referred(size_t member, Value const& value) const;

    EntityAccess const& access_;
    Model const& model_;
    size_t entity_;
    feel::Environment environment_;
    std::vector<size_t> fields_;                 ///< of the members
    std::vector<std::vector<size_t>> referred_;  ///< fields of a reference's target, else empty
};

/// A value of the ledger, exactly; null for references and geometry.
feel::Value feel_value(Value const& value);
/// Midnight in Beijing: what now() is when a question is asked for a day.
feel::Clock clock_on(Date on);

}  // namespace agglo
