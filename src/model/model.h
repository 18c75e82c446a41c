#pragma once
// Model: the whole schema, read and checked; immutable and shared by every thread.
//
//   auto model = TRY(read_model(files));            // schema/*.yaml and a pack's additions
//   Entity const* project = model.find_entity("project");
//   Field const& money = project->fields[*project->field_index("total_investment")];
//
// Entities, fields and enumerations are addressed by their index, which is stable within one Model
// only; the journal uses names.
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "model/field.h"
#include "model/role.h"

namespace agglo {

struct EnumerationValue {
    std::string code;
    Labels labels;
    std::vector<std::string> aliases;
    std::string parent;  ///< code of the parent value in a tree; empty: a root
};

struct Enumeration {
    std::string name;
    Labels labels;
    bool ordered = false;  ///< values compare and sort in the order written
    std::vector<EnumerationValue> values;

    /// Position of the value with this code.
    std::optional<size_t> find(std::string_view code) const;
    /// By code, label in either language, or alias; texts are folded (base/text.h) first.
    std::optional<size_t> find_any(std::string_view text) const;

    std::unordered_map<std::string, size_t> by_code;  ///< filled by read_model
    std::unordered_map<std::string, size_t> by_any;   ///< folded
};

struct FieldGroup {
    std::string name;
    Labels labels;
};

/// What must hold of every record when it is written.
struct Invariant {
    std::shared_ptr<Formula const> formula;  ///< false: broken; null: nothing is known
    Labels message;
    CheckSeverity severity = CheckSeverity::kError;
    std::vector<size_t> fields;  ///< the first is where a form shows the message
};

struct Entity {
    std::string name;
    Labels labels;
    Labels description;
    std::string group;
    std::optional<size_t> code_field;  ///< index into fields
    std::optional<size_t> title_field;
    std::vector<size_t> list_fields;
    /// Path of references to region, e.g. {"project", "region"}; empty: not scoped.
    std::vector<std::string> scope;
    std::vector<std::string> park_scope;  ///< to park; empty: none
    /// To records that someone may call own (a firm, an officer, a unit); an empty path is the
    /// record itself.
    std::vector<std::vector<std::string>> own_scopes;
    std::vector<FieldGroup> field_groups;
    std::vector<Field> fields;  ///< declared ones in order, then the reserved ones
    std::vector<Invariant> invariants;

    std::optional<size_t> field_index(std::string_view field) const;
    /// By name, label in either language or alias, folded: for spreadsheet headers.
    std::optional<size_t> field_index_any(std::string_view header) const;

    std::unordered_map<std::string, size_t> by_name;  ///< filled by read_model
    std::unordered_map<std::string, size_t> by_any;   ///< folded
};

struct Group {
    std::string name;
    Labels labels;
};

struct Unit {
    std::string name;
    Labels labels;
};

/// Names of the fields every entity has besides its own.
inline constexpr std::string_view kReservedFields[] = {"source", "citation", "published",
                                                       "synthetic"};

struct FieldAddress {
    size_t entity = 0;
    size_t field = 0;
    friend auto operator<=>(FieldAddress const&, FieldAddress const&) = default;
};

struct Model {
    static constexpr size_t kEntitiesMax = 500;
    static constexpr size_t kFieldsMax = 400;
    static constexpr size_t kEnumerationValuesMax = 20'000;

    std::vector<Group> groups;
    std::vector<Unit> units;
    std::vector<Entity> entities;
    std::vector<Enumeration> enumerations;
    std::vector<Role> roles;
    /// Computed fields and roll-ups, each after those it reads.
    std::vector<FieldAddress> derived;

    Entity const* find_entity(std::string_view name) const;
    std::optional<size_t> entity_index(std::string_view name) const;
    Enumeration const* find_enumeration(std::string_view name) const;
    Role const* find_role(std::string_view name) const;
    Unit const* find_unit(std::string_view name) const;

    std::unordered_map<std::string, size_t> entity_by_name;       ///< filled by read_model
    std::unordered_map<std::string, size_t> enumeration_by_name;  ///< filled by read_model
};

/// One text of the schema: `path` is relative to the schema root, e.g.
/// "enumerations/project_stage.yaml". A later file may add to an entity or enumeration of an
/// earlier one (a pack's additions).
struct SchemaFile {
    std::string path;
    std::string text;
};

/// Reads and checks the schema. The error is kValidationFailed with one kBadSchema detail per
/// mistake, whose message says `file:line:column` and what is wrong in zh and en.
Result<Model> read_model(std::vector<SchemaFile> const& files);

/// All *.yaml below `folder`, in byte order of their paths. Errors: kFileNotFound, kBadFile,
/// kTooLarge.
Result<std::vector<SchemaFile>> read_schema_files(std::string const& folder);

}  // namespace agglo
