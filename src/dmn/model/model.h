#pragma once
// Model: DMN documents read, linked and parsed, ready to be evaluated. Immutable; shared by
// threads; the main document first, then those it imports, directly or not.
//
//   auto const model = TRY(read_model(xml));            // compile/read_model.h
//   auto const grade = model->find_decision("Grade");   // evaluate/session.h asks it
//
// A mistake within one element (a text that is no FEEL, a type that is not there) does not spoil
// the others: it stands in `problems` with its path, and what needs it is null with that cause.
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dmn/model/definitions.h"

namespace agglo::dmn {

/// What a decision must be given.
struct NeededInput {
    std::string name;
    feel::TypePtr type;
    size_t index = 0;  ///< in Model::inputs
};

struct Model : std::enable_shared_from_this<Model> {
    std::vector<std::unique_ptr<Definitions>> documents;
    /// Of all documents; places in these are what Source and DecisionService speak of.
    std::vector<InputData const*> inputs;
    std::vector<Decision const*> decisions;
    std::vector<BusinessKnowledgeModel const*> knowledge;
    std::vector<DecisionService const*> services;
    std::vector<Error> problems;

    Definitions const& main() const { return *documents.front(); }

    /// By the element's name, the variable's, or `import.name`; with a namespace only there.
    std::optional<size_t> find_input(std::string_view name, std::string_view ns = {}) const;
    std::optional<size_t> find_decision(std::string_view name, std::string_view ns = {}) const;
    std::optional<size_t> find_knowledge(std::string_view name) const;
    std::optional<size_t> find_service(std::string_view name) const;

    /// The inputs that evaluating a decision reads, its sub-decisions' too, each once.
    std::vector<NeededInput> needs(size_t decision) const;
};

using ModelPtr = std::shared_ptr<Model const>;

}  // namespace agglo::dmn
