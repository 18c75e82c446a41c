#pragma once
// Predicate: a bound truth-valued expression over the columns of one table, evaluated a chunk at a
// time. Filters are lowered into it today; FEEL lowers into the same tree. Three-valued as FEEL's
// logic is: a row is true, false or unknown.
//
//   auto p = Predicate::all({Predicate::compare(2, Comparison::kGe, 100),
//   Predicate::negate(Predicate::is_null(5))}); Mask hits = p.evaluate(table, group).yes;
#include <cstdint>
#include <memory>
#include <vector>

#include "base/result.h"
#include "column/mask.h"
#include "column/table.h"

namespace agglo {

enum class Comparison : uint8_t { kEq, kNe, kLt, kLe, kGt, kGe };

/// Rows known to be true and rows whose truth is known; yes is a subset of known.
struct Truth {
    Mask yes;
    Mask known;
};

class RowTest;

class Predicate {
public:
    struct Node;

    /// The same for every row.
    static Predicate constant(bool value);
    /// Column against a literal of its storage, both as int64. A missing value is unknown.
    static Predicate compare(size_t column, Comparison comparison, int64_t literal);
    /// low <= column <= high.
    static Predicate between(size_t column, int64_t low, int64_t high);
    /// Column is one of the literals.
    static Predicate among(size_t column, std::vector<int64_t> literals);
    /// A code column: true for the codes marked. Codes the table learns later are false.
    static Predicate codes(size_t column, std::vector<uint8_t> marked);
    /// A column of references: the truth of the record referred to, by its row in the target table;
    /// a missing reference and one beyond the list are unknown.
    enum class RowTruth : uint8_t { kFalse = 0, kTrue = 1, kUnknown = 2 };
    static Predicate of_target(size_t column, std::vector<RowTruth> by_target_row);
    /// Never unknown.
    static Predicate is_null(size_t column);
    /// What a test says that the columns' own comparisons cannot express (FEEL).
    static Predicate test(std::shared_ptr<RowTest const> test);
    static Predicate all(std::vector<Predicate> parts);
    static Predicate any(std::vector<Predicate> parts);
    static Predicate negate(Predicate part);

    /// The truth of the published rows of a group. Rows beyond them are neither yes nor known.
    Truth evaluate(Table const& table, size_t group) const;
    /// The truth of the wanted rows, all of them published; that of others may be left unknown.
    Truth evaluate(Table const& table, size_t group, Mask const& wanted) const;
    /// One row at a time and without kernels: the slow twin.
    RowTruth evaluate_row(Table const& table, size_t row) const;

    /// What kept a test from being true to its word: a limit that it passed.
    Result<void> outcome() const;

private:
    explicit Predicate(std::shared_ptr<Node const> node) : node_(std::move(node)) {}
    std::shared_ptr<Node const> node_;
};

/// A test of rows with means of its own; safe from several threads at once.
class RowTest {
public:
    virtual ~RowTest() = default;

    /// The truth of the wanted rows of a group; that of others may be left unknown.
    virtual Truth evaluate(size_t group, Mask const& wanted) const = 0;
    virtual Predicate::RowTruth evaluate_row(size_t row) const = 0;
    /// An error when a limit was passed: then some rows were called unknown that are not.
    virtual Result<void> outcome() const = 0;
};

}  // namespace agglo
