// `agglo diff`, `agglo restore-record` and `agglo undo`.
#include <cstdio>

#include "cli/console_io.h"
#include "desk/restore_from.h"
#include "desk/undo_batch.h"
#include "query/difference_json.h"

namespace agglo::cli {

namespace {

void print_kept(Snapshot const& snapshot, UndoPlan const& plan) {
    for (auto const& record : plan.records) {
        if (record.fate == UndoFate::kUndone || record.fate == UndoFate::kLeftOut) continue;
        EntityView const view(snapshot, *snapshot.model->entity_index(record.entity));
        auto const fate = std::string(name_of(record.fate));
        std::printf("%s %s #%lld %s", fate.c_str(), record.entity.c_str(),
                    static_cast<long long>(record.id),
                    view.label(static_cast<size_t>(record.id) - 1).c_str());
        for (auto const& field : record.edited) std::printf(" %s", field.c_str());
        if (record.edited_at != 0)
            std::printf(" @%llu", static_cast<unsigned long long>(record.edited_at));
        if (record.error) {
            std::printf(" %s: %s (%s)", record.error->path().c_str(),
                        record.error->message_zh().c_str(), record.error->message_en().c_str());
        }
        std::printf("\n");
    }
}

/// "project:12" as the record it names.
Result<std::pair<std::string, RecordId>> record_named(std::string const& text) {
    size_t const colon = text.find(':');
    auto const digits = colon == std::string::npos ? std::string() : text.substr(colon + 1);
    bool const number = !digits.empty() && digits.size() < 19 &&
                        digits.find_first_not_of("0123456789") == std::string::npos;
    if (!number) return Error(ErrorCode::kMalformed, {text + " ≠ ENTITY:ID"});
    return std::pair(text.substr(0, colon), static_cast<RecordId>(std::stoll(digits)));
}

}  // namespace

int run_diff(DiffOptions const& options) {
    auto const desk = TRY_OR_EXIT(open_desk_to_read(options.db));
    auto const from = TRY_OR_EXIT(snapshot_of(*desk, options.from));
    auto const to = TRY_OR_EXIT(snapshot_of(*desk, options.to));
    auto const viewer = Viewer::owner("cli");
    Query query;
    query.entity = options.entity;
    query.limit = options.limit;
    if (!options.where.empty()) query.where = TRY_OR_EXIT(parse_where(options.where));
    query.filter = options.filter;
    auto const difference = TRY_OR_EXIT(find_difference(*from, *to, viewer, query, options.after));
    auto const json = TRY_OR_EXIT(difference_json(difference, *from, *to, viewer, desk->journal()));
    std::printf("%s\n", json.c_str());
    return kOk;
}

int run_restore_record(RestoreRecordOptions const& options) {
    auto const desk = TRY_OR_EXIT(open_desk(options.db));
    auto const [entity, id] = TRY_OR_EXIT(record_named(options.record));
    auto const then = TRY_OR_EXIT(snapshot_of(*desk, options.as_of));
    Command command;
    command.viewer = Viewer::owner("cli");
    command.reason = options.reason;
    command.changes.push_back(TRY_OR_EXIT(
        restore_from(*then, *desk->snapshot(), command.viewer, entity, id, options.fields)));
    auto const receipt = TRY_OR_EXIT(desk->execute(std::move(command)));
    if (receipt.sequence == 0) {
        std::printf("无差异，未写入 nothing differs, nothing written\n");
    } else {
        std::printf("已恢复 restored, 流水 entry %llu\n",
                    static_cast<unsigned long long>(receipt.sequence));
    }
    return kOk;
}

int run_undo(UndoOptions const& options) {
    auto const desk =
        TRY_OR_EXIT(options.dry_run ? open_desk_to_read(options.db) : open_desk(options.db));
    auto const viewer = Viewer::owner("cli");
    UndoChoice choice{.partly = options.partly, .reason = options.reason};
    for (auto const& text : options.only) choice.only.insert(TRY_OR_EXIT(record_named(text)));
    UndoOutcome outcome;
    if (options.dry_run) {
        auto const now = desk->snapshot();
        auto const entry = TRY_OR_EXIT(read_batch(desk->journal(), *now, options.batch));
        outcome.plan = plan_undo(*now, viewer, entry, choice);
    } else {
        outcome = TRY_OR_EXIT(undo_batch(*desk, viewer, options.batch, choice));
    }
    print_kept(*desk->snapshot(), outcome.plan);
    auto const count = [&](UndoFate fate) { return outcome.plan.count(fate); };
    size_t const undone = count(UndoFate::kUndone);
    size_t const partly = count(UndoFate::kPartly);
    std::printf("撤销 undone %zu  部分 partly %zu  保留 kept %zu\n", undone, partly,
                outcome.plan.records.size() - undone - partly);
    if (outcome.receipt.sequence == 0) {
        std::printf(options.dry_run ? "试算，未写入 dry run, nothing written\n"
                                    : "未写入 nothing written\n");
    } else {
        std::printf("流水 entry %llu\n", static_cast<unsigned long long>(outcome.receipt.sequence));
    }
    return undone + partly + count(UndoFate::kLeftOut) == outcome.plan.records.size() ? kOk : kNo;
}

}  // namespace agglo::cli
