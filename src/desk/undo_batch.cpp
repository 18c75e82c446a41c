#include "desk/undo_batch.h"

#include <algorithm>
#include <charconv>

#include "desk/command_check.h"
#include "desk/desk.h"
#include "query/access.h"

namespace agglo {

namespace {

constexpr int kTries = 5;

/// The number in "/changes/12/fields/name".
std::optional<size_t> change_of(std::string_view path) {
    constexpr std::string_view kChanges = "/changes/";
    if (!path.starts_with(kChanges)) return std::nullopt;
    path.remove_prefix(kChanges.size());
    size_t number = 0;
    auto const [end, error] = std::from_chars(path.data(), path.data() + path.size(), number);
    return error == std::errc() && end != path.data() ? std::optional(number) : std::nullopt;
}

class UndoPlanner {
public:
    UndoPlanner(Snapshot const& now, Viewer const& viewer, Entry const& entry,
                UndoChoice const& choice)
        : now_(now), viewer_(viewer), entry_(entry), choice_(choice), access_(now, viewer, 0) {}

    UndoPlan run() {
        for (auto const& change : entry_.changes) consider(change);
        keep_what_is_referred_to();
        while (refuse_what_the_desk_would()) keep_what_is_referred_to();
        UndoPlan plan{entry_.batch, entry_.sequence, {}, {}};
        for (auto& [record, change] : steps_) {
            plan.records.push_back(std::move(record));
            if (change) plan.changes.push_back(*std::move(change));
        }
        return plan;
    }

private:
    struct Step {
        UndoRecord record;
        std::optional<CommandChange> change;  ///< nothing: the record is kept

        void keep(UndoFate fate) {
            record.fate = fate;
            change.reset();
        }
    };

    void consider(RecordChange const& change) {
        auto const entity = now_.model->entity_index(change.entity);
        if (!entity) return;
        EntityView const view(now_, *entity);
        auto const row = view.row_of(change.id);
        if (!row || !access_.of(*entity).may_read_row(*row)) return;
        Step step{{change.entity, change.id, change.kind}, std::nullopt};
        if (!choice_.only.empty() && !choice_.only.contains({change.entity, change.id})) {
            step.record.fate = UndoFate::kLeftOut;
        } else if (view.version(*row) == change.version) {
            step.change = way_back(change, change.fields, view.version(*row));
        } else {
            consider_edited(change, view, *row, step);
        }
        steps_.push_back(std::move(step));
    }

    void consider_edited(RecordChange const& change, EntityView const& view, size_t row,
                         Step& step) const {
        step.record.fate = UndoFate::kEdited;
        step.record.edited_at = view.changed(row);
        std::vector<FieldChange> untouched;
        for (auto const& field : change.fields) {
            auto const index = view.entity().field_index(field.field);
            if (!index || field.redacted) continue;
            if (view.value(row, *index) == field.after) {
                untouched.push_back(field);
            } else if (access_.of(view.index()).may_read_field(*index)) {
                step.record.edited.push_back(field.field);
            }
        }
        bool const update = change.kind == ChangeKind::kUpdate && view.live(row);
        if (!update || !choice_.partly || untouched.empty()) return;
        step.record.fate = UndoFate::kPartly;
        step.change = way_back(change, untouched, view.version(row));
    }

    static CommandChange way_back(RecordChange const& change,
                                  std::vector<FieldChange> const& fields, int64_t version) {
        CommandChange back{ChangeKind::kUpdate, change.entity, change.id, version, {}};
        bool const appeared =
            change.kind == ChangeKind::kCreate || change.kind == ChangeKind::kRestore;
        if (appeared) back.kind = ChangeKind::kDelete;
        if (change.kind == ChangeKind::kDelete) back.kind = ChangeKind::kRestore;
        if (back.kind != ChangeKind::kUpdate) return back;
        for (auto const& field : fields) {
            if (!field.redacted) back.facts.push_back({field.field, field.before});
        }
        return back;
    }

