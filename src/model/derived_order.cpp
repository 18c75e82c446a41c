// order_derived: each derived field after those it hangs on, and no circles.
#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "model/derived_linker.h"
#include "model/formula.h"

namespace agglo {

namespace {

std::string name_of(Model const& model, FieldAddress address) {
    auto const& entity = model.entities[address.entity];
    return entity.name + "." + entity.fields[address.field].name;
}

class Order {
public:
    Order(std::map<FieldAddress, Place> const& places, Model& model, Mistakes& mistakes)
        : places_(places), model_(model), mistakes_(mistakes) {}

    void visit(FieldAddress address) {
        if (done_.contains(address)) return;
        auto const open = std::find(path_.begin(), path_.end(), address);
        if (open != path_.end()) return report({open, path_.end()});
        path_.push_back(address);
        for (auto const& read : derived_from(model_, address)) {
            if (places_.contains(read)) visit(read);
        }
        path_.pop_back();
        if (!done_.insert(address).second) return;
        model_.derived.push_back(address);
        note_entities(address);
    }

private:
    /// Those it hangs on come before it, and have theirs already.
    void note_entities(FieldAddress address) {
        std::set<uint16_t> entities;
        for (auto const& read : derived_from(model_, address)) {
            entities.insert(static_cast<uint16_t>(read.entity));
            auto const& further = model_.entities[read.entity].fields[read.field].made_from;
            entities.insert(further.begin(), further.end());
        }
        model_.entities[address.entity].fields[address.field].made_from.assign(entities.begin(),
                                                                               entities.end());
    }
    void report(std::vector<FieldAddress> const& circle) {
        std::string names;
        for (auto const& each : circle) names += name_of(model_, each) + " → ";
        names += name_of(model_, circle.front());
        mistakes_.add(places_.at(circle.front()),
                      {fmt::format("计算成环：{}", names),
                       fmt::format("they are computed from each other: {}", names)});
    }

    std::map<FieldAddress, Place> const& places_;
    Model& model_;
    Mistakes& mistakes_;
    std::vector<FieldAddress> path_;
    std::set<FieldAddress> done_;
};

}  // namespace

std::vector<FieldAddress> derived_from(Model const& model, FieldAddress address) {
    auto const& field = model.entities[address.entity].fields[address.field];
    std::vector<FieldAddress> from;
    auto const add = [&](Formula const& formula) {
        for (auto const& read : formula.reads) from.push_back(read.what);
    };
    if (field.computed) add(*field.computed);
    if (!field.rollup) return from;
    auto const& rollup = *field.rollup;
    from.push_back({rollup.entity, rollup.by});
    if (rollup.field) from.push_back({rollup.entity, *rollup.field});
    if (rollup.order) from.push_back({rollup.entity, *rollup.order});
    if (rollup.where) add(*rollup.where);
    return from;
}

void order_derived(std::map<FieldAddress, Place> const& places, Model& model, Mistakes& mistakes) {
    Order order(places, model, mistakes);
    for (auto const& [address, place] : places) order.visit(address);
}

}  // namespace agglo
