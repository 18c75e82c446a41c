#include "state/name_targets.h"

#include "state/fold.h"

namespace agglo {

NameTarget& NameTargets::add(std::string_view name) {
    auto target = std::make_unique<NameTarget>();
    target->name = name;
    target->entity = model_->entity_index(name);
    target->defines = name == "definition";
    target->fields.resize(model_->entities.size());
    for (size_t e = 0; e < model_->entities.size(); ++e) {
        auto const& entity = model_->entities[e];
        auto const field = field_of(entity, name);
        if (field && !entity.fields[*field].is_derived())
            target->fields[e] = {&entity.fields[*field], slots_->of(e, *field)};
    }
    std::string_view const key = target->name;
    return *names_.emplace(key, std::move(target)).first->second;
}

}  // namespace agglo
