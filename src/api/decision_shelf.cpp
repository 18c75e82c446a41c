#include "api/decision_shelf.h"

#include "query/feel_json.h"

namespace agglo {

namespace {

namespace json = boost::json;

constexpr size_t kInputsMax = 1'000;

DecisionModels& models() {
    static DecisionModels kept;  // what it keeps is told by text: ledgers may share it
    return kept;
}

/// An input, or a decision whose value is given, by name or label.
dmn::Element const* element_named(dmn::Model const& model, std::string const& name) {
    if (auto const input = model.find_input(name)) return model.inputs[*input];
    if (auto const decision = model.find_decision(name)) return model.decisions[*decision];
    for (auto const* input : model.inputs) {
        if (input->variable.label == name) return input;
    }
    return nullptr;
}

Result<void> read_members(dmn::Model const& model, json::object const& given,
                          feel::Context& inputs) {
    if (given.size() > kInputsMax)
        return Error(ErrorCode::kTooLarge, {"inputs", std::to_string(kInputsMax)});
    for (auto const& [key, value] : given) {
        std::string const name(key);
        auto const* element = element_named(model, name);
        if (!element) return Error(ErrorCode::kDmnNoSuchInput, {name}).at(name);
        auto const type = element->variable.type.type_or_any();
        inputs.set(element->name, TRY(feel_value_of_json(value, *type).at(name)));
    }
    return {};
}

}  // namespace

Result<dmn::ModelPtr> DecisionShelf::model(size_t row) const {
    return models().of(view(), fields, row);
}

Result<DecisionShelf> decision_shelf(Ask& ask) {
    auto snapshot = TRY(ask.snapshot());
    auto const fields = decision_fields(*snapshot->model);
    if (!fields) return Error(ErrorCode::kUnknownEntity, {std::string(kDecisionEntity)});
    EntityAccess access(*snapshot, ask.viewer, fields->entity);
    bool const may = access.may_read() && access.may_read_field(fields->model);
    if (!may) {
        return Error(ErrorCode::kForbidden, {snapshot->model->entities[fields->entity].labels.zh});
    }
    auto const on = TRY(ask.on());
    return DecisionShelf{std::move(snapshot), *fields, std::move(access), on};
}

Result<void> read_inputs(dmn::Model const& model, json::object const& body, feel::Context& inputs) {
    auto const* given = body.if_contains("inputs");
    if (!given || given->is_null()) return {};
    if (!given->is_object())
        return Error(ErrorCode::kWrongType, {"对象 (object)", "inputs"}).at("inputs");
    return read_members(model, given->get_object(), inputs).at("inputs");
}

}  // namespace agglo
