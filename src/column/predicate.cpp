#include "column/predicate.h"

#include <algorithm>

#include "column/range_scan.h"

namespace agglo {

namespace {

enum class Kind : uint8_t {
    kConstant,
    kCompare,
    kBetween,
    kAmong,
    kCodes,
    kTarget,
    kNull,
    kTest,
    kAll,
    kAny,
    kNot
};

/// Applies a test to each row that a range cannot express.
template <class T, class Test>
void test_rows(T const* values, size_t rows, Mask& out, Test test) {
    alignas(64) uint8_t inside[kChunkRows] = {};
    for (size_t i = 0; i < rows; ++i) inside[i] = test(values[i]) ? 0xFF : 0;
    for (size_t word = 0; word * 64 < rows; ++word) {
        out.words[word] = bits_of_bytes(inside + word * 64);
    }
}

struct Range {
    int64_t low;
    int64_t high;  ///< below low: empty
};

/// The values for which `value comparison literal` holds; for kNe those for which it does not.
Range range_of(Comparison comparison, int64_t literal) {
    Range const none{1, 0};
    switch (comparison) {
        case Comparison::kEq:
        case Comparison::kNe: return {literal, literal};
        case Comparison::kLt: return literal == kWideMin ? none : Range{kWideMin, literal - 1};
        case Comparison::kLe: return {kWideMin, literal};
        case Comparison::kGt: return literal == kWideMax ? none : Range{literal + 1, kWideMax};
        case Comparison::kGe: return {literal, kWideMax};
    }
    return none;
}

bool holds(Comparison comparison, int64_t value, int64_t literal) {
    switch (comparison) {
        case Comparison::kEq: return value == literal;
        case Comparison::kNe: return value != literal;
        case Comparison::kLt: return value < literal;
        case Comparison::kLe: return value <= literal;
        case Comparison::kGt: return value > literal;
        case Comparison::kGe: return value >= literal;
    }
    return false;
}

}  // namespace

struct Predicate::Node {
    Kind kind;
    size_t column = 0;
    Comparison comparison = Comparison::kEq;
    int64_t low = 0;
    int64_t high = 0;
    std::vector<int64_t> literals;  // sorted
    std::vector<uint8_t> marked;
    std::vector<RowTruth> target;
    std::shared_ptr<RowTest const> test;
    std::vector<Predicate> parts;

