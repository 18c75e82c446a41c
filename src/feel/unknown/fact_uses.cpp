#include <algorithm>

#include "feel/syntax/children.h"
#include "feel/unknown/cells.h"
#include "feel/unknown/possible_worlds.h"

namespace agglo::feel {

namespace {

using Operands = std::vector<Expression const*>;

/// The operands that a test compares `?` with; nothing when it does other things.
std::optional<Operands> operands_of(Expression const& test) {
    if (auto const* comparison = std::get_if<ComparisonTest>(&test.node))
        return Operands{comparison->operand.get()};
    if (auto const* range = std::get_if<RangeLiteral>(&test.node))
        return Operands{range->low.get(), range->high.get()};
    if (auto const* list = std::get_if<ListLiteral>(&test.node)) {
        Operands all;
        for (auto const& item : list->items) {
            auto const operands = operands_of(*item);
            if (!operands) return std::nullopt;
            all.insert(all.end(), operands->begin(), operands->end());
        }
        return all;
    }
    if (test.reads_input) return std::nullopt;
    return Operands{&test};
}

/// Walks an expression `nesting` frames within the environment.
class Gatherer {
public:
    Gatherer(FactUses& uses, Environment const& around, std::span<Value const> inputs,
             Evaluation& evaluation)
        : uses_(uses), around_(around), inputs_(inputs), evaluation_(evaluation) {}

    void visit(Expression const& e, int nesting) {
        if (auto const path = path_of(e, nesting); !path.empty()) return uses_.used_otherwise(path);
        if (auto const* binary = std::get_if<Binary>(&e.node)) {
            if (binary->op >= Operator::kEqual) return comparison(*binary, nesting);
        } else if (auto const* between = std::get_if<Between>(&e.node)) {
            return compared(*between->value, {between->low.get(), between->high.get()}, nesting);
        } else if (auto const* in = std::get_if<In>(&e.node)) {
            return membership(*in, nesting);
        }
        int const inside = nesting + (opens_frame(e) ? 1 : 0);
        for_each_child(e, [&](Expression const& child) {
            visit(child, inside_of(e, child, nesting, inside));
        });
    }

private:
    static bool opens_frame(Expression const& e) {
        return std::holds_alternative<Filter>(e.node) || std::holds_alternative<For>(e.node) ||
               std::holds_alternative<Quantified>(e.node) ||
               std::holds_alternative<FunctionDefinition>(e.node) ||
               std::holds_alternative<ContextLiteral>(e.node) ||
               std::holds_alternative<UnaryTests>(e.node);
    }

    /// The source of a filter lies outside the frame that the filter opens.
    static int inside_of(Expression const& e, Expression const& child, int outside, int inside) {
        auto const* filter = std::get_if<Filter>(&e.node);
        return filter && filter->source.get() == &child ? outside : inside;
    }

    std::string path_of(Expression const& e, int nesting) const {
        return FactUses::path_of(e, around_, nesting);
    }

    void comparison(Binary const& binary, int nesting) {
        if (is_fact(*binary.left, nesting))
            return compared(*binary.left, {binary.right.get()}, nesting);
        if (is_fact(*binary.right, nesting))
            return compared(*binary.right, {binary.left.get()}, nesting);
        visit(*binary.left, nesting);
        visit(*binary.right, nesting);
    }

    bool is_fact(Expression const& e, int nesting) const {
        auto const* name = std::get_if<Name>(&e.node);
        return !(name && name->dynamic) && uses_.is_missing(path_of(e, nesting));
    }

    /// The value of an operand that hangs on no fact and on nothing but the environment.
    std::optional<Value> constant(Expression const& e, int nesting) {
        if (!only_environment(e, nesting)) return std::nullopt;
        Frame const outermost{inputs_};
        std::vector<Frame> frames(static_cast<size_t>(nesting));
        Frame const* at = &outermost;
        for (auto& frame : frames) {
            frame.parent = at;
            at = &frame;
        }
        auto value = evaluate(e, *at, evaluation_);
        return is_unknown(value) ? std::nullopt : std::optional(std::move(value));
    }

    static bool only_environment(Expression const& e, int nesting) {
        if (auto const* name = std::get_if<Name>(&e.node))
            return !name->dynamic && (name->builtin || name->depth == nesting);
        if (std::holds_alternative<ItemEntry>(e.node) || opens_frame(e) ||
            std::holds_alternative<In>(e.node))
            return false;
        bool only = true;
        for_each_child(e,
                       [&](Expression const& child) { only &= only_environment(child, nesting); });
        return only;
    }

