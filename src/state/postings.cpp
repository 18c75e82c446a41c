#include "state/postings.h"

#include <algorithm>

#include "base/value.h"
#include "model/field.h"
#include "state/posting_sort.h"

namespace agglo {

namespace {

uint64_t mix(uint64_t x) {
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

}  // namespace

std::shared_ptr<Postings const> Postings::with(std::shared_ptr<Postings const> const& base,
                                               std::vector<Posting> added) {
    if (added.empty()) return base;
    sort_postings(added);
    added.shrink_to_fit();
    auto next = std::make_shared<Postings>();
    if (base) next->runs_ = base->runs_;
    // Merge while the smallest run is not more than twice the new one: runs stay few and each entry
    // moves O(log n) times.
    while (!next->runs_.empty() && next->runs_.back()->size() <= added.size() * 2) {
        Run merged;
        merged.reserve(next->runs_.back()->size() + added.size());
        std::merge(next->runs_.back()->begin(), next->runs_.back()->end(), added.begin(),
                   added.end(), std::back_inserter(merged));
        added = std::move(merged);
        next->runs_.pop_back();
    }
    next->runs_.push_back(std::make_shared<Run const>(std::move(added)));
    return next;
}

std::shared_ptr<Postings const> Postings::of_runs(std::vector<std::vector<Posting>> runs) {
    if (runs.empty()) return nullptr;
    auto postings = std::make_shared<Postings>();
    for (auto& run : runs) postings->runs_.push_back(std::make_shared<Run const>(std::move(run)));
    return postings;
}

void Postings::for_each(uint64_t key, std::function<void(uint64_t)> const& visit) const {
    for (auto const& run : runs_) {
        auto at = std::lower_bound(run->begin(), run->end(), Posting{key, 0});
        for (; at != run->end() && at->key == key; ++at) visit(at->number);
    }
}

size_t Postings::size() const {
    size_t sum = 0;
    for (auto const& run : runs_) sum += run->size();
    return sum;
}

uint64_t posting_key(Field const& field, std::string_view text) {
    bool const whole = field.type != FieldType::kList && !field.is_geometry();
    return whole ? mix(std::hash<std::string_view>{}(text)) : 0;
}

uint64_t posting_key(Value const& value) {
    if (auto const* text = value.get<std::string>())
        return mix(std::hash<std::string_view>{}(*text));
    if (auto const* reference = value.get<Reference>()) return static_cast<uint64_t>(reference->id);
    if (auto const* number = value.get<int64_t>()) return mix(static_cast<uint64_t>(*number));
    if (auto const* decimal = value.get<Decimal>()) {
        Decimal shortest = *decimal;
        while (shortest.scale > 0 && shortest.mantissa % 10 == 0)
            shortest.mantissa /= 10, --shortest.scale;
        return mix(static_cast<uint64_t>(shortest.mantissa) * 31 +
                   static_cast<uint64_t>(shortest.scale));
    }
    if (auto const* date = value.get<Date>()) return mix(static_cast<uint64_t>(date->days));
    if (auto const* instant = value.get<Instant>()) return mix(static_cast<uint64_t>(instant->us));
    if (auto const* flag = value.get<bool>()) return mix(*flag);
    return 0;
}

}  // namespace agglo
