// Sums and products with constants, however many in a row: one pass over the whole numbers.
#include "column/vector_arithmetic.h"
#include "feel/columns/nodes.h"

namespace agglo::feel {

namespace {

/// base * factor + addend, as whole numbers of `scale`.
struct LinearForm {
    ColumnNode const* base = nullptr;
    int128 factor = 1;
    int128 addend = 0;
    int scale = 0;

    bool fits() const {
        constexpr int128 kMost = int128{1} << 62;
        return scale <= ScaledNumber::kScaleMax && factor < kMost && factor > -kMost &&
               addend < kMost && addend > -kMost;
    }
    LinearForm raised(int up) const {
        int128 const by = power_of_ten(up);
        return {base, factor * by, addend * by, scale + up};
    }
};

class Linear : public ColumnNode {
public:
    Linear(ColumnNodePtr exact, LinearForm const& form)
        : ColumnNode(exact->expression(), exact->outcome(), form.scale),
          exact_(std::move(exact)),
          base_(form.base),
          factor_(static_cast<int64_t>(form.factor)),
          addend_(static_cast<int64_t>(form.addend)) {}

    void numbers(Batch& batch, Mask const& wanted, NumberVector& out) const override {
        NumberVector in;
        base_->numbers(batch, wanted, in);
        if (!in.whole() || !bound(in, out)) return exactly(batch, wanted, out);
        auto& integers = batch.scratch.integers();
        scale_numbers(in.integers, batch.rows, factor_, addend_, integers.data());
        out.integers = integers.data();
        out.present = in.present;
    }

    Cost cost() const override { return exact_->cost(); }
    void explain(std::vector<ExplainLine>& lines, size_t depth) const override {
        say(lines, depth, "一遍整数乘加，超出范围的块用十进制 128 位",
            "one pass, times a factor plus an addend; decimal128 in chunks where they may not fit");
        base_->explain(lines, depth + 1);
    }

    LinearForm form() const { return {base_, factor_, addend_, scale()}; }
    ColumnNode const& exact() const { return *exact_; }

private:
    bool bound(NumberVector const& in, NumberVector& out) const {
        constexpr int128 kMost = int128{1} << 62;
        int128 const a = static_cast<int128>(in.low) * factor_ + addend_;
        int128 const b = static_cast<int128>(in.high) * factor_ + addend_;
        if (std::min(a, b) <= -kMost || std::max(a, b) >= kMost) return false;
        out.low = static_cast<int64_t>(std::min(a, b));
        out.high = static_cast<int64_t>(std::max(a, b));
        return true;
    }

    /// At another scale than this node's, so as decimals.
    void exactly(Batch& batch, Mask const& wanted, NumberVector& out) const {
        exact_->numbers(batch, wanted, out);
        if (!out.whole() || exact_->scale() == scale()) return;
        NumberVector const narrow = out;
        auto& decimals = batch.scratch.decimals();
        Mask rows = narrow.present;
        (rows &= wanted).for_each([&](size_t row) {
            decimals[row] = decimal_at(narrow, row, exact_->scale());
        });
        out.integers = nullptr;
        out.decimals = decimals.data();
    }

    ColumnNodePtr exact_;
    ColumnNode const* base_;
    int64_t factor_;
    int64_t addend_;
};

/// A scale that whole numbers of constants alone cannot reach: seen chunk by chunk.
class Raised : public ColumnNode {
public:
    Raised(ColumnNodePtr node, int scale)
        : ColumnNode(node->expression(), node->outcome(), scale), node_(std::move(node)) {}

    void numbers(Batch& batch, Mask const& wanted, NumberVector& out) const override {
        node_->numbers(batch, wanted, out);
        if (!out.whole()) return;
        NumberVector const narrow = out;
        auto& decimals = batch.scratch.decimals();
        Mask rows = narrow.present;
        (rows &= wanted).for_each([&](size_t row) {
            decimals[row] = decimal_at(narrow, row, node_->scale());
        });
        out.integers = nullptr;
        out.decimals = decimals.data();
    }
    Cost cost() const override { return node_->cost(); }
    void explain(std::vector<ExplainLine>& lines, size_t depth) const override {
        node_->explain(lines, depth);
    }

private:
    ColumnNodePtr node_;
};

LinearForm form_of(ColumnNode const& node) {
    if (auto const* linear = dynamic_cast<Linear const*>(&node)) return linear->form();
    return {&node, 1, 0, node.scale()};
}

Constant const* whole_constant(ColumnNode const& node) {
    auto const* constant = dynamic_cast<Constant const*>(&node);
    return constant && !constant->is_null() && constant->mantissa() ? constant : nullptr;
}

std::optional<LinearForm> sum_form(LinearForm form, Constant const& constant, int sign) {
    int128 added = *constant.mantissa();
    if (form.scale < constant.scale()) form = form.raised(constant.scale() - form.scale);
    if (!form.fits()) return std::nullopt;
    added *= power_of_ten(form.scale - constant.scale());
    form.addend += sign * added;
    return form;
}

std::optional<LinearForm> product_form(LinearForm form, Constant const& constant) {
    form.factor *= *constant.mantissa();
    form.addend *= *constant.mantissa();
    form.scale += constant.scale();
    return form;
}

LinearForm mirrored(LinearForm form) {
    return {form.base, -form.factor, -form.addend, form.scale};
}

std::optional<LinearForm> linear_form(ArithmeticParts const& parts) {
    auto const* left = whole_constant(*parts.left);
    auto const* right = whole_constant(*parts.right);
    if (!left == !right) return std::nullopt;
    auto const& constant = left ? *left : *right;
    auto const form = form_of(left ? *parts.right : *parts.left);
    switch (parts.op) {
        case Operator::kAdd: return sum_form(form, constant, 1);
        case Operator::kSubtract:
            return left ? sum_form(mirrored(form), constant, 1) : sum_form(form, constant, -1);
        case Operator::kMultiply: return product_form(form, constant);
        default: return std::nullopt;
    }
}

}  // namespace

ColumnNodePtr linear_node(ColumnNodePtr exact) {
    auto const parts = arithmetic_parts(*exact);
    auto const form = parts ? linear_form(*parts) : std::nullopt;
    if (!form || !form->fits() || form->scale != exact->scale()) return exact;
    return std::make_unique<Linear const>(std::move(exact), *form);
}

ColumnNodePtr at_scale(ColumnNodePtr node, int scale) {
    int const up = scale - node->scale();
    if (up == 0) return node;
    auto const* constant = dynamic_cast<Constant const*>(node.get());
    if (constant && constant->is_null())
        return null_node(node->expression(), node->outcome(), scale);
    if (constant && constant->mantissa() &&
        fits_scaled(*constant->mantissa(), *constant->mantissa(), up))
        return std::make_unique<Constant const>(node->expression(), node->outcome(),
                                                constant->value(), scale,
                                                *constant->mantissa() * power_of_ten(up));
    auto const form = form_of(*node);
    if (up <= ScaledNumber::kScaleMax && form.raised(up).fits())
        return std::make_unique<Linear const>(std::move(node), form.raised(up));
    return std::make_unique<Raised const>(std::move(node), scale);
}

}  // namespace agglo::feel
