#include "dmn/compile/linker.h"

#include <algorithm>
#include <map>
#include <set>

namespace agglo::dmn {

namespace {

using Kind = Source::Kind;

/// What stands at a place of the model.
struct Place {
    Kind kind;
    size_t index;
};

class Linker {
public:
    explicit Linker(Workshop& shop) : shop_(shop) {
        for (size_t i = 0; i < shop.inputs.size(); ++i) add(*shop.inputs[i], Kind::kInput, i);
        for (size_t i = 0; i < shop.decisions.size(); ++i) {
            add(*shop.decisions[i], Kind::kDecision, i);
        }
        for (size_t i = 0; i < shop.knowledge.size(); ++i) {
            add(*shop.knowledge[i], Kind::kKnowledge, i);
        }
        for (size_t i = 0; i < shop.services.size(); ++i) add(*shop.services[i], Kind::kService, i);
    }

    void link(Decision& decision) {
        for (auto const& href : decision.required) require(decision, href, decision.sources);
        for (auto const& href : decision.knowledge) require(decision, href, decision.sources);
    }

    void link(BusinessKnowledgeModel& knowledge) {
        for (auto const& href : knowledge.knowledge) require(knowledge, href, knowledge.sources);
    }

    void link(DecisionService& service) {
        take(service, service.output_refs, Kind::kDecision, service.outputs);
        take(service, service.input_decision_refs, Kind::kDecision, service.input_decisions);
        take(service, service.input_refs, Kind::kInput, service.inputs);
    }

private:
    void add(Element const& element, Kind kind, size_t index) {
        if (element.id.empty()) return;
        auto const [at, added] =
            places_.try_emplace({element.document, element.id}, Place{kind, index});
        if (added) return;
        Step const step(shop_, element.name);
        shop_.report(Error(ErrorCode::kDmnDuplicate, {element.id}));
    }

    /// `#id` of the same document, or `namespace#id`.
    Place const* find(size_t document, std::string_view href) const {
        auto const mark = href.rfind('#');
        auto const id = mark == href.npos ? href : href.substr(mark + 1);
        if (mark != href.npos && mark > 0) {
            auto const there = document_of(shop_.model.documents, href.substr(0, mark));
            if (!there) return nullptr;
            document = *there;
        }
        auto const at = places_.find({document, std::string(id)});
        return at == places_.end() ? nullptr : &at->second;
    }

    Element const& element(Place const& place) const {
        switch (place.kind) {
            case Kind::kInput: return *shop_.inputs[place.index];
            case Kind::kDecision: return *shop_.decisions[place.index];
            case Kind::kKnowledge: return *shop_.knowledge[place.index];
            default: return *shop_.services[place.index];
        }
    }

    void take(DecisionService const& service, std::vector<std::string> const& refs, Kind kind,
              std::vector<size_t>& into) {
        for (auto const& href : refs) {
            auto const* place = find(service.document, href);
            if (place && place->kind == kind) {
                into.push_back(place->index);
                continue;
            }
            Step const step(shop_, "decisionService[" + service.name + ']');
            shop_.report(Error(ErrorCode::kDmnNoSuchElement, {href}));
        }
    }

    void require(Element const& from, std::string const& href, std::vector<Source>& into) {
        auto const* place = find(from.document, href);
        if (!place) {
            Step const step(shop_, from.name);
            shop_.report(Error(ErrorCode::kDmnNoSuchElement, {href}));
            return;
        }
        auto const& wanted = element(*place);
        auto* group = &into;
        if (wanted.document != from.document) {
            for (auto const& name : import_names(from.document, wanted.document)) {
                if (!name.empty()) group = &group_of(*group, name);
            }
        }
        add_source(*group, {place->kind, place->index, wanted.variable_name(), {}});
        // A variable should have the name of its element; where it has not, both are known.
        add_source(*group, {place->kind, place->index, wanted.name, {}});
    }

    static void add_source(std::vector<Source>& group, Source source) {
        for (auto const& there : group) {
            if (there.name == source.name) return;
        }
        group.push_back(std::move(source));
    }

    static std::vector<Source>& group_of(std::vector<Source>& sources, std::string const& name) {
        for (auto& source : sources) {
            if (source.kind == Kind::kGroup && source.name == name) return source.parts;
        }
        sources.push_back({Kind::kGroup, 0, name, {}});
        return sources.back().parts;
    }

    /// The import names that lead from one document to another, by the shortest way.
    std::vector<std::string> import_names(size_t from, size_t to) const {
        std::vector<std::pair<size_t, std::vector<std::string>>> waiting = {{from, {}}};
        std::set<size_t> seen = {from};
        for (size_t next = 0; next < waiting.size(); ++next) {
            auto const [document, names] = waiting[next];
            for (auto const& import : shop_.model.documents[document]->imports) {
                auto const there = document_of(shop_.model.documents, import.ns);
                if (!there || !seen.insert(*there).second) continue;
                auto further = names;
                further.push_back(import.name);
                if (*there == to) return further;
                waiting.emplace_back(*there, std::move(further));
            }
        }
        return {};
    }

