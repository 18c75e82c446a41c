#pragma once
// Formula: a FEEL text over the fields of one record and of the records that it refers to, as the
// schema states it for computed fields, roll-ups and invariants.
//
//   record_environment(model, project).environment     // what a formula of a project may name
//   formula.used                                       // which of these it does name
//   formula.reads                                      // and so which fields it hangs on
//
// A record's own fields are members by name and label; a reference is a context of the plain fields
// of what it refers to, one level deep. Texts and codes are strings, months dates (their first
// day).
#include "feel/syntax/parser.h"
#include "model/model.h"

namespace agglo {

/// A field that a value hangs on: of the record itself, or of what its reference `through` refers
/// to.
struct FieldRead {
    std::optional<size_t> through;
    FieldAddress what;
};

struct Formula {
    static constexpr size_t kBytesMax = 4'000;

    /// A member of the environment that the text names, and, when it is a reference, the fields of
    /// what it refers to that the text asks for.
    struct Use {
        size_t member = 0;
        size_t field = 0;
        std::vector<size_t> referred;
    };

    std::string text;  ///< as the schema states it
    feel::ExpressionPtr expression;
    size_t members = 0;  ///< of the environment
    std::vector<Use> used;
    std::vector<FieldRead> reads;
    bool asks_day = false;  ///< by today()
};

/// A declared aggregate over the records of `entity` whose reference `by` is the field's record.
/// What lacks a value is passed over; none at all: 0 for a count, else null.
struct RollUp {
    enum class Kind : uint8_t { kCount, kSum, kMin, kMax, kLatest };

    Kind kind = Kind::kCount;
    size_t entity = 0;
    size_t by = 0;
    std::optional<size_t> field;           ///< not for a count
    std::shared_ptr<Formula const> where;  ///< over the child; nullptr: all
    std::optional<size_t> order;           ///< latest: by this field, then by id
};

/// What formulas of an entity may name: the environment to read them in, and the field of each
/// member.
struct FormulaEnvironment {
    feel::Environment environment;
    std::vector<size_t> fields;
};
FormulaEnvironment formula_environment(Model const& model, size_t entity);

/// As FEEL sees a field; nullptr for references and geometry, which have no simple type.
feel::TypePtr simple_feel_type(Field const& field);
feel::Member feel_member(Field const& field, feel::TypePtr type);
/// The fields that a reference to the entity shows.
std::vector<size_t> fields_shown_by_reference(Entity const& entity);

/// Reads a formula. Errors: those of feel::parse_expression, kTooLarge, kFeelUnknownName; also for
/// now(), as a value is good for a day.
Result<Formula> read_formula(Model const& model, size_t entity, std::string_view text);

/// What a derived field hangs on; for a roll-up `through` is the child's reference.
bool asks_day(Field const& field);

std::string_view name_of(RollUp::Kind kind);
std::optional<RollUp::Kind> rollup_kind_named(std::string_view name);

/// The formula with names as officers have them; `zh` or else English.
std::string formula_text(Model const& model, size_t entity, Formula const& formula, bool zh);

}  // namespace agglo
