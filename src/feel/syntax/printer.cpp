#include "feel/syntax/printer.h"

#include "feel/value/value_text.h"

namespace agglo::feel {

namespace {

/// How tightly a form binds; what binds less than its place asks for is put in parentheses.
enum Level { kBlock, kOr, kAnd, kComparison, kSum, kProduct, kPower, kMinus, kInstance, kPostfix };

struct Printed {
    std::string text;
    Level level = kPostfix;
};

class Printer {
public:
    Printer(Environment const& around, Wording wording) : wording_(wording) {
        frames_.push_back(context_of(around.members));
    }

    std::string at_least(Expression const& e, Level level) {
        auto printed = std::visit([&](auto const& node) { return print(node, e); }, e.node);
        return printed.level < level ? "(" + printed.text + ")" : printed.text;
    }

private:
    std::string shown(Member const& member) const {
        auto const& label = wording_ == Wording::kChinese   ? member.label_zh
                            : wording_ == Wording::kEnglish ? member.label_en
                                                            : member.name;
        return label.empty() ? member.name : label;
    }

    std::string entry(Type const& type, std::string const& name) const {
        auto const* holder = &type;
        while (holder->kind == Type::Kind::kList) holder = holder->element.get();
        auto const* member = holder->member(name);
        return member ? shown(*member) : name;
    }

    TypePtr const& frame(int32_t depth) const {
        return frames_[frames_.size() - 1 - static_cast<size_t>(depth)];
    }

    template <class Print>
    auto within(TypePtr frame, Print print) {
        frames_.push_back(std::move(frame));
        auto out = print();
        frames_.pop_back();
        return out;
    }

    Printed print(Literal const& n, Expression const&) { return {to_feel(n.value), kMinus}; }

    Printed print(Name const& n, Expression const&) {
        bool const outermost = n.depth >= 0 && static_cast<size_t>(n.depth) + 1 == frames_.size();
        return {outermost ? shown(frames_.front()->members[n.index]) : n.text};
    }

    Printed print(ItemEntry const& n, Expression const&) {
        return {entry(*frame(n.depth), n.name)};
    }

    Printed print(Negation const& n, Expression const&) {
        return {"-" + at_least(*n.operand, kInstance), kMinus};
    }

    Printed print(Binary const& n, Expression const&) {
        constexpr char const* kSymbols[] = {"+",  "-", "*",  "/", "**", "=",
                                            "!=", "<", "<=", ">", ">="};
        Level const level = n.op >= Operator::kEqual      ? kComparison
                            : n.op == Operator::kPower    ? kPower
                            : n.op >= Operator::kMultiply ? kProduct
                                                          : kSum;
        auto const next = static_cast<Level>(level + 1);  // left to right
        return {at_least(*n.left, level) + " " + kSymbols[static_cast<size_t>(n.op)] + " " +
                    at_least(*n.right, next),
                level};
    }

    Printed print(Junction const& n, Expression const&) {
        Level const level = n.conjunction ? kAnd : kOr;
        std::string out;
        for (auto const& term : n.terms) {
            if (!out.empty()) out += n.conjunction ? " and " : " or ";
            out += at_least(*term, static_cast<Level>(level + 1));
        }
        return {out, level};
    }

    Printed print(Between const& n, Expression const&) {
        return {at_least(*n.value, kComparison) + " between " + at_least(*n.low, kSum) + " and " +
                    at_least(*n.high, kSum),
                kComparison};
    }

    std::string comparison(ComparisonTest const& n) {
        constexpr char const* kSymbols[] = {"= ", "!= ", "< ", "<= ", "> ", ">= "};
        auto const i = static_cast<size_t>(n.op) - static_cast<size_t>(Operator::kEqual);
        return kSymbols[i] + at_least(*n.operand, kSum);
    }

    Printed print(ComparisonTest const& n, Expression const&) {
        return {"(" + comparison(n) + ")"};
    }

    std::string test(Expression const& e) {
        auto const* comparison_test = std::get_if<ComparisonTest>(&e.node);
        return comparison_test ? comparison(*comparison_test) : at_least(e, kBlock);
    }

    std::string tests(UnaryTests const& n) {
        if (n.any) return "-";
        auto out = within(nullptr, [&] {
            return joined(n.tests, [&](auto const& each) { return test(*each); });
        });
        return n.negated ? "not(" + out + ")" : out;
    }

