#include "model/derivation_text.h"

#include <fmt/format.h>

#include "model/formula.h"

namespace agglo {

namespace {

Labels kind_text(RollUp::Kind kind) {
    switch (kind) {
        case RollUp::Kind::kCount: return {"条数", "count"};
        case RollUp::Kind::kSum: return {"合计", "sum"};
        case RollUp::Kind::kMin: return {"最小", "least"};
        case RollUp::Kind::kMax: return {"最大", "greatest"};
        case RollUp::Kind::kLatest: break;
    }
    return {"最新", "latest"};
}

std::string chinese(Model const& model, RollUp const& rollup) {
    auto const& child = model.entities[rollup.entity];
    auto text = child.labels.zh;
    if (rollup.field) text += "·" + child.fields[*rollup.field].labels.zh;
    text += " " + kind_text(rollup.kind).zh;
    if (rollup.order) text += "（按" + child.fields[*rollup.order].labels.zh + "）";
    if (rollup.where) text += "，条件：" + formula_text(model, rollup.entity, *rollup.where, true);
    return text;
}

std::string english(Model const& model, RollUp const& rollup) {
    auto const& child = model.entities[rollup.entity];
    auto text = kind_text(rollup.kind).en + " of " + child.labels.en;
    if (rollup.field) text += " · " + child.fields[*rollup.field].labels.en;
    if (rollup.order) text += " by " + child.fields[*rollup.order].labels.en;
    if (rollup.where) text += " where " + formula_text(model, rollup.entity, *rollup.where, false);
    return text;
}

}  // namespace

Labels derivation_text(Model const& model, FieldAddress address) {
    auto const& field = model.entities[address.entity].fields[address.field];
    if (field.rollup) return {chinese(model, *field.rollup), english(model, *field.rollup)};
    if (!field.computed) return {};
    return {formula_text(model, address.entity, *field.computed, true),
            formula_text(model, address.entity, *field.computed, false)};
}

}  // namespace agglo
