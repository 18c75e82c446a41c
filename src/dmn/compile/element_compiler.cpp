#include "dmn/compile/element_compiler.h"

#include "dmn/compile/boxed_compiler.h"
#include "dmn/compile/read_model.h"
#include "dmn/evaluate/functions.h"

namespace agglo::dmn {

namespace {

using feel::any_type;
using feel::Type;
using feel::TypePtr;
using Kind = Source::Kind;

struct Deep {
    explicit Deep(size_t& depth) : depth_(depth) { ++depth_; }
    ~Deep() { --depth_; }
    Deep(Deep const&) = delete;
    Deep& operator=(Deep const&) = delete;
    size_t& depth_;
};

class ElementCompiler {
public:
    explicit ElementCompiler(Workshop& shop)
        : shop_(shop),
          decisions_(shop.decisions.size()),
          knowledge_(shop.knowledge.size()),
          services_(shop.services.size()) {}

    void compile_all() {
        for (auto* input : shop_.inputs) resolve(*input);
        for (auto* decision : shop_.decisions) resolve(*decision);
        for (size_t i = 0; i < knowledge_.size(); ++i) knowledge(i);
        for (size_t i = 0; i < decisions_.size(); ++i) decision(i);
        for (size_t i = 0; i < services_.size(); ++i) service(i);
    }

private:
    void resolve(Element& element) {
        Step const step(shop_, element.name);
        element.variable.type = shop_.types->resolve(element.document, element.variable.type_ref);
    }

    TypePtr type_of(Source const& source) {
        switch (source.kind) {
            case Kind::kInput: return shop_.inputs[source.index]->variable.type.type_or_any();
            case Kind::kDecision: return decision(source.index);
            case Kind::kKnowledge: return knowledge(source.index);
            case Kind::kService: return service(source.index);
            case Kind::kGroup: break;
        }
        std::vector<feel::Member> members;
        for (auto const& part : source.parts) members.push_back({part.name, type_of(part)});
        return feel::context_of(std::move(members));
    }

    void open(BoxedCompiler& compiler, std::vector<Source> const& sources) {
        for (auto const& source : sources) compiler.scope().push(source.name, type_of(source));
    }

    /// Null while it is being compiled, or is not yet: then Any.
    TypePtr decision(size_t index) {
        auto& known = decisions_[index];
        auto& decision = *shop_.decisions[index];
        if (known) return known;
        Deep const deep(depth_);
        if (depth_ > kChainMax) return any_type();
        known = decision.variable.type.type_or_any();
        // Rows of decisions are bounded; what is wrong is not evaluated and not gone into.
        if (decision.wrong) return known;
        BoxedCompiler compiler(shop_, decision.document);
        open(compiler, decision.sources);
        Step const step(shop_, "decision[" + decision.name + ']');
        auto found = compiler.compile(decision.logic);
        if (!decision.variable.type.given()) known = std::move(found);
        return known;
    }

    TypePtr knowledge(size_t index) {
        auto& known = knowledge_[index];
        auto& knowledge = *shop_.knowledge[index];
        if (known) return known;
        Deep const deep(depth_);
        if (depth_ > kChainMax) return any_type();
        known = feel::any_function_type();
        BoxedCompiler compiler(shop_, knowledge.document);
        open(compiler, knowledge.sources);
        resolve(knowledge);
        Step const step(shop_, "businessKnowledgeModel[" + knowledge.name + ']');
        // It may call itself.
        if (!requires_itself(knowledge, index)) {
            knowledge.sources.push_back({Kind::kKnowledge, index, knowledge.variable_name(), {}});
            compiler.scope().push(knowledge.variable_name(), known);
        }
        if (knowledge.logic) known = compiler.compile(knowledge.logic);
        prepare(knowledge, shop_.model, known->result);
        return known;
    }

    static bool requires_itself(BusinessKnowledgeModel const& knowledge, size_t index) {
        for (auto const& source : knowledge.sources) {
            if (source.kind == Kind::kKnowledge && source.index == index) return true;
            if (source.name == knowledge.variable_name()) return true;
        }
        return false;
    }

    TypePtr service(size_t index) {
        auto& known = services_[index];
        auto& service = *shop_.services[index];
        if (known) return known;
        Deep const deep(depth_);
        if (depth_ > kChainMax) return any_type();
        known = feel::any_function_type();
        resolve(service);
        std::vector<TypePtr> parameters;
        for (auto const input : service.inputs) {
            parameters.push_back(shop_.inputs[input]->variable.type.type_or_any());
        }
        for (auto const input : service.input_decisions) {
            parameters.push_back(shop_.decisions[input]->variable.type.type_or_any());
        }
        known = feel::function_of(std::move(parameters), result_of(service));
        prepare(service, shop_.model, known->result);
        return known;
    }

    TypePtr result_of(DecisionService const& service) {
        auto const& declared = service.variable.type.type;
        if (declared && declared->kind != Type::Kind::kFunction) return declared;
        if (declared && declared->result) return declared->result;
        if (service.outputs.size() == 1) return decision(service.outputs[0]);
        std::vector<feel::Member> members;
        for (auto const output : service.outputs) {
            members.push_back({shop_.decisions[output]->variable_name(), decision(output)});
        }
        return feel::context_of(std::move(members));
    }

    Workshop& shop_;
    std::vector<TypePtr> decisions_;
    std::vector<TypePtr> knowledge_;
    std::vector<TypePtr> services_;
    /// How far we went from requirement to requirement; what is beyond kChainMax is compiled from
    /// its own place in the lists, its type not known to those that led there.
    size_t depth_ = 0;
};

}  // namespace

void compile_elements(Workshop& shop) {
    ElementCompiler(shop).compile_all();
}

}  // namespace agglo::dmn
