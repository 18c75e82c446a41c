#include "column/predicate.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace agglo {

namespace {

enum class Kind : uint8_t { kConstant, kCompare, kBetween, kAmong, kCodes, kTarget, kNull, kAll, kAny, kNot };

/// Eight bytes of 0 or 1 to eight bits.
uint64_t pack8(uint8_t const* bytes) {
    uint64_t eight = 0;
    std::memcpy(&eight, bytes, 8);
    return (eight * 0x0102040810204080u) >> 56;
}

/// Applies a test to each row into bytes, which a compiler vectorises, then packs them into bits.
template <class T, class Test>
void test_rows(T const* values, size_t rows, Mask& out, Test test) {
    alignas(64) uint8_t bytes[kChunkRows] = {};
    for (size_t i = 0; i < rows; ++i) bytes[i] = test(values[i]) ? 1 : 0;
    for (size_t word = 0; word * 64 < rows; ++word) {
        uint64_t bits = 0;
        for (size_t b = 0; b < 8; ++b) bits |= pack8(bytes + word * 64 + b * 8) << (b * 8);
        out.words[word] = bits;
    }
}

template <class T>
void compare_rows(T const* values, size_t rows, Comparison comparison, T literal, Mask& out) {
    switch (comparison) {
        case Comparison::kEq: return test_rows(values, rows, out, [=](T v) { return v == literal; });
        case Comparison::kNe: return test_rows(values, rows, out, [=](T v) { return v != literal; });
        case Comparison::kLt: return test_rows(values, rows, out, [=](T v) { return v < literal; });
        case Comparison::kLe: return test_rows(values, rows, out, [=](T v) { return v <= literal; });
        case Comparison::kGt: return test_rows(values, rows, out, [=](T v) { return v > literal; });
        case Comparison::kGe: return test_rows(values, rows, out, [=](T v) { return v >= literal; });
    }
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

/// Calls use(typed pointer) with the chunk's values in their own type.
template <class Use>
void with_values(Chunk const& chunk, Use&& use) {
    switch (chunk.storage()) {
        case Storage::kBool8: return use(chunk.values<uint8_t>());
        case Storage::kInt32: return use(chunk.values<int32_t>());
        case Storage::kInt64: return use(chunk.values<int64_t>());
        case Storage::kCode32: return use(chunk.values<uint32_t>());
    }
}

Mask mask_of(Chunk const& chunk, size_t rows) {
    Mask mask = Mask::first(rows);
    for (size_t word = 0; word * 64 < rows; ++word) mask.words[word] &= chunk.mask_word(word);
    return mask;
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
    std::vector<Predicate> parts;

    Truth over_values(Table const& table, size_t group) const;
    void test_chunk(Chunk const& chunk, size_t rows, Mask& yes) const;
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
    return Predicate(
        std::make_shared<Node const>(Node{.kind = Kind::kBetween, .column = column, .low = low, .high = high}));
}

Predicate Predicate::among(size_t column, std::vector<int64_t> literals) {
    std::sort(literals.begin(), literals.end());
    return Predicate(
        std::make_shared<Node const>(Node{.kind = Kind::kAmong, .column = column, .literals = std::move(literals)}));
}

Predicate Predicate::codes(size_t column, std::vector<uint8_t> marked) {
    return Predicate(
        std::make_shared<Node const>(Node{.kind = Kind::kCodes, .column = column, .marked = std::move(marked)}));
}

Predicate Predicate::of_target(size_t column, std::vector<RowTruth> by_target_row) {
    return Predicate(
        std::make_shared<Node const>(Node{.kind = Kind::kTarget, .column = column, .target = std::move(by_target_row)}));
}

Predicate Predicate::is_null(size_t column) {
    return Predicate(std::make_shared<Node const>(Node{.kind = Kind::kNull, .column = column}));
}

Predicate Predicate::all(std::vector<Predicate> parts) {
    return Predicate(std::make_shared<Node const>(Node{.kind = Kind::kAll, .parts = std::move(parts)}));
}

Predicate Predicate::any(std::vector<Predicate> parts) {
    return Predicate(std::make_shared<Node const>(Node{.kind = Kind::kAny, .parts = std::move(parts)}));
}

Predicate Predicate::negate(Predicate part) {
    return Predicate(std::make_shared<Node const>(Node{.kind = Kind::kNot, .parts = {std::move(part)}}));
}

/// A literal beyond the storage's range is compared in int64, row by row.
void Predicate::Node::test_chunk(Chunk const& chunk, size_t rows, Mask& yes) const {
    with_values(chunk, [&]<class T>(T const* values) {
        bool const low_fits = std::in_range<T>(low);
        if (kind == Kind::kCompare && low_fits) {
            compare_rows<T>(values, rows, comparison, static_cast<T>(low), yes);
        } else if (kind == Kind::kBetween && low_fits && std::in_range<T>(high)) {
            T const from = static_cast<T>(low);
            T const to = static_cast<T>(high);
            test_rows(values, rows, yes, [=](T v) { return v >= from && v <= to; });
        } else if (kind == Kind::kAmong && literals.size() == 1) {
            test_rows(values, rows, yes, [only = literals[0]](T v) { return static_cast<int64_t>(v) == only; });
        } else {
            test_rows(values, rows, yes, [&](T v) { return of_value(static_cast<int64_t>(v)) == RowTruth::kTrue; });
        }
    });
}

Predicate::RowTruth Predicate::Node::of_value(int64_t value) const {
    auto const truth = [](bool yes) { return yes ? RowTruth::kTrue : RowTruth::kFalse; };
    switch (kind) {
        case Kind::kCompare: return truth(holds(comparison, value, low));
        case Kind::kBetween: return truth(value >= low && value <= high);
        case Kind::kAmong: return truth(std::binary_search(literals.begin(), literals.end(), value));
        case Kind::kCodes: return truth(static_cast<size_t>(value) < marked.size() && marked[static_cast<size_t>(value)]);
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
    truth.known = mask_of(*chunk, rows);
    test_chunk(*chunk, rows, truth.yes);
    truth.yes &= truth.known;
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
    size_t const rows = table.group_rows(group);
    Mask const every = Mask::first(rows);
    switch (node_->kind) {
        case Kind::kConstant: return {node_->low ? every : Mask{}, every};
        case Kind::kNull: {
            Mask yes = every;
            if (Chunk const* const chunk = table.chunk(group, node_->column)) yes.minus(mask_of(*chunk, rows));
            return {yes, every};
        }
        case Kind::kNot: {
            Truth const part = node_->parts[0].evaluate(table, group);
            Mask yes = part.known;
            return {yes.minus(part.yes), part.known};
        }
        case Kind::kAll: {
            // Known where every part is known or some part is known to be false.
            Truth sum{every, every};
            Mask no{};
            for (auto const& part : node_->parts) {
                if (no.words == every.words) break;
                Truth const truth = part.evaluate(table, group);
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
                Truth const truth = part.evaluate(table, group);
                sum.yes |= truth.yes;
                sum.known &= truth.known;
            }
            sum.known |= sum.yes;
            return sum;
        }
        default: return node_->over_values(table, group);
    }
}

Predicate::RowTruth Predicate::evaluate_row(Table const& table, size_t row) const {
    auto const& parts = node_->parts;
    switch (node_->kind) {
        case Kind::kConstant: return node_->low ? RowTruth::kTrue : RowTruth::kFalse;
        case Kind::kNull: return table.has(row, node_->column) ? RowTruth::kFalse : RowTruth::kTrue;
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
