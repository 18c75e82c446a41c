#pragma once
// Projection: the ledger as plain tables for the tools of others (QGIS, Superset, SQL), kept up to
// date from the journal and scoped to roles. docs/projection.md describes what stands in them.
//
//   auto target = TRY(open_projection_target("zone.gpkg", "agglo"));
//   auto projection = TRY(Projection::open(*journal, {.roles = {"analyst"}}));
//   TRY(projection.catch_up(*target));           // and again whenever the journal has grown
//
// It goes on from where the target says it stands, and makes the target anew when that is another
// ledger, another scope, another schema or layout, or a point this journal does not have.
#include "exchange/projection/projection_target.h"
#include "state/ledger_follower.h"

namespace agglo {

struct ProjectionOptions {
    std::vector<std::string> roles;    ///< empty: everything
    std::vector<std::string> regions;  ///< codes, for roles scoped by region
    LabelLanguage language = LabelLanguage::kZh;
    std::string agglo_version;
    bool from_nothing = false;  ///< the first catch_up makes the target anew in any case
};

struct ProjectionReport {
    bool rebuilt = false;
    size_t tables = 0;
    size_t rows = 0;  ///< written
    Sequence sequence = 0;
};

class Projection {
public:
    /// The journal must outlive it. Errors: kNotInEnumeration (no such role), kNoSuchReference (no
    /// such region), kRequired (a role by region without regions), kForbidden (the roles read
    /// nothing), and those of the journal.
    static Result<Projection> open(Journal const& journal, ProjectionOptions options);

    /// Brings the target to the journal's head in one transaction; nothing when it is there
    /// already. After an error the next call looks at the target anew.
    Result<std::optional<ProjectionReport>> catch_up(ProjectionTarget& target);

private:
    Projection(LedgerFollower follower, ProjectionOptions options);
    Result<void> check_scope() const;
    ProjectionState next_state(ProjectionLayout const& layout) const;
    Result<bool> can_continue(ProjectionState const& from, ProjectionState const& next) const;
    Result<ProjectionReport> write(ProjectionTarget& target, ProjectionLayout const& layout,
                                   std::optional<ProjectionState> const& from,
                                   ProjectionState const& next);

    LedgerFollower follower_;
    ProjectionOptions options_;
    Viewer viewer_;
    std::optional<ProjectionState> known_;  ///< what this object has last written
};

}  // namespace agglo
