#include "feel/unknown/possible_worlds.h"

#include <algorithm>
#include <set>

#include "feel/value/value_text.h"

namespace agglo::feel {

namespace {

constexpr size_t kOutcomeBytesMax = size_t{1} << 20;

Value placed(Value const& holder, std::string_view path, Value const& value) {
    if (path.empty()) return value;
    auto const dot = path.find('.');
    auto const name = path.substr(0, dot);
    auto const rest = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
    Context context = holder.context() ? *holder.context() : Context();
    auto const* held = context.find(name);
    context.set(name, placed(held ? *held : Value(), rest, value));
    return Value(std::move(context));
}

/// The declared type at a path within a type; null when there is none.
Type const* type_within(Type const& type, std::string_view path) {
    for (auto const& member : type.members) {
        if (path == member.name) return member.type.get();
        if (path.starts_with(member.name + "."))
            return type_within(*member.type, path.substr(member.name.size() + 1));
    }
    return nullptr;
}

/// Worlds are counted in mixed radix: the first fact fastest.
class Worlds {
public:
    explicit Worlds(std::vector<std::vector<Value>> const& cells) {
        for (auto const& each : cells) {
            bool const tried = !each.empty() && count_ * each.size() <= WorldsLimits::kWorldsMax;
            radix_.push_back(tried ? each.size() : 1);
            tried_.push_back(tried);
            stride_.push_back(count_);
            count_ *= radix_.back();
        }
    }

    size_t count() const { return count_; }
    bool tried(size_t fact) const { return tried_[fact]; }
    size_t cell(size_t world, size_t fact) const { return world / stride_[fact] % radix_[fact]; }
    /// The world that differs from this in the fact alone, which has its first value there.
    size_t with_first(size_t world, size_t fact) const {
        return world - cell(world, fact) * stride_[fact];
    }

private:
    size_t count_ = 1;
    std::vector<size_t> radix_;
    std::vector<size_t> stride_;
    std::vector<bool> tried_;
};

}  // namespace

void place_fact(std::vector<Value>& inputs, Environment const& around, std::string_view path,
                Value const& value) {
    for (size_t i = 0; i < around.members.size(); ++i) {
        auto const& name = around.members[i].name;
        if (path == name) inputs[i] = value;
        if (path.starts_with(name + "."))
            inputs[i] = placed(inputs[i], path.substr(name.size() + 1), value);
    }
}

Reckoned reckon_worlds(std::span<MissingFact const> missing,
                       std::vector<std::vector<Value>> const& cells,
                       std::function<Value(std::span<Value const>)> const& ask) {
    Worlds const worlds(cells);
    std::vector<std::string> outcomes;
    std::set<std::string> hangs;
    Value first;
    for (size_t world = 0; world < worlds.count(); ++world) {
        std::vector<Value> facts;
        for (size_t f = 0; f < missing.size(); ++f)
            facts.push_back(worlds.tried(f) ? cells[f][worlds.cell(world, f)]
                                            : make_unknown({missing[f].path}));
        auto const outcome = ask(facts);
        for (auto& fact : facts_of(outcome)) hangs.insert(std::move(fact));
        outcomes.push_back(to_feel(outcome));
        if (world == 0) first = outcome;
    }
    for (size_t world = 0; world < worlds.count(); ++world)
        for (size_t f = 0; f < missing.size(); ++f)
            if (outcomes[world] != outcomes[worlds.with_first(world, f)])
                hangs.insert(missing[f].path);
    return {hangs.empty() ? first : Value(), {hangs.begin(), hangs.end()}};
}

Value small_outcome(Value outcome, std::vector<std::string> const& facts, Evaluation& evaluation) {
    auto const bytes = to_feel(outcome, kOutcomeBytesMax).size();
    bool const small = bytes <= kOutcomeBytesMax && evaluation.take_bytes(bytes);
    return small ? outcome : make_unknown(facts);
}

Reckoned reckon(Expression const& expression, Environment const& around,
                std::span<Value const> inputs, std::span<MissingFact const> missing,
                Evaluation& evaluation) {
    evaluation.reckon_unknowns();
    std::vector<Value> base(inputs.begin(), inputs.end());
    base.resize(around.members.size());
    for (auto const& fact : missing) place_fact(base, around, fact.path, make_unknown({fact.path}));
    auto plain = evaluate(expression, base, evaluation);
    auto const hangs = facts_of(plain);
    if (hangs.empty()) return {std::move(plain), {}};
    FactUses uses(missing);
    uses.gather(expression, around, base, evaluation);
    auto const whole = context_of(around.members);
    std::vector<std::vector<Value>> cells;
    for (auto const& fact : missing) {
        bool const matters = std::find(hangs.begin(), hangs.end(), fact.path) != hangs.end();
        auto const* type = type_within(*whole, fact.path);
        bool const boolean = type && type->kind == Type::Kind::kBoolean && fact.domain.empty();
        if (!matters)
            cells.emplace_back();
        else
            cells.push_back(boolean ? std::vector<Value>{Value(false), Value(true)}
                                    : uses.cells(fact, evaluation));
    }
    auto reckoned = reckon_worlds(missing, cells, [&](std::span<Value const> facts) {
        auto world = base;
        for (size_t f = 0; f < missing.size(); ++f)
            place_fact(world, around, missing[f].path, facts[f]);
        auto outcome = evaluate(expression, world, evaluation);
        return small_outcome(std::move(outcome), hangs, evaluation);
    });
    if (evaluation.exhausted()) return {Value(), hangs};  // not all worlds were seen
    return reckoned;
}

}  // namespace agglo::feel