    void compared(Expression const& fact, Operands const& others, int nesting) {
        auto const path = path_of(fact, nesting);
        bool const tracked = uses_.is_missing(path) && is_fact(fact, nesting);
        if (!tracked) visit(fact, nesting);
        for (auto const* other : others) {
            auto const value = tracked ? constant(*other, nesting) : std::nullopt;
            if (value)
                uses_.compared(path, *value);
            else if (tracked)
                uses_.used_otherwise(path);
            if (!value) visit(*other, nesting);
        }
    }

    void membership(In const& in, int nesting) {
        bool const tracked = is_fact(*in.value, nesting);
        if (!tracked) visit(*in.value, nesting);
        tests(in.tests, tracked ? path_of(*in.value, nesting) : std::string(), nesting);
    }

public:
    /// Tests that are put to the fact at `path`, or to what is none.
    void tests(UnaryTests const& all, std::string const& path, int nesting) {
        bool const tracked = !path.empty();
        for (auto const& test : all.tests) {
            auto const operands = operands_of(*test);
            if (!tracked || !operands) {
                if (tracked) uses_.used_otherwise(path);
                visit(*test, nesting + 1);
                continue;
            }
            for (auto const* operand : *operands) test_operand(path, *operand, nesting + 1);
        }
    }

private:
    void test_operand(std::string const& path, Expression const& operand, int nesting) {
        auto const value = constant(operand, nesting);
        if (value && !value->list() && !value->range()) return uses_.compared(path, *value);
        uses_.used_otherwise(path);
        visit(operand, nesting);
    }

    FactUses& uses_;
    Environment const& around_;
    std::span<Value const> inputs_;
    Evaluation& evaluation_;
};

/// What the tests that a fact passes compare it with.
std::vector<Value> cuts_of(Expression const& allowed, Evaluation& evaluation) {
    std::vector<Value> cuts;
    for (auto const& test : std::get<UnaryTests>(allowed.node).tests) {
        auto const operands = operands_of(*test);
        if (!operands) continue;
        for (auto const* operand : *operands) {
            auto value = evaluate(*operand, std::span<Value const>(), evaluation);
            if (!value.is_null() && !value.list()) cuts.push_back(std::move(value));
        }
    }
    return cuts;
}

bool is_boolean(Value const& value) {
    return value.as<bool>() != nullptr;
}

}  // namespace

FactUses::FactUses(std::span<MissingFact const> missing) {
    for (auto const& fact : missing) uses_[fact.path];
}

void FactUses::gather(Expression const& expression, Environment const& around,
                      std::span<Value const> inputs, Evaluation& evaluation) {
    Gatherer(*this, around, inputs, evaluation).visit(expression, 0);
}

void FactUses::gather_tests(std::string const& path, Expression const& unary_tests,
                            Environment const& around, std::span<Value const> inputs,
                            Evaluation& evaluation) {
    Gatherer(*this, around, inputs, evaluation)
        .tests(std::get<UnaryTests>(unary_tests.node), path, 0);
}

std::string FactUses::path_of(Expression const& expression, Environment const& around,
                              int nesting) {
    if (auto const* name = std::get_if<Name>(&expression.node)) {
        bool const variable = name->depth == nesting && !name->builtin;
        return variable ? around.members[name->index].name : std::string();
    }
    auto const* path = std::get_if<Path>(&expression.node);
    if (!path) return {};
    auto const source = path_of(*path->source, around, nesting);
    return source.empty() ? source : source + "." + path->name;
}

void FactUses::compared(std::string const& path, Value value) {
    auto const use = uses_.find(path);
    if (use == uses_.end()) return;
    if (!value.is_null()) use->second.cuts.push_back(std::move(value));
}

std::vector<Value> const* FactUses::cuts(std::string const& path) const {
    auto const use = uses_.find(path);
    return use == uses_.end() || use->second.otherwise ? nullptr : &use->second.cuts;
}

/// Of `a`, when all of it is used, for the facts within it too.
void FactUses::used_otherwise(std::string const& path) {
    for (auto& [fact, use] : uses_)
        if (fact == path || fact.starts_with(path + ".")) use.otherwise = true;
}

std::vector<Value> FactUses::cells(MissingFact const& fact, Evaluation& evaluation) const {
    if (!fact.domain.empty()) return fact.domain;
    auto const& use = uses_.at(fact.path);
    bool const boolean =
        !use.cuts.empty() && std::all_of(use.cuts.begin(), use.cuts.end(), is_boolean);
    if (use.otherwise && !boolean) return {};
    auto cuts = use.cuts;
    if (fact.allowed)
        for (auto& cut : cuts_of(*fact.allowed, evaluation)) cuts.push_back(std::move(cut));
    auto samples = sample_cells(std::move(cuts));
    if (fact.allowed)
        std::erase_if(samples, [&](Value const& sample) {
            return !satisfies(*fact.allowed, sample, {}, evaluation).is_true();
        });
    return samples;
}

}  // namespace agglo::feel
