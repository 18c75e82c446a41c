// Nodes that read a column of the table at hand, or of one reached by references.
#include "column/range_scan.h"
#include "column/vector_arithmetic.h"
#include "feel/columns/nodes.h"

namespace agglo::feel {

namespace {

Outcome outcome_of(ColumnKind kind) {
    switch (kind) {
        case ColumnKind::kBoolean: return Outcome::kTruth;
        case ColumnKind::kNumber: return Outcome::kNumber;
        case ColumnKind::kDate: return Outcome::kDate;
        case ColumnKind::kDateTime: return Outcome::kDateTime;
        case ColumnKind::kText:
        case ColumnKind::kOther: break;
    }
    return Outcome::kValue;
}

/// Which of the wanted rows have a value.
Mask presence(ColumnSource const& source, Batch const& batch, Mask const& wanted) {
    Mask mask;
    if (source.direct()) {
        if (auto const* chunk = source.chunk(batch.group)) mask = rows_present(*chunk, batch.rows);
        return mask;
    }
    wanted.for_each([&](size_t row) {
        int64_t value = 0;
        if (source.read(batch.group * kChunkRows + row, value)) mask.set(row);
    });
    return mask;
}

class Column : public ColumnNode {
public:
    Column(ExpressionPtr expression, BoundColumn column)
        : ColumnNode(std::move(expression), outcome_of(column.kind), column.scale),
          column_(std::move(column)) {}

    ColumnSource const& source() const { return column_.source; }

    Truth truth(Batch& batch, Mask const& wanted) const override {
        Truth found;
        if (auto const* chunk = direct_chunk(batch)) {
            found.known = rows_present(*chunk, batch.rows);
            found.yes = rows_between(*chunk, batch.rows, 1, 1);
        } else if (!source().direct()) {
            read_rows(batch, wanted, [&](size_t row, int64_t value) {
                found.known.set(row);
                if (value != 0) found.yes.set(row);
            });
        }
        return found;
    }

    void numbers(Batch& batch, Mask const& wanted, NumberVector& out) const override {
        auto const* chunk = direct_chunk(batch);
        if (!chunk) return followed_numbers(batch, wanted, out);
        out.present = rows_present(*chunk, batch.rows);
        auto const bounds = chunk->bounds(batch.rows);
        out.low = bounds.low;
        out.high = bounds.high;
        if (chunk->storage() == Storage::kInt64) {
            out.integers = chunk->values<int64_t>();
            return;
        }
        auto& integers = batch.scratch.integers();
        widen_numbers(chunk->values<int32_t>(), batch.rows, integers.data());
        out.integers = integers.data();
    }

    void values(Batch& batch, Mask const& wanted, Values& out) const override {
        if (column_.kind != ColumnKind::kText) return ColumnNode::values(batch, wanted, out);
        auto const& last = source().steps.back();
        auto const& dictionary = last.table->dictionary(last.column);
        wanted.for_each([&](size_t row) { out[row] = Value(); });
        read_rows(batch, wanted, [&](size_t row, int64_t code) {
            out[row] = Value(dictionary.at(static_cast<uint32_t>(code)));
        });
    }

    Cost cost() const override { return source().direct() ? Cost::kScan : Cost::kLookup; }

    void explain(std::vector<ExplainLine>& lines, size_t depth) const override {
        if (source().direct()) return say(lines, depth, "列", "column");
        say(lines, depth, "沿引用取列", "column reached by reference");
    }

private:
    Chunk const* direct_chunk(Batch const& batch) const {
        return source().direct() ? source().chunk(batch.group) : nullptr;
    }

    template <class Use>
    void read_rows(Batch const& batch, Mask const& wanted, Use use) const {
        wanted.for_each([&](size_t row) {
            int64_t value = 0;
            if (source().read(batch.group * kChunkRows + row, value)) use(row, value);
        });
    }