    template <class All, class Print>
    std::string joined(All const& all, Print print) {
        std::string out;
        for (auto const& each : all) {
            if (!out.empty()) out += ", ";
            out += print(each);
        }
        return out;
    }

    Printed print(UnaryTests const& n, Expression const&) { return {tests(n), kBlock}; }

    Printed print(In const& n, Expression const&) {
        return {at_least(*n.value, kComparison) + " in (" + tests(n.tests) + ")", kComparison};
    }

    Printed print(InstanceOf const& n, Expression const&) {
        return {at_least(*n.value, kPostfix) + " instance of " + to_text(*n.type), kInstance};
    }

    Printed print(Path const& n, Expression const&) {
        return {at_least(*n.source, kPostfix) + "." + entry(*n.source->type, n.name)};
    }

    Printed print(Filter const& n, Expression const&) {
        auto const source = at_least(*n.source, kPostfix);
        return {source + "[" +
                within(item_of(*n.source->type), [&] { return at_least(*n.predicate, kBlock); }) +
                "]"};
    }

    static TypePtr item_of(Type const& type) {
        return type.element ? type.element : std::make_shared<Type const>(type);
    }

    Printed print(If const& n, Expression const&) {
        return {"if " + at_least(*n.condition, kBlock) + " then " + at_least(*n.then, kBlock) +
                    " else " + at_least(*n.otherwise, kBlock),
                kBlock};
    }

    std::string iterators(std::vector<Iterator> const& all) {
        return joined(all, [&](Iterator const& each) {
            auto out = each.name + " in " + at_least(*each.domain, kBlock);
            return each.end ? out + ".." + at_least(*each.end, kBlock) : out;
        });
    }

    Printed print(For const& n, Expression const&) {
        return within(nullptr, [&] {
            return Printed{
                "for " + iterators(n.iterators) + " return " + at_least(*n.result, kBlock), kBlock};
        });
    }

    Printed print(Quantified const& n, Expression const&) {
        return within(nullptr, [&] {
            return Printed{std::string(n.every ? "every " : "some ") + iterators(n.iterators) +
                               " satisfies " + at_least(*n.condition, kBlock),
                           kBlock};
        });
    }

    Printed print(FunctionDefinition const& n, Expression const&) {
        auto const parameters = joined(n.parameters, [](Member const& each) {
            bool const any = each.type->kind == Type::Kind::kAny;
            return any ? each.name : each.name + ": " + to_text(*each.type);
        });
        auto const body = within(nullptr, [&] { return at_least(*n.body, kBlock); });
        return {"function(" + parameters + ")" + (n.result ? ": " + to_text(*n.result) : "") +
                    (n.external ? " external " : " ") + body,
                kBlock};
    }

    Printed print(Invocation const& n, Expression const&) {
        size_t i = 0;
        auto const arguments = joined(n.arguments, [&](ExpressionPtr const& each) {
            auto const name = n.names.empty() ? std::string() : n.names[i++] + ": ";
            return name + at_least(*each, kBlock);
        });
        return {at_least(*n.callee, kPostfix) + "(" + arguments + ")"};
    }

    Printed print(ListLiteral const& n, Expression const&) {
        return {"[" + joined(n.items, [&](auto const& each) { return at_least(*each, kBlock); }) +
                "]"};
    }

    Printed print(ContextLiteral const& n, Expression const&) {
        return within(nullptr, [&] {
            return Printed{"{" +
                           joined(n.entries,
                                  [&](auto const& each) {
                                      return entry_name(each.first) + ": " +
                                             at_least(*each.second, kBlock);
                                  }) +
                           "}"};
        });
    }

    Printed print(RangeLiteral const& n, Expression const&) {
        return {(n.low_included ? "[" : "(") + at_least(*n.low, kSum) + ".." +
                at_least(*n.high, kSum) + (n.high_included ? "]" : ")")};
    }

    Wording wording_;
    std::vector<TypePtr> frames_;  ///< of a filter its item's type, outermost the environment
};

}  // namespace

std::string print(Expression const& expression, Environment const& around, Wording wording) {
    return Printer(around, wording).at_least(expression, kBlock);
}

}  // namespace agglo::feel
