#include "desk/command_check.h"

#include <algorithm>
#include <map>
#include <set>

#include "desk/decision_check.h"
#include "desk/invariant_check.h"
#include "desk/permission_check.h"
#include "desk/saved_query_check.h"
#include "model/fact.h"
#include "query/access.h"
#include "query/record_input.h"

namespace agglo {

namespace {

constexpr size_t kErrorsMax = 200;

/// One of the command's changes with what it is about.
struct Subject {
    CommandChange const* change;
    size_t entity;
    RecordId id;                ///< given here to a create
    std::optional<size_t> row;  ///< of the record as it is; nothing for a create
};

class CommandCheck {
public:
    CommandCheck(Snapshot const& snapshot, Command const& command)
        : snapshot_(snapshot), command_(command), access_(snapshot, command.viewer, 0) {}

    Result<std::vector<RecordChange>> run(std::vector<Error>& warnings);

private:
    Result<void> check_rights(std::vector<RecordChange> const& changes,
                              std::vector<size_t> const& numbers) const;
    bool may_name(Subject const& subject, size_t field) const;
    void check_whole(std::vector<RecordChange> const& changes, std::vector<size_t> const& numbers,
                     std::vector<Error>& errors, std::vector<Error>& warnings) const;
    Result<void> find_subjects();
    Result<Subject> find_subject(CommandChange const& change);
    Result<void> check_version(Subject const& subject, EntityView const& view) const;
    Result<RecordChange> check_change(Subject const& subject);
    Result<void> check_delete(Subject const& subject) const;
    void check_facts(Subject const& subject, RecordChange& change, std::vector<Error>& errors);
    void check_required(Subject const& subject, RecordChange const& change,
                        std::vector<Error>& errors) const;
    Result<FieldChange> check_fact(Subject const& subject, Fact const& fact);
    Result<Value> settle_reference(Field const& field, Value value) const;
    Error no_such_reference(Field const& field, Reference reference) const;
    bool will_live(size_t entity, Reference reference, bool must_be_readable) const;
    void check_restored(Subject const& subject, RecordChange const& change,
                        std::vector<Error>& errors);
    Result<void> check_unique(Subject const& subject, size_t field, Value const& value);
    bool gives_up(size_t entity, RecordId id, size_t field) const;

    EntityAccess const& access(size_t entity) const { return access_.of(entity); }

