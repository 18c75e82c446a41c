#include "dmn/model/model.h"

#include <algorithm>

namespace agglo::dmn {

namespace {

/// The name within the document that an import's name stands before; nothing when it is none.
std::optional<std::pair<std::string_view, std::string_view>> imported(Definitions const& from,
                                                                      std::string_view name) {
    for (auto const& import : from.imports) {
        if (!import.name.empty() && name.size() > import.name.size() &&
            name.starts_with(import.name) && name[import.name.size()] == '.') {
            return std::pair(name.substr(import.name.size() + 1), std::string_view(import.ns));
        }
    }
    return std::nullopt;
}

template <class T>
std::optional<size_t> find(Model const& model, std::vector<T const*> const& all,
                           std::string_view name, std::string_view ns) {
    auto const in_ns = [&](T const& element) {
        return ns.empty() || model.documents[element.document]->ns == ns;
    };
    for (size_t i = 0; i < all.size(); ++i) {
        if (all[i]->name == name && in_ns(*all[i])) return i;
    }
    for (size_t i = 0; i < all.size(); ++i) {
        if (all[i]->variable.name == name && in_ns(*all[i])) return i;
    }
    if (!ns.empty()) return std::nullopt;
    auto const there = imported(model.main(), name);
    return there ? find(model, all, there->first, there->second) : std::nullopt;
}

/// Decisions waiting, and what was seen: an explicit stack, chains may be long.
struct Need {
    Model const& model;
    std::vector<bool> inputs = std::vector<bool>(model.inputs.size());
    std::vector<bool> decisions = std::vector<bool>(model.decisions.size());
    std::vector<size_t> waiting = {};
    std::vector<NeededInput> found = {};

    void add(Source const& source) {
        for (auto const& part : source.parts) add(part);
        if (source.kind == Source::Kind::kInput && !inputs[source.index]) {
            inputs[source.index] = true;
            auto const& input = *model.inputs[source.index];
            found.push_back({input.name, input.variable.type.type_or_any(), source.index});
        }
        if (source.kind == Source::Kind::kDecision && !decisions[source.index]) {
            decisions[source.index] = true;
            waiting.push_back(source.index);
        }
    }
};

}  // namespace

std::optional<size_t> Model::find_input(std::string_view name, std::string_view ns) const {
    return find(*this, inputs, name, ns);
}

std::optional<size_t> Model::find_decision(std::string_view name, std::string_view ns) const {
    return find(*this, decisions, name, ns);
}

std::optional<size_t> Model::find_knowledge(std::string_view name) const {
    return find(*this, knowledge, name, {});
}

std::optional<size_t> Model::find_service(std::string_view name) const {
    return find(*this, services, name, {});
}

std::vector<NeededInput> Model::needs(size_t decision) const {
    Need need{*this};
    need.waiting.push_back(decision);
    while (!need.waiting.empty()) {
        auto const& next = *decisions[need.waiting.back()];
        need.waiting.pop_back();
        for (auto const& source : next.sources) need.add(source);
    }
    return std::move(need.found);
}

}  // namespace agglo::dmn
