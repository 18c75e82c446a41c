#include "ledger_step.h"

#include <array>

namespace agglo {

namespace {

constexpr std::array kNames = {"command",
                               "import",
                               "undo",
                               "bring back",
                               "erase",
                               "define",
                               "look back",
                               "compare",
                               "write an image",
                               "reopen",
                               "reopen without the image",
                               "kill and reopen"};

std::string shown(StepChange const& change) {
    std::string text(name_of(change.kind));
    text += " " + change.entity;
    if (change.kind != ChangeKind::kCreate) text += " " + std::to_string(change.id);
    if (change.seen == SeenVersion::kCurrent) text += " as seen";
    if (change.seen == SeenVersion::kStale) text += " as seen before";
    for (auto const& fact : change.facts) text += " " + fact.field + "=" + shown(fact.value);
    return text;
}

std::string shown(Trouble const& trouble) {
    auto const at = std::to_string(trouble.at);
    switch (trouble.kind) {
        case Trouble::Kind::kNone: return "";
        case Trouble::Kind::kFull:
        case Trouble::Kind::kBroken:
            return std::string(" [the disk is ") +
                   (trouble.kind == Trouble::Kind::kFull ? "full" : "broken") + " from its step " +
                   at + " for " + std::to_string(trouble.length) + "]";
        case Trouble::Kind::kPowerCut: break;
    }
    static constexpr std::array kSpares = {"nothing", "some", "everything"};
    return " [the power fails at step " + at + " of the disk, sparing " +
           kSpares[static_cast<size_t>(trouble.survival)] + "]";
}

std::string shown_target(LedgerStep const& step) {
    std::string text = " " + step.entity + " " + std::to_string(step.id);
    for (auto const& field : step.fields) text += " " + field;
    return text;
}

}  // namespace

std::string shown(Value const& value) {
    if (auto const* text = value.get<std::string>()) return *text;
    if (auto const* number = value.get<int64_t>()) return std::to_string(*number);
    if (auto const* decimal = value.get<Decimal>()) return decimal->to_string();
    if (auto const* reference = value.get<Reference>()) return "#" + std::to_string(reference->id);
    if (auto const* flag = value.get<bool>()) return *flag ? "true" : "false";
    return value.is_null() ? "null" : "?";
}

std::string shown(LedgerStep const& step) {
    using Kind = LedgerStep::Kind;
    std::string text = kNames[static_cast<size_t>(step.kind)];
    if (step.key > 0)
        text += " under key " + std::to_string(step.key) + "/" + std::to_string(step.digest);
    for (size_t i = 0; i < step.changes.size(); ++i)
        text += (i == 0 ? ": " : "; ") + shown(step.changes[i]);
    if (step.kind == Kind::kUndo) {
        text += " batch " + std::to_string(step.batch) + (step.partly ? " partly" : "");
        if (!step.entity.empty()) text += ", only" + shown_target(step);
    }
    if (step.kind == Kind::kBringBack || step.kind == Kind::kErase) text += shown_target(step);
    if (step.kind == Kind::kErase && step.reasons) text += " with reasons";
    if (step.kind == Kind::kCompare) text += " " + step.entity;
    if (step.kind == Kind::kDefine) text += " " + std::to_string(step.id);
    if (step.kind == Kind::kBringBack || step.kind == Kind::kLookBack ||
        step.kind == Kind::kCompare)
        text += " from " + std::to_string(step.back) + " entries back";
    return text + shown(step.trouble);
}

std::string shown(std::vector<LedgerStep> const& steps) {
    std::string text;
    for (auto const& step : steps) text += "  " + shown(step) + "\n";
    return text;
}

}  // namespace agglo