    Snapshot const& snapshot_;
    Command const& command_;
    std::vector<Subject> subjects_;
    EntityAccess access_;
    std::map<size_t, RecordId> next_ids_;
    std::map<std::pair<size_t, RecordId>, size_t> touched_;  ///< number of the subject
    std::set<std::pair<size_t, RecordId>> deleted_;
    std::set<std::pair<size_t, RecordId>> restored_;
    std::set<std::tuple<size_t, size_t, std::string>>
        unique_values_;  ///< entity, field, value of this command
};

/// A text that equal values share.
std::string unique_key(Value const& value) {
    if (auto const* text = value.get<std::string>()) return "t" + *text;
    if (auto const* number = value.get<int64_t>()) return "n" + std::to_string(*number);
    if (auto const* decimal = value.get<Decimal>()) return "n" + decimal->to_short_string();
    return "k" + std::to_string(posting_key(value));
}

Result<Subject> CommandCheck::find_subject(CommandChange const& change) {
    auto const entity = snapshot_.model->entity_index(change.entity);
    if (!entity) return Error(ErrorCode::kUnknownEntity, {change.entity}).at("entity");
    EntityView const view(snapshot_, *entity);
    auto const& rights = access(*entity);
    if (!rights.may(action_of(change.kind)))
        return Error(ErrorCode::kForbidden, {view.entity().labels.zh});
    Subject subject{&change, *entity, change.id, std::nullopt};
    if (change.kind == ChangeKind::kCreate) {
        auto& next =
            next_ids_.try_emplace(*entity, static_cast<RecordId>(view.rows()) + 1).first->second;
        subject.id = next++;
    } else {
        auto const row = view.row_of(change.id);
        bool const wants_live = change.kind != ChangeKind::kRestore;
        auto const missing = [&] {
            return Error(ErrorCode::kNoSuchRecord,
                         {view.entity().labels.zh, "#" + std::to_string(change.id)})
                .at("id");
        };
        if (!row || !rights.may_read_row(*row)) return missing();
        if (!rights.rights(*row).may(action_of(change.kind)))
            return Error(ErrorCode::kForbidden, {view.entity().labels.zh}).at("id");
        if (!wants_live && view.live(*row)) return Error(ErrorCode::kNotDeleted).at("id");
        if (wants_live && !view.live(*row)) return missing();
        subject.row = *row;
        TRY(check_version(subject, view));
    }
    if (!touched_.try_emplace({*entity, subject.id}, subjects_.size()).second) {
        return Error(ErrorCode::kMalformed,
                     {"同一记录在一次提交中只能出现一次 (one change per record)"})
            .at("id");
    }
    if (change.kind == ChangeKind::kDelete) deleted_.insert({*entity, subject.id});
    if (change.kind == ChangeKind::kRestore) restored_.insert({*entity, subject.id});
    return subject;
}

Result<void> CommandCheck::check_version(Subject const& subject, EntityView const& view) const {
    auto const& change = *subject.change;
    if (!change.version) {
        if (command_.viewer.unrestricted || change.kind == ChangeKind::kRestore) return {};
        return Error(ErrorCode::kVersionRequired).at("version");
    }
    int64_t const current = view.version(*subject.row);
    if (*change.version == current) return {};
    return Error(ErrorCode::kVersionConflict,
                 {std::to_string(*change.version), std::to_string(current)})
        .at("version");
}

Result<void> CommandCheck::find_subjects() {
    if (command_.changes.size() > Command::kChangesMax) {
        return Error(ErrorCode::kTooLarge, {"changes", std::to_string(Command::kChangesMax)})
            .at("changes");
    }
    for (size_t i = 0; i < command_.changes.size(); ++i) {
        subjects_.push_back(
            TRY(find_subject(command_.changes[i]).at(std::to_string(i)).at("changes")));
    }
    return {};
}

Result<Value> CommandCheck::settle_reference(Field const& field, Value value) const {
    if (auto const* given = value.get<Reference>(); given && given->id < 0) {
        auto const number = static_cast<size_t>(-given->id);
        bool const creates = number <= subjects_.size() &&
                             subjects_[number - 1].change->kind == ChangeKind::kCreate &&
                             subjects_[number - 1].entity == *field.target;
        if (!creates)
            return Error(ErrorCode::kNoSuchReference, {field.labels.zh, std::to_string(given->id)});
        return Value(Reference{subjects_[number - 1].id});
    }
    auto settled = TRY(settle_input(access_, field, std::move(value)));
    auto const* reference = settled.get<Reference>();
    if (!reference) return settled;
    if (!will_live(*field.target, *reference, true)) return no_such_reference(field, *reference);
    return settled;
}

Error CommandCheck::no_such_reference(Field const& field, Reference reference) const {
    auto const& target = snapshot_.model->entities[*field.target];
    return Error(ErrorCode::kNoSuchReference,
                 {target.labels.zh, "#" + std::to_string(reference.id)});
}

/// Whether a record of the snapshot will be there after the command, and the viewer may see it.
bool CommandCheck::will_live(size_t entity, Reference reference, bool must_be_readable) const {
    EntityView const view(snapshot_, entity);
    auto const row = view.row_of(reference.id);
    if (!row || deleted_.contains({entity, reference.id})) return false;
    if (!view.live(*row) && !restored_.contains({entity, reference.id})) return false;
    return !must_be_readable || access(entity).may_read_row(*row);
}

/// Whether this command gives a record another value of a field, or none.
bool CommandCheck::gives_up(size_t entity, RecordId id, size_t field) const {
    auto const touched = touched_.find({entity, id});
    if (touched == touched_.end()) return false;
    Subject const& subject = subjects_[touched->second];
    if (!subject.row) return false;
    EntityView const view(snapshot_, entity);
    Field const& wanted = view.entity().fields[field];
    for (auto const& fact : subject.change->facts) {
        if (fact.field != wanted.name) continue;
        auto const settled = settle_input(access_, wanted, fact.value);
        return settled.ok() && *settled != view.value(*subject.row, field);
    }
    return false;
}

Result<void> CommandCheck::check_unique(Subject const& subject, size_t field, Value const& value) {
    EntityView const view(snapshot_, subject.entity);
    Field const& f = view.entity().fields[field];
    if (!f.unique || value.is_null()) return {};
    bool taken = !unique_values_.insert({subject.entity, field, unique_key(value)}).second;
    for (size_t const row : view.rows_equal(field, value)) {
        auto const id = static_cast<RecordId>(row) + 1;
        bool const leaves =
            deleted_.contains({subject.entity, id}) || gives_up(subject.entity, id, field);
        taken = taken || (id != subject.id && !leaves);
    }
    if (!taken) return {};
    return Error(ErrorCode::kDuplicateValue,
                 {f.labels.zh, fact_to_text(*snapshot_.model, f, value, true)});
}

/// Whether the viewer may know of the field: by reading it, or by setting it.
bool CommandCheck::may_name(Subject const& subject, size_t field) const {
    auto const& rights = access(subject.entity);
    if (rights.may_set_field(field)) return true;
    return subject.row ? rights.rights(*subject.row).shows(field)
                       : rights.may_read_field_somewhere(field);
}

Result<FieldChange> CommandCheck::check_fact(Subject const& subject, Fact const& fact) {
    EntityView const view(snapshot_, subject.entity);
    auto const index = view.entity().field_index(fact.field);
    if (!index || !may_name(subject, *index)) return Error(ErrorCode::kUnknownField, {fact.field});
    Field const& field = view.entity().fields[*index];
    if (field.is_derived())
        return Error(ErrorCode::kComputedField, {field.labels.zh, field.labels.en});
    bool const owned = field.reserved && (fact.field == "published" || fact.field == "synthetic");
    Value const before = subject.row ? view.value(*subject.row, *index) : Value();
    Value after = field.type == FieldType::kReference
                      ? TRY(settle_reference(field, fact.value))
                      : TRY(settle_input(access_, field, fact.value));
    if (before == after) return FieldChange{fact.field, before, std::move(after), false};
    if (owned && !command_.viewer.unrestricted)
        return Error(ErrorCode::kReservedField, {fact.field});
    TRY(check_unique(subject, *index, after));
    return FieldChange{fact.field, before, std::move(after), false};
}

void CommandCheck::check_facts(Subject const& subject, RecordChange& change,
                               std::vector<Error>& errors) {
    std::set<std::string_view> named;
    for (auto const& fact : subject.change->facts) {
        if (!named.insert(fact.field).second) {
            errors.push_back(
                Error(ErrorCode::kMalformed, {fact.field}).at(fact.field).at("fields"));
            continue;
        }
        auto checked = check_fact(subject, fact);
        if (!checked.ok()) {
            errors.push_back(std::move(checked).error().at(fact.field).at("fields"));
        } else if (checked->before != checked->after) {
            change.fields.push_back(std::move(checked).value());
        }
    }
}

void CommandCheck::check_required(Subject const& subject, RecordChange const& change,
                                  std::vector<Error>& errors) const {
    auto const& entity = snapshot_.model->entities[subject.entity];
    for (auto const& field : entity.fields) {
        if (!field.required) continue;
        auto const set = std::find_if(change.fields.begin(), change.fields.end(),
                                      [&](auto const& f) { return f.field == field.name; });
        bool const listed = set != change.fields.end();
        bool const already_wrong =
            std::any_of(errors.begin(), errors.end(), [&](Error const& error) {
                auto const path = "/fields/" + field.name;
                return error.path() == path || error.path().starts_with(path + "/");
            });
        bool const missing = listed ? set->after.is_null() : change.kind == ChangeKind::kCreate;
        if (missing && !already_wrong) {
            errors.push_back(
                Error(ErrorCode::kRequired, {field.labels.zh}).at(field.name).at("fields"));
        }
    }
}

/// What a restored record brings back must still be unique, and what it refers to still there.
void CommandCheck::check_restored(Subject const& subject, RecordChange const& change,
                                  std::vector<Error>& errors) {
    EntityView const view(snapshot_, subject.entity);
    for (size_t f = 0; f < view.entity().fields.size(); ++f) {
        Field const& field = view.entity().fields[f];
        bool const set = std::any_of(change.fields.begin(), change.fields.end(),
                                     [&](auto const& c) { return c.field == field.name; });
        if (set) continue;
        auto const value = view.value(*subject.row, f);
        auto unique = check_unique(subject, f, value);
        if (!unique.ok()) errors.push_back(std::move(unique).error().at(field.name).at("fields"));
        auto const* reference = value.get<Reference>();
        if (reference && !will_live(*field.target, *reference, false)) {
            errors.push_back(no_such_reference(field, *reference).at(field.name).at("fields"));
        }
    }
}

Result<void> CommandCheck::check_delete(Subject const& subject) const {
    for (size_t e = 0; e < snapshot_.model->entities.size(); ++e) {
        EntityView const view(snapshot_, e);
        for (size_t f = 0; f < view.entity().fields.size(); ++f) {
            if (view.entity().fields[f].target != subject.entity) continue;
            for (size_t const row : view.rows_referring(f, subject.id)) {
                if (deleted_.contains({e, static_cast<RecordId>(row) + 1})) continue;
                auto const& rights = access(e);
                auto const name =
                    rights.may_read_row(row) ? "“" + rights.label(row) + "”" : std::string();
                auto const who = view.entity().labels.zh + name;
                return Error(ErrorCode::kStillReferenced, {who}).at("id");
            }
        }
    }
    return {};
}

Result<RecordChange> CommandCheck::check_change(Subject const& subject) {
    EntityView const view(snapshot_, subject.entity);
    RecordChange change{view.entity().name, subject.id, 1, subject.change->kind, {}};
    if (subject.row) change.version = view.version(*subject.row) + 1;
    if (change.kind == ChangeKind::kDelete) TRY(check_delete(subject));
    std::vector<Error> errors;
    if (change.kind != ChangeKind::kDelete) check_facts(subject, change, errors);
    if (change.kind == ChangeKind::kRestore) check_restored(subject, change, errors);
    if (change.kind != ChangeKind::kDelete) check_required(subject, change, errors);
    if (!errors.empty()) {
        auto const count = std::to_string(errors.size());
        return Error(ErrorCode::kValidationFailed, {count}).with(std::move(errors));
    }
    return change;
}

/// Each change against the records as the whole command leaves them.
Result<void> CommandCheck::check_rights(std::vector<RecordChange> const& changes,
                                        std::vector<size_t> const& numbers) const {
    if (command_.viewer.unrestricted) return {};
    ChangedFacts const after(snapshot_, changes);
    for (size_t i = 0; i < changes.size(); ++i) {
        auto const& rights = access(subjects_[numbers[i]].entity);
        TRY(check_permitted(rights, after, changes[i])
                .at(std::to_string(numbers[i]))
                .at("changes"));
    }
    return {};
}

/// What holds of records as a whole, asked once each field is good by itself.
void CommandCheck::check_whole(std::vector<RecordChange> const& changes,
                               std::vector<size_t> const& numbers, std::vector<Error>& errors,
                               std::vector<Error>& warnings) const {
    auto const placed = [&](std::pair<size_t, Error>& found) {
        return std::move(found.second).at(std::to_string(numbers[found.first])).at("changes");
    };
    for (auto& found : decision_mistakes(snapshot_, changes)) errors.push_back(placed(found));
    for (auto& found : saved_query_mistakes(snapshot_, command_.viewer, changes))
        errors.push_back(placed(found));
    auto const on = command_.seeded_at.value_or(Instant::now()).date_in_shanghai();
    auto broken = broken_invariants(snapshot_, changes, on);
    for (auto& found : broken.errors) {
        if (errors.size() < kErrorsMax) errors.push_back(placed(found));
    }
    for (auto& found : broken.warnings) {
        if (warnings.size() < kErrorsMax) warnings.push_back(placed(found));
    }
}

Result<std::vector<RecordChange>> CommandCheck::run(std::vector<Error>& warnings) {
    TRY(find_subjects());
    std::vector<RecordChange> changes;
    std::vector<size_t> numbers;  // of the subjects that are changed
    std::vector<Error> errors;
    for (size_t i = 0; i < subjects_.size() && errors.size() < kErrorsMax; ++i) {
        auto checked = check_change(subjects_[i]);
        if (checked.ok()) {
            bool const same = checked->kind == ChangeKind::kUpdate && checked->fields.empty();
            if (same) continue;
            changes.push_back(std::move(checked).value());
            numbers.push_back(i);
            continue;
        }
        auto error = std::move(checked).error().at(std::to_string(i)).at("changes");
        if (error.code() != ErrorCode::kValidationFailed) return error;
        for (auto const& detail : error.details()) errors.push_back(detail);
    }
    if (errors.empty()) TRY(check_rights(changes, numbers));
    if (errors.empty()) check_whole(changes, numbers, errors, warnings);
    if (!errors.empty()) {
        auto const count = std::to_string(errors.size());
        return Error(ErrorCode::kValidationFailed, {count}).with(std::move(errors));
    }
    return changes;
}

}  // namespace

Result<std::vector<RecordChange>> check_command(Snapshot const& snapshot, Command const& command,
                                                std::vector<Error>* warnings) {
    std::vector<Error> doubts;
    auto changes = TRY(CommandCheck(snapshot, command).run(doubts));
    if (warnings) *warnings = std::move(doubts);
    return changes;
}

}  // namespace agglo
