#pragma once
// Definitions: one DMN document (DMN 1.5, 6.3.2 and 7.3): its item definitions, imports and the
// elements of its requirement graph. Made by xml/reader.h; hrefs are resolved by compile/.
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dmn/model/boxed.h"
#include "dmn/model/decision_table.h"
#include "feel/evaluate/function.h"

namespace agglo::dmn {

/// 7.3.3
struct ItemDefinition {
    struct FunctionItem {
        std::string output_type_ref;
        std::vector<Variable> parameters;
    };

    std::string name = {};
    std::string label = {};
    std::string type_ref = {};
    std::string type_language = {};
    FeelText allowed_values = {};
    FeelText type_constraint = {};
    bool is_collection = false;
    std::vector<ItemDefinition> components = {};
    std::optional<FunctionItem> function = {};
    uint32_t line = 0;
};

/// 6.3.3. `name` is how this document calls the other; empty: its names stand here as their own.
struct Import {
    std::string name;
    std::string ns;
    std::string type;
    uint32_t line = 0;
};

/// Where a slot of a frame comes from. A group is what one import name leads to.
struct Source {
    enum class Kind : uint8_t { kInput, kDecision, kKnowledge, kService, kGroup };
    Kind kind = Kind::kInput;
    size_t index = 0;  ///< in the Model's list of that kind
    std::string name = {};
    std::vector<Source> parts = {};
};

struct Element {
    std::string id = {};
    std::string name = {};
    std::string description = {};
    Variable variable = {};
    uint32_t line = 0;
    size_t document = 0;  ///< in Model's list of documents

    std::string const& variable_name() const {
        return variable.name.empty() ? name : variable.name;
    }
};

/// 6.3.11
struct InputData : Element {};

/// 6.3.7
struct Decision : Element {
    std::string question = {};
    std::string allowed_answers = {};
    std::vector<std::string> required = {};   ///< hrefs of inputs and decisions
    std::vector<std::string> knowledge = {};  ///< hrefs of BKMs and services
    BoxedPtr logic = {};

    std::vector<Source> sources = {};         ///< of the frame's first slots
    std::shared_ptr<Error const> wrong = {};  ///< it cannot be evaluated: it requires itself, …
};

/// 6.3.9
struct BusinessKnowledgeModel : Element {
    std::vector<std::string> knowledge = {};
    BoxedPtr logic = {};  ///< a FunctionForm

    std::vector<Source> sources = {};
    feel::Function function = {};
};

/// 6.3.10. Its parameters: input data, then input decisions, each in the order they stand.
struct DecisionService : Element {
    std::vector<std::string> output_refs = {};
    std::vector<std::string> encapsulated_refs = {};
    std::vector<std::string> input_decision_refs = {};
    std::vector<std::string> input_refs = {};

    std::vector<size_t> outputs = {};          ///< decisions
    std::vector<size_t> inputs = {};           ///< input data
    std::vector<size_t> input_decisions = {};  ///< decisions
    feel::Function function = {};
};

struct Definitions {
    std::string id = {};
    std::string name = {};
    std::string ns = {};
    std::string expression_language = {};
    std::string type_language = {};
    std::vector<std::pair<std::string, std::string>> prefixes = {};  ///< xmlns:prefix
    std::vector<Import> imports = {};
    std::vector<ItemDefinition> items = {};
    std::vector<InputData> inputs = {};
    std::vector<Decision> decisions = {};
    std::vector<BusinessKnowledgeModel> knowledge = {};
    std::vector<DecisionService> services = {};
};

}  // namespace agglo::dmn