    Workshop& shop_;
    std::map<std::pair<size_t, std::string>, Place> places_;
};

template <class T>
void list(std::vector<T>& from, size_t document, std::vector<T*>& mutable_list,
          std::vector<T const*>& made) {
    for (auto& element : from) {
        element.document = document;
        mutable_list.push_back(&element);
        made.push_back(&element);
    }
}

template <class T>
void report_same_names(Workshop& shop, std::vector<T*> const& elements) {
    std::set<std::pair<size_t, std::string_view>> seen;
    for (auto const* element : elements) {
        if (seen.insert({element->document, element->name}).second) continue;
        shop.report(Error(ErrorCode::kDmnDuplicate, {element->name}));
    }
}

void gather_decisions(std::vector<Source> const& sources, std::vector<size_t>& into) {
    for (auto const& source : sources) {
        if (source.kind == Kind::kDecision) into.push_back(source.index);
        gather_decisions(source.parts, into);
    }
}

/// Depth first, with a stack of its own: rows of decisions may be long.
class CycleSearch {
public:
    explicit CycleSearch(Workshop& shop)
        : shop_(shop), states_(shop.decisions.size()), heights_(shop.decisions.size()) {}

    void from(size_t start) {
        if (states_[start] != State::kNew) return;
        open(start);
        while (!stack_.empty()) {
            auto& top = stack_.back();
            if (top.next == top.required.size()) {
                close();
                continue;
            }
            auto const required = top.required[top.next++];
            if (states_[required] == State::kNew) {
                open(required);
            } else if (states_[required] == State::kOpen) {
                refuse(required);
            }
        }
    }

private:
    enum class State : uint8_t { kNew, kOpen, kDone };
    struct Level {
        size_t decision;
        std::vector<size_t> required;
        size_t next = 0;
    };

    void open(size_t decision) {
        states_[decision] = State::kOpen;
        stack_.push_back({decision, {}, 0});
        gather_decisions(shop_.decisions[decision]->sources, stack_.back().required);
    }

    void close() {
        auto const level = std::move(stack_.back());
        stack_.pop_back();
        states_[level.decision] = State::kDone;
        size_t height = 0;
        for (auto const required : level.required)
            height = std::max(height, heights_[required] + 1);
        auto& decision = *shop_.decisions[level.decision];
        if (height > kChainMax && !decision.wrong) {
            Step const step(shop_, decision.name);
            decision.wrong = shop_.report(
                Error(ErrorCode::kTooLarge, {"decisions in a row", std::to_string(kChainMax)}));
            height = 0;
        }
        heights_[level.decision] = height;
    }

    void refuse(size_t target) {
        auto from = stack_.size();
        while (stack_[--from].decision != target) {
        }
        std::string names;
        for (auto i = from; i < stack_.size(); ++i) {
            names += shop_.decisions[stack_[i].decision]->name + " → ";
        }
        names += shop_.decisions[target]->name;
        auto const wrong = shop_.report(Error(ErrorCode::kDmnCycle, {names}));
        for (auto i = from; i < stack_.size(); ++i) {
            auto& decision = *shop_.decisions[stack_[i].decision];
            if (!decision.wrong) decision.wrong = wrong;
        }
    }

    Workshop& shop_;
    std::vector<State> states_;
    std::vector<size_t> heights_;
    std::vector<Level> stack_;
};

}  // namespace

void list_elements(Workshop& shop) {
    auto& model = shop.model;
    for (size_t i = 0; i < model.documents.size(); ++i) {
        auto& document = *model.documents[i];
        list(document.inputs, i, shop.inputs, model.inputs);
        list(document.decisions, i, shop.decisions, model.decisions);
        list(document.knowledge, i, shop.knowledge, model.knowledge);
        list(document.services, i, shop.services, model.services);
    }
    report_same_names(shop, shop.inputs);
    report_same_names(shop, shop.decisions);
    report_same_names(shop, shop.knowledge);
    report_same_names(shop, shop.services);
}

void link_requirements(Workshop& shop) {
    Linker linker(shop);
    for (auto* decision : shop.decisions) linker.link(*decision);
    for (auto* knowledge : shop.knowledge) linker.link(*knowledge);
    for (auto* service : shop.services) linker.link(*service);
}

void refuse_cycles(Workshop& shop) {
    CycleSearch search(shop);
    for (size_t i = 0; i < shop.decisions.size(); ++i) search.from(i);
}

}  // namespace agglo::dmn
