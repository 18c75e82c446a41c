#include "state/name_targets.h"

#include <unordered_set>

#include "state/fold.h"

namespace agglo {

std::unique_ptr<NameTargets::EntityTarget> NameTargets::find(size_t name) const {
    auto target = std::make_unique<EntityTarget>();
    target->entity = model_->entity_index(names_[name]);
    target->defines = names_[name] == "definition";
    target->fields.resize(names_.size());
    if (!target->entity) return target;
    Entity const& entity = model_->entities[*target->entity];
    for (size_t i = 0; i < names_.size(); ++i) {
        if (auto const field = field_of(entity, names_[i]))
            target->fields[i] = {&entity.fields[*field], slots_->of(*target->entity, *field)};
    }
    return target;
}

NameTargets const* NameTargetCache::of(std::string_view block,
                                       std::span<std::string_view const> names) {
    if (last_ && block == last_block_) return last_;
    last_block_ = block;
    auto const known = lists_.find(last_block_);
    if (known != lists_.end()) return last_ = known->second.get();
    last_ = nullptr;
    std::unordered_set<std::string_view> const distinct(names.begin(), names.end());
    if (distinct.size() != names.size()) return nullptr;
    if (lists_.size() >= kListsMax) lists_.clear();
    auto made = std::make_unique<NameTargets>(*model_, *slots_,
                                              std::vector<std::string>(names.begin(), names.end()));
    last_ = made.get();
    lists_.emplace(last_block_, std::move(made));
    return last_;
}

}  // namespace agglo
