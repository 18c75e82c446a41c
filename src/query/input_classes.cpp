#include "query/input_classes.h"

#include <algorithm>

namespace agglo {

namespace {

constexpr size_t kTrial = 10'000;

bool all_of_kind(std::vector<feel::Value> const& cuts, feel::Kind kind) {
    return std::all_of(cuts.begin(), cuts.end(),
                       [&](feel::Value const& cut) { return cut.kind() == kind; });
}

std::vector<feel::Value> in_order(std::vector<feel::Value> const& cuts) {
    return dmn::Cells(cuts).constants();
}

struct Bound {
    int64_t floor;
    bool exact;
};

/// Nothing for a number beyond all that a column holds.
std::optional<Bound> bound_of(feel::Number cut, int scale) {
    auto const scaled = multiply(cut, feel::Number(power_of_ten(scale)));
    if (!scaled) return std::nullopt;
    auto const floor = round_to(*scaled, 0, Rounding::kFloor);
    auto const whole = floor ? floor->to_int64() : std::nullopt;
    if (!whole) return std::nullopt;
    return Bound{*whole, scaled->is_whole()};
}

}  // namespace

InputClasses InputClasses::of(Table const& table, size_t column, Field const& field,
                              std::vector<feel::Value> const* cuts) {
    InputClasses made(table, column);
    bool const texts = field.is_text() || field.type == FieldType::kEnumeration;
    if (!cuts) return made;
    if (texts && all_of_kind(*cuts, feel::Kind::kString)) {
        made.form_ = Form::kTexts;
        made.cells_ = dmn::Cells(*cuts);
    } else if (made.take_bounds(field, *cuts)) {
        made.form_ = Form::kBounds;
    }
    return made;
}

bool InputClasses::take_bounds(Field const& field, std::vector<feel::Value> const& cuts) {
    if (field.is_number() && all_of_kind(cuts, feel::Kind::kNumber)) {
        for (auto const& cut : in_order(cuts)) {
            auto const bound = bound_of(*cut.as<feel::Number>(), field.scale);
            if (!bound) continue;
            bounds_.push_back(bound->floor);
            exact_.push_back(bound->exact ? 1 : 0);
        }
        return true;
    }
    if (!field.is_date() || !all_of_kind(cuts, feel::Kind::kDate)) return false;
    for (auto const& cut : in_order(cuts)) {
        bounds_.push_back(cut.as<feel::Date>()->days());
        exact_.push_back(1);
    }
    return true;
}

void InputClasses::read(size_t group, Mask const& wanted, uint32_t* out) {
    auto const* chunk = table_.chunk(group, column_);
    if (!chunk) {
        wanted.for_each([&](size_t row) { out[row] = kNull; });
        return;
    }
    with_values(*chunk, [&](auto const* values) {
        wanted.for_each([&](size_t row) {
            bool const there = (chunk->mask_word(row / 64) >> (row % 64) & 1) != 0;
            out[row] = there ? class_of(static_cast<int64_t>(values[row])) : kNull;
        });
    });
}

size_t InputClasses::size() const {
    switch (form_) {
        case Form::kBounds: return bounds_.size() * 2 + 1;
        case Form::kTexts: return cells_.size();
        case Form::kValues: break;
    }
    return numbers_.size();
}

uint32_t InputClasses::class_of(int64_t wide) {
    switch (form_) {
        case Form::kBounds: return cell_of(wide);
        case Form::kTexts: return cell_of_text(static_cast<uint32_t>(wide));
        case Form::kValues: break;
    }
    return number_of(wide);
}

/// Below, at and between the bounds: 1, 2, 3, …
uint32_t InputClasses::cell_of(int64_t wide) const {
    auto const at = std::lower_bound(bounds_.begin(), bounds_.end(), wide);
    auto const index = static_cast<size_t>(at - bounds_.begin());
    bool const here = at != bounds_.end() && *at == wide && exact_[index] != 0;
    return static_cast<uint32_t>(index * 2 + (here ? 2 : 1));
}

uint32_t InputClasses::cell_of_text(uint32_t code) {
    if (code >= of_code_.size()) of_code_.resize(size_t{code} + code / 2 + 16, kNone);
    auto& known = of_code_[code];
    if (known == kNone) {
        auto const cell = cells_.cell_of(feel::Value(table_.dictionary(column_).at(code)));
        known = static_cast<uint32_t>(cell) + 1;
    }
    return known;
}

uint32_t InputClasses::number_of(int64_t wide) {
    auto const next = static_cast<uint32_t>(numbers_.size()) + 1;
    if (next <= kValuesMax) return numbers_.try_emplace(wide, next).first->second;
    if (asked_ >= kTrial && in_vain_ > asked_ / 2) return kNone;
    ++asked_;
    auto const known = numbers_.find(wide);
    if (known != numbers_.end()) return known->second;
    ++in_vain_;
    return kNone;
}

}  // namespace agglo
