#pragma once
// Decisions: DMN models kept as records of the entity `decision`, each valid between two days.
//
//   auto row = TRY(decision_on(access, "ADMISSION", on));
//   auto model = TRY(models.of(EntityView(snapshot, entity), row));
#include <list>
#include <mutex>
#include <optional>
#include <span>

#include "dmn/model/model.h"
#include "query/access.h"

namespace agglo {

inline constexpr std::string_view kDecisionEntity = "decision";

/// What the schema of `decision` calls its fields; nothing when a ledger's schema has no such
/// entity.
struct DecisionFields {
    size_t entity, code, name, valid_from, valid_until, active, model;
};
std::optional<DecisionFields> decision_fields(Model const& model);

/// Both days included; nothing: open.
struct Validity {
    std::optional<Date> from;
    std::optional<Date> until;

    bool contains(Date day) const { return (!from || *from <= day) && (!until || day <= *until); }
    bool overlaps(Validity const& other) const;
};
Validity validity_of(EntityView const& view, DecisionFields const& fields, size_t row);
/// Not switched off; empty is on.
bool is_active(EntityView const& view, DecisionFields const& fields, size_t row);

/// Live, active, readable decisions valid on a day, by code.
std::vector<size_t> decisions_on(EntityAccess const& access, DecisionFields const& fields, Date on);
/// The one of a code. Error: kNoSuchRecord.
Result<size_t> decision_on(EntityAccess const& access, DecisionFields const& fields,
                           std::string_view code, Date on);

constexpr size_t kDecisionProblemsMax = 50;

/// A model without a mistake in any element. The error is kValidationFailed with a detail each, its
/// path naming the DMN element, or one error of reading the document.
Result<dmn::ModelPtr> compile_decision(std::string_view xml);

/// Compiled models, the ones asked for last; safe from any thread.
class DecisionModels {
public:
    static constexpr size_t kModelsMax = 64;
    static constexpr size_t kBytesMax = 16u << 20;  ///< of their texts

    /// Errors: those of compile_decision.
    Result<dmn::ModelPtr> of(EntityView const& view, DecisionFields const& fields, size_t row);
    size_t size() const;

private:
    struct Kept {
        RecordId id;
        int64_t version;
        std::string text;  ///< compared too: a version's text may have been erased
        dmn::ModelPtr model;
    };
    dmn::ModelPtr find(RecordId id, int64_t version, std::string const& text);
    void keep(Kept kept);

    mutable std::mutex mutex_;
    std::list<Kept> kept_;  ///< the latest first
    size_t bytes_ = 0;
};

}  // namespace agglo