    /// Through references, or nowhere in this group.
    void followed_numbers(Batch& batch, Mask const& wanted, NumberVector& out) const {
        auto& integers = batch.scratch.integers();
        integers.fill(0);
        if (!source().direct()) {
            read_rows(batch, wanted, [&](size_t row, int64_t value) {
                integers[row] = value;
                out.low = std::min(out.low, value);
                out.high = std::max(out.high, value);
                out.present.set(row);
            });
        }
        out.integers = integers.data();
    }

    BoundColumn column_;
};

class Presence : public ColumnNode {
public:
    Presence(ExpressionPtr expression, ColumnSource source, bool wants_present)
        : ColumnNode(std::move(expression), Outcome::kTruth),
          source_(std::move(source)),
          wants_present_(wants_present) {}

    Truth truth(Batch& batch, Mask const& wanted) const override {
        Mask const present = presence(source_, batch, wanted);
        if (wants_present_) return {present, Mask::first(batch.rows)};
        Mask absent = Mask::first(batch.rows);
        return {absent.minus(present), Mask::first(batch.rows)};
    }
    Cost cost() const override { return Cost::kScan; }
    void explain(std::vector<ExplainLine>& lines, size_t depth) const override {
        say(lines, depth, "看有没有值", "whether there is a value");
    }

private:
    ColumnSource source_;
    bool wants_present_;
};

/// Among the codes of the column's dictionary.
class TextEquality : public ColumnNode {
public:
    TextEquality(ExpressionPtr expression, ColumnSource source, std::string const& text, bool equal)
        : ColumnNode(std::move(expression), Outcome::kTruth),
          source_(std::move(source)),
          equal_(equal) {
        auto const& last = source_.steps.back();
        code_ = last.table->dictionary(last.column).find(text);
    }

    Truth truth(Batch& batch, Mask const& wanted) const override {
        Mask const same = code_ ? rows_equal(batch, wanted) : Mask{};
        if (equal_) return {same, Mask::first(batch.rows)};
        Mask other = Mask::first(batch.rows);
        return {other.minus(same), Mask::first(batch.rows)};
    }
    Cost cost() const override { return source_.direct() ? Cost::kScan : Cost::kLookup; }
    void explain(std::vector<ExplainLine>& lines, size_t depth) const override {
        if (!code_) return say(lines, depth, "词典中没有这个词", "the dictionary has no such text");
        say(lines, depth, "比较词典代码", "compares codes of the dictionary");
    }

private:
    Mask rows_equal(Batch const& batch, Mask const& wanted) const {
        Mask mask;
        if (source_.direct()) {
            auto const* chunk = source_.chunk(batch.group);
            return chunk ? rows_between(*chunk, batch.rows, *code_, *code_) : mask;
        }
        wanted.for_each([&](size_t row) {
            int64_t code = 0;
            bool const has = source_.read(batch.group * kChunkRows + row, code);
            if (has && code == int64_t{*code_}) mask.set(row);
        });
        return mask;
    }

    ColumnSource source_;
    bool equal_;
    std::optional<uint32_t> code_;
};

}  // namespace

ColumnNodePtr plain_node(ExpressionPtr expression, BoundColumn column) {
    return std::make_unique<Column const>(std::move(expression), std::move(column));
}

ColumnNodePtr presence_node(ExpressionPtr expression, ColumnSource source, bool wants_present) {
    return std::make_unique<Presence const>(std::move(expression), std::move(source),
                                            wants_present);
}

ColumnNodePtr text_equality(ExpressionPtr expression, ColumnSource source, std::string const& text,
                            bool equal) {
    return std::make_unique<TextEquality const>(std::move(expression), std::move(source), text,
                                                equal);
}

ColumnSource const* direct_column(ColumnNode const& node) {
    auto const* column = dynamic_cast<Column const*>(&node);
    return column && column->source().direct() ? &column->source() : nullptr;
}

}  // namespace agglo::feel