    /// A record that the batch created stays when one that stays refers to it; so may, then, what
    /// it refers to itself.
    void keep_what_is_referred_to() {
        std::set<std::pair<size_t, RecordId>> leaving;
        for (auto const& [record, change] : steps_) {
            if (change && change->kind == ChangeKind::kDelete)
                leaving.insert({*now_.model->entity_index(record.entity), record.id});
        }
        for (bool changed = true; changed;) {
            changed = false;
            for (auto& step : steps_) {
                if (!step.change || step.change->kind != ChangeKind::kDelete) continue;
                size_t const entity = *now_.model->entity_index(step.record.entity);
                if (!referred_to(entity, step.record.id, leaving)) continue;
                leaving.erase({entity, step.record.id});
                step.keep(UndoFate::kReferenced);
                changed = true;
            }
        }
    }

    bool referred_to(size_t target, RecordId id,
                     std::set<std::pair<size_t, RecordId>> const& leaving) const {
        for (size_t e = 0; e < now_.model->entities.size(); ++e) {
            EntityView const view(now_, e);
            for (size_t f = 0; f < view.entity().fields.size(); ++f) {
                if (view.entity().fields[f].target != target) continue;
                for (size_t const row : view.rows_referring(f, id)) {
                    if (!leaving.contains({e, static_cast<RecordId>(row) + 1})) return true;
                }
            }
        }
        return false;
    }

    /// Asks the desk's own check and keeps the records it complains of; whether there were any.
    bool refuse_what_the_desk_would() {
        Command command;
        command.viewer = viewer_;
        std::vector<size_t> step_of;
        for (size_t i = 0; i < steps_.size(); ++i) {
            if (!steps_[i].change) continue;
            command.changes.push_back(*steps_[i].change);
            step_of.push_back(i);
        }
        auto const checked = check_command(now_, command);
        if (checked.ok()) return false;
        auto const& error = checked.error();
        bool refused = refuse(error, step_of);
        for (auto const& detail : error.details()) refused |= refuse(detail, step_of);
        return refused;
    }

    bool refuse(Error const& error, std::vector<size_t> const& step_of) {
        auto const number = change_of(error.path());
        if (!number || *number >= step_of.size()) return false;
        Step& step = steps_[step_of[*number]];
        if (!step.change) return false;
        step.keep(UndoFate::kRefused);
        step.record.error = Error(error).without("/changes/" + std::to_string(*number));
        return true;
    }

    Snapshot const& now_;
    Viewer const& viewer_;
    Entry const& entry_;
    UndoChoice const& choice_;
    EntityAccess access_;
    std::vector<Step> steps_;
};

}  // namespace

std::string_view name_of(UndoFate fate) {
    static constexpr std::string_view kNames[] = {"undone",     "partly",  "edited",
                                                  "referenced", "refused", "left_out"};
    return kNames[static_cast<size_t>(fate)];
}

size_t UndoPlan::count(UndoFate fate) const {
    return static_cast<size_t>(std::count_if(records.begin(), records.end(),
                                             [&](auto const& r) { return r.fate == fate; }));
}

Result<Entry> read_batch(Journal const& journal, Snapshot const& now, int64_t batch) {
    auto const sequence = TRY(batch_sequence(now, batch));
    std::optional<Entry> found;
    TRY(journal.read(sequence, [&](StoredEntry const& stored) {
        found = stored.entry;
        return false;
    }));
    if (!found) return Error(ErrorCode::kNoSuchBatch, {std::to_string(batch)});
    return *std::move(found);
}

UndoPlan plan_undo(Snapshot const& now, Viewer const& viewer, Entry const& entry,
                   UndoChoice const& choice) {
    return UndoPlanner(now, viewer, entry, choice).run();
}

Result<UndoOutcome> undo_batch(Desk& desk, Viewer const& viewer, int64_t batch,
                               UndoChoice const& choice) {
    auto const entry = TRY(read_batch(desk.journal(), *desk.snapshot(), batch));
    for (int attempt = 1;; ++attempt) {
        auto const now = desk.snapshot();
        UndoOutcome outcome{plan_undo(*now, viewer, entry, choice), {}};
        Command command;
        command.viewer = viewer;
        command.reason = choice.reason;
        command.idempotency_key = choice.idempotency_key;
        command.request_digest = choice.request_digest;
        command.is_import = true;
        command.changes = outcome.plan.changes;
        auto receipt = desk.execute(std::move(command));
        bool const raced = !receipt.ok() && receipt.error().code() == ErrorCode::kVersionConflict;
        if (raced && attempt < kTries) continue;
        outcome.receipt = TRY(std::move(receipt));
        return outcome;
    }
}

}  // namespace agglo