    Truth over_values(Table const& table, size_t group) const;
    Mask test_chunk(Chunk const& chunk, size_t rows, Mask const& known) const;
    RowTruth of_value(int64_t value) const;
};

Predicate Predicate::constant(bool value) {
    return Predicate(std::make_shared<Node const>(Node{.kind = Kind::kConstant, .low = value}));
}

Predicate Predicate::compare(size_t column, Comparison comparison, int64_t literal) {
    return Predicate(std::make_shared<Node const>(
        Node{.kind = Kind::kCompare, .column = column, .comparison = comparison, .low = literal}));
}

Predicate Predicate::between(size_t column, int64_t low, int64_t high) {
    return Predicate(std::make_shared<Node const>(
        Node{.kind = Kind::kBetween, .column = column, .low = low, .high = high}));
}

Predicate Predicate::among(size_t column, std::vector<int64_t> literals) {
    std::sort(literals.begin(), literals.end());
    return Predicate(std::make_shared<Node const>(
        Node{.kind = Kind::kAmong, .column = column, .literals = std::move(literals)}));
}

Predicate Predicate::codes(size_t column, std::vector<uint8_t> marked) {
    return Predicate(std::make_shared<Node const>(
        Node{.kind = Kind::kCodes, .column = column, .marked = std::move(marked)}));
}

Predicate Predicate::of_target(size_t column, std::vector<RowTruth> by_target_row) {
    return Predicate(std::make_shared<Node const>(
        Node{.kind = Kind::kTarget, .column = column, .target = std::move(by_target_row)}));
}

Predicate Predicate::is_null(size_t column) {
    return Predicate(std::make_shared<Node const>(Node{.kind = Kind::kNull, .column = column}));
}

Predicate Predicate::test(std::shared_ptr<RowTest const> test) {
    return Predicate(
        std::make_shared<Node const>(Node{.kind = Kind::kTest, .test = std::move(test)}));
}

Predicate Predicate::all(std::vector<Predicate> parts) {
    return Predicate(
        std::make_shared<Node const>(Node{.kind = Kind::kAll, .parts = std::move(parts)}));
}

Predicate Predicate::any(std::vector<Predicate> parts) {
    return Predicate(
        std::make_shared<Node const>(Node{.kind = Kind::kAny, .parts = std::move(parts)}));
}

Predicate Predicate::negate(Predicate part) {
    return Predicate(
        std::make_shared<Node const>(Node{.kind = Kind::kNot, .parts = {std::move(part)}}));
}

Mask Predicate::Node::test_chunk(Chunk const& chunk, size_t rows, Mask const& known) const {
    if (kind == Kind::kCompare) {
        auto const [from, to] = range_of(comparison, low);
        Mask const inside = rows_between(chunk, rows, from, to);
        return comparison == Comparison::kNe ? Mask(known).minus(inside) : inside;
    }
    if (kind == Kind::kBetween) return rows_between(chunk, rows, low, high);
    if (kind == Kind::kAmong && literals.size() == 1) {
        return rows_between(chunk, rows, literals[0], literals[0]);
    }
    Mask yes;
    with_values(chunk, [&](auto const* values) {
        test_rows(values, rows, yes,
                  [&](auto v) { return of_value(static_cast<int64_t>(v)) == RowTruth::kTrue; });
    });
    return yes &= known;
}

Predicate::RowTruth Predicate::Node::of_value(int64_t value) const {
    auto const truth = [](bool yes) { return yes ? RowTruth::kTrue : RowTruth::kFalse; };
    switch (kind) {
        case Kind::kCompare: return truth(holds(comparison, value, low));
        case Kind::kBetween: return truth(value >= low && value <= high);
        case Kind::kAmong:
            return truth(std::binary_search(literals.begin(), literals.end(), value));
        case Kind::kCodes:
            return truth(static_cast<size_t>(value) < marked.size() &&
                         marked[static_cast<size_t>(value)]);
        case Kind::kTarget:
            if (value < 1 || static_cast<size_t>(value) > target.size()) return RowTruth::kUnknown;
            return target[static_cast<size_t>(value) - 1];
        default: return RowTruth::kUnknown;
    }
}

Truth Predicate::Node::over_values(Table const& table, size_t group) const {
    Truth truth;
    Chunk const* const chunk = table.chunk(group, column);
    if (!chunk) return truth;
    size_t const rows = table.group_rows(group);
    truth.known = rows_present(*chunk, rows);
    truth.yes = test_chunk(*chunk, rows, truth.known);
    if (kind == Kind::kTarget) {
        Mask unknown;
        auto const* ids = chunk->values<int64_t>();
        truth.known.for_each([&](size_t row) {
            if (of_value(ids[row]) == RowTruth::kUnknown) unknown.set(row);
        });
        truth.known.minus(unknown);
    }
    return truth;
}

Truth Predicate::evaluate(Table const& table, size_t group) const {
    return evaluate(table, group, Mask::first(table.group_rows(group)));
}

Truth Predicate::evaluate(Table const& table, size_t group, Mask const& wanted) const {
    size_t const rows = table.group_rows(group);
    Mask const every = Mask::first(rows);
    switch (node_->kind) {
        case Kind::kConstant: return {node_->low ? every : Mask{}, every};
        case Kind::kNull: {
            Mask yes = every;
            if (Chunk const* const chunk = table.chunk(group, node_->column))
                yes.minus(rows_present(*chunk, rows));
            return {yes, every};
        }
        case Kind::kNot: {
            Truth const part = node_->parts[0].evaluate(table, group, wanted);
            Mask yes = part.known;
            return {yes.minus(part.yes), part.known};
        }
        case Kind::kAll: {
            // Known where every part is known or some part is known to be false.
            Truth sum{every, every};
            Mask no{};
            for (auto const& part : node_->parts) {
                Mask open = wanted;
                if (!open.minus(no).any()) break;
                Truth const truth = part.evaluate(table, group, open);
                Mask part_no = truth.known;
                no |= part_no.minus(truth.yes);
                sum.yes &= truth.yes;
                sum.known &= truth.known;
            }
            sum.known |= no;
            return sum;
        }
        case Kind::kAny: {
            Truth sum{Mask{}, every};
            for (auto const& part : node_->parts) {
                Mask open = wanted;
                if (!open.minus(sum.yes).any()) break;
                Truth const truth = part.evaluate(table, group, open);
                sum.yes |= truth.yes;
                sum.known &= truth.known;
            }
            sum.known |= sum.yes;
            return sum;
        }
        case Kind::kTest: return node_->test->evaluate(group, wanted);
        default: return node_->over_values(table, group);
    }
}

Result<void> Predicate::outcome() const {
    if (node_->test) return node_->test->outcome();
    for (auto const& part : node_->parts) TRY(part.outcome());
    return {};
}

Predicate::RowTruth Predicate::evaluate_row(Table const& table, size_t row) const {
    auto const& parts = node_->parts;
    switch (node_->kind) {
        case Kind::kConstant: return node_->low ? RowTruth::kTrue : RowTruth::kFalse;
        case Kind::kNull: return table.has(row, node_->column) ? RowTruth::kFalse : RowTruth::kTrue;
        case Kind::kTest: return node_->test->evaluate_row(row);
        case Kind::kNot: {
            auto const part = parts[0].evaluate_row(table, row);
            if (part == RowTruth::kUnknown) return part;
            return part == RowTruth::kTrue ? RowTruth::kFalse : RowTruth::kTrue;
        }
        case Kind::kAll:
        case Kind::kAny: {
            auto const decisive = node_->kind == Kind::kAll ? RowTruth::kFalse : RowTruth::kTrue;
            auto outcome = node_->kind == Kind::kAll ? RowTruth::kTrue : RowTruth::kFalse;
            for (auto const& part : parts) {
                auto const truth = part.evaluate_row(table, row);
                if (truth == decisive) return decisive;
                if (truth == RowTruth::kUnknown) outcome = truth;
            }
            return outcome;
        }
        default:
            if (!table.has(row, node_->column)) return RowTruth::kUnknown;
            return node_->of_value(table.wide(row, node_->column));
    }
}

}  // namespace agglo
