#include "state/name_targets.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/text.h"
#include "state/cell.h"
#include "state/fold.h"

namespace agglo {

namespace {

constexpr size_t kIndexFirst = 256;

std::optional<ValueTag> usual_tag(Field const& field) {
    if (field.is_number()) return field.scale == 0 ? ValueTag::kInteger : ValueTag::kDecimal;
    if (field.is_date()) return ValueTag::kDate;
    if (field.is_geometry()) return ValueTag::kGeometry;
    switch (field.type) {
        case FieldType::kInstant: return ValueTag::kInstant;
        case FieldType::kReference: return ValueTag::kReference;
        case FieldType::kBoolean:  // one of two tags
        case FieldType::kList: return std::nullopt;
        default: return ValueTag::kText;
    }
}

FieldTarget target_of(Field const& field, size_t slot) {
    auto const scale = static_cast<uint8_t>(field.is_number() ? field.scale : 0);
    return {&field, slot, usual_tag(field), scale, storage_of(field) == Storage::kCode32};
}

}  // namespace

NameTargets::NameTargets(Model const& model, ColumnSlots const& slots)
    : model_(&model), slots_(&slots), index_(kIndexFirst) {}

uint64_t NameTargets::hash_of(std::string_view name) {
    return XXH3_64bits(name.data(), name.size());
}

void NameTargets::begin() {
    if (names_.size() <= kNamesMax) return;
    names_.clear();
    index_.assign(kIndexFirst, {});
}

NameTarget* NameTargets::add(std::string_view name, uint64_t hash) {
    if (!is_utf8(name)) return nullptr;
    auto target = std::make_unique<NameTarget>();
    target->name = name;
    target->entity = model_->entity_index(name);
    target->defines = name == "definition";
    target->fields.resize(model_->entities.size());
    for (size_t e = 0; e < model_->entities.size(); ++e) {
        auto const& entity = model_->entities[e];
        auto const field = field_of(entity, name);
        if (field && !entity.fields[*field].is_derived())
            target->fields[e] = target_of(entity.fields[*field], slots_->of(e, *field));
    }
    names_.push_back(std::move(target));
    if (names_.size() * 2 > index_.size()) grow_index();
    size_t const mask = index_.size() - 1;
    size_t at = hash & mask;
    while (index_[at].target) at = (at + 1) & mask;
    index_[at] = {hash, names_.back().get()};
    return names_.back().get();
}

void NameTargets::grow_index() {
    std::vector<Slot> old(index_.size() * 2);
    old.swap(index_);
    size_t const mask = index_.size() - 1;
    for (auto const& slot : old) {
        if (!slot.target) continue;
        size_t at = slot.hash & mask;
        while (index_[at].target) at = (at + 1) & mask;
        index_[at] = slot;
    }
}

}  // namespace agglo
