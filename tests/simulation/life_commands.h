#pragma once
// The commands that steps stand for, given what the model holds when their turn comes.
#include "ledger_model.h"
#include "ledger_step.h"

namespace agglo {

/// kCommand, kImport.
Command command_of(LedgerStep const& step, ModelState const& now);
/// kErase; now and then without the reason it needs.
Command erasing(LedgerStep const& step);
/// A definition under another label.
Command defining(int64_t label);
/// What restoring a record from a past point must come to; nothing: it was not there then.
std::optional<CommandChange> bringing_back(LedgerStep const& step, ModelState const& then,
                                           ModelState const& now);
/// Takes the stages out that updates set.
void forget_stages(Command& command);

std::string shown(CommandChange const& change);

}  // namespace agglo
