#include "life_commands.h"

#include <algorithm>

#include "ledger_opening.h"

namespace agglo {

namespace {

ModelRecord const* find_record(ModelState const& state, std::string const& entity, RecordId id) {
    auto const records = state.find(entity);
    if (records == state.end()) return nullptr;
    auto const record = records->second.find(id);
    return record == records->second.end() ? nullptr : &record->second;
}

}  // namespace

Command command_of(LedgerStep const& step, ModelState const& now) {
    Command command;
    command.viewer = Viewer::owner("owner");
    command.reason = "模拟";
    command.is_import = step.kind == LedgerStep::Kind::kImport;
    if (step.key > 0) {
        command.idempotency_key = "key" + std::to_string(step.key);
        command.request_digest = "digest" + std::to_string(step.digest);
    }
    for (auto const& wish : step.changes) {
        CommandChange change{wish.kind, wish.entity, wish.id, {}, wish.facts};
        auto const* record = find_record(now, wish.entity, wish.id);
        int64_t const version = record ? record->version : 1;
        if (wish.seen == SeenVersion::kCurrent) change.version = version;
        if (wish.seen == SeenVersion::kStale) change.version = version - 1;
        command.changes.push_back(std::move(change));
    }
    return command;
}

Command erasing(LedgerStep const& step) {
    Command command;
    command.viewer = Viewer::owner("owner");
    command.reason = step.luck % 8 == 0 ? "" : "本人要求";
    command.erase = ErasedFields{step.entity, step.id, step.fields, step.reasons};
    return command;
}

Command defining(int64_t label) {
    Command command;
    command.viewer = Viewer::owner("owner");
    command.changes.push_back({ChangeKind::kUpdate,
                               "definition",
                               kChangedDefinition,
                               {},
                               {{"text", definition_labelled(label)}}});
    return command;
}

std::optional<CommandChange> bringing_back(LedgerStep const& step, ModelState const& then,
                                           ModelState const& now) {
    auto const* was = find_record(then, step.entity, step.id);
    auto const* is = find_record(now, step.entity, step.id);
    if (!was || !was->live || !is) return std::nullopt;
    CommandChange change{is->live ? ChangeKind::kUpdate : ChangeKind::kRestore,
                         step.entity,
                         step.id,
                         is->version,
                         {}};
    auto names = step.fields;
    for (auto const& field : model_fields(step.entity)) {
        if (step.fields.empty()) names.push_back(field.name);
    }
    for (auto const& name : names) {
        if (was->value(name) != is->value(name)) change.facts.push_back({name, was->value(name)});
    }
    return change;
}

void forget_stages(Command& command) {
    for (auto& change : command.changes) {
        if (change.kind != ChangeKind::kUpdate) continue;
        std::erase_if(change.facts, [](Fact const& fact) { return fact.field == "stage"; });
    }
}

std::string shown(CommandChange const& change) {
    std::string text(name_of(change.kind));
    text += " " + change.entity + " " + std::to_string(change.id) + " v" +
            std::to_string(change.version.value_or(0));
    for (auto const& fact : change.facts) text += " " + fact.field + "=" + shown(fact.value);
    return text;
}

}  // namespace agglo
