#pragma once
// Workshop: what the passes of the compiler share: the model in the making, its mutable elements,
// the types, and the problems found, each with the path of where it is.
#include <memory>
#include <string>
#include <vector>

#include "dmn/compile/type_table.h"
#include "dmn/model/model.h"

namespace agglo::dmn {

struct Workshop {
    explicit Workshop(Model& made) : model(made) {}

    Model& model;
    std::vector<InputData*> inputs;
    std::vector<Decision*> decisions;
    std::vector<BusinessKnowledgeModel*> knowledge;
    std::vector<DecisionService*> services;
    std::unique_ptr<TypeTable> types;
    /// Names of entries that contexts may have anywhere in the model.
    std::vector<std::string> entry_names;
    std::vector<std::string> path;

    /// Notes a problem here; gives it to be kept where it makes a value null.
    std::shared_ptr<Error const> report(Error error) {
        for (auto step = path.rbegin(); step != path.rend(); ++step) {
            error = std::move(error).at(*step);
        }
        model.problems.push_back(error);
        return std::make_shared<Error const>(std::move(error));
    }
};

/// One step further into the model, while it lives.
class Step {
public:
    Step(Workshop& shop, std::string name) : shop_(shop) { shop_.path.push_back(std::move(name)); }
    ~Step() { shop_.path.pop_back(); }
    Step(Step const&) = delete;
    Step& operator=(Step const&) = delete;

private:
    Workshop& shop_;
};

}  // namespace agglo::dmn
