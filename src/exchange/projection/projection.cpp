#include "exchange/projection/projection.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/text.h"
#include "exchange/projection/projection_changes.h"

namespace agglo {

namespace {

std::string joined(std::vector<std::string> items) {
    std::sort(items.begin(), items.end());
    std::string text;
    for (auto const& item : items) text += (text.empty() ? "" : ",") + item;
    return text;
}

Result<void> check_region(Snapshot const& snapshot, std::string const& code) {
    Error const unknown(ErrorCode::kNoSuchReference, {"行政区 region", code});
    auto const entity = snapshot.model->entity_index("region");
    if (!entity) return unknown;
    EntityView const view(snapshot, *entity);
    auto const field = view.entity().code_field;
    if (!field || view.rows_equal(*field, code).empty()) return unknown;
    return {};
}

}  // namespace

Result<Projection> Projection::open(Journal const& journal, ProjectionOptions options) {
    Projection projection(TRY(LedgerFollower::open(journal)), std::move(options));
    TRY(projection.check_scope());
    return projection;
}

Projection::Projection(LedgerFollower follower, ProjectionOptions options)
    : follower_(std::move(follower)),
      options_(std::move(options)),
      viewer_(options_.roles.empty()
                  ? Viewer::owner("projection")
                  : Viewer::with("projection", options_.roles, options_.regions)) {}

Result<void> Projection::check_scope() const {
    auto const& snapshot = *follower_.snapshot();
    for (auto const& name : options_.roles) {
        auto const* const role = snapshot.model->find_role(name);
        if (!role) return Error(ErrorCode::kNotInEnumeration, {name, "角色 roles"});
        if (role->is_held_in(RowScope::kRegion) && options_.regions.empty())
            return Error(ErrorCode::kRequired, {"--region"});
    }
    for (auto const& code : options_.regions) TRY(check_region(snapshot, code));
    if (plan_projection(snapshot, viewer_, options_.language).tables.empty())
        return Error(ErrorCode::kForbidden, {"--role " + joined(options_.roles)});
    return {};
}

Result<std::optional<ProjectionReport>> Projection::catch_up(ProjectionTarget& target) {
    TRY(follower_.advance());
    auto const at = static_cast<int64_t>(follower_.snapshot()->point.sequence);
    if (known_ && known_->sequence == at) return std::optional<ProjectionReport>();
    auto const layout = plan_projection(*follower_.snapshot(), viewer_, options_.language);
    auto const next = next_state(layout);
    auto from = known_ ? std::exchange(known_, std::nullopt) : TRY(target.state());
    bool const goes_on = from && !options_.from_nothing && TRY(can_continue(*from, next));
    if (!goes_on) from.reset();
    if (from && from->sequence == at) {
        known_ = from;
        return std::optional<ProjectionReport>();
    }
    auto const report = TRY(write(target, layout, from, next));
    options_.from_nothing = false;
    known_ = next;
    return std::optional(report);
}

ProjectionState Projection::next_state(ProjectionLayout const& layout) const {
    auto const& point = follower_.snapshot()->point;
    return {follower_.journal().identity().ledger,
            static_cast<int64_t>(point.sequence),
            to_hex(bytes_of(point.hash)),
            viewer_.unrestricted ? "*" : joined(options_.roles),
            joined(options_.regions),
            follower_.snapshot()->schema_version,
            layout.fingerprint(),
            options_.agglo_version,
            Instant::now().to_string()};
}

Result<bool> Projection::can_continue(ProjectionState const& from,
                                      ProjectionState const& next) const {
    auto const form = [](ProjectionState const& state) {
        return std::tie(state.ledger, state.roles, state.regions, state.schema_version,
                        state.layout);
    };
    if (form(from) != form(next) || from.sequence > next.sequence) return false;
    auto const point = TRY(follower_.journal().checkpoint_at(static_cast<Sequence>(from.sequence)));
    return to_hex(bytes_of(point.hash)) == from.hash;
}

Result<ProjectionReport> Projection::write(ProjectionTarget& target, ProjectionLayout const& layout,
                                           std::optional<ProjectionState> const& from,
                                           ProjectionState const& next) {
    auto const& snapshot = *follower_.snapshot();
    ProjectionRows const rows(snapshot, viewer_, layout);
    ProjectionChanges changes;
    if (from) {
        auto const since = static_cast<Sequence>(from->sequence);
        changes = TRY(changes_since(follower_.journal(), snapshot, viewer_, layout, since));
    }
    bool const anew = !from || changes.erases;
    ProjectionReport report{anew, layout.tables.size(), 0, snapshot.point.sequence};
    if (anew) {
        report.rows = TRY(target.rebuild(rows, next));
        return report;
    }
    report.tables = changes.tables.size();
    report.rows = TRY(target.update(rows, changes.tables, next));
    return report;
}

}  // namespace agglo
