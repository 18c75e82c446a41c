#pragma once
// Table: the records of one entity as columns; immutable once published. Row r holds the record
// with id r + 1; deleted records keep their row and are not live.
//
//   TableWriter writer(published);
//   size_t row = writer.append();
//   writer.set(row, column, 42);
//   std::shared_ptr<Table const> next = writer.table();   // shares every chunk that did not change
//
// A table is a list of row groups of kChunkRows rows, each holding one chunk per column; a column
// that is null throughout a group has no chunk there.
#include <memory>
#include <span>
#include <vector>

#include "column/chunk.h"
#include "column/dictionary.h"

namespace agglo {

struct RowGroup {
    std::vector<std::shared_ptr<Chunk>> chunks;  ///< by column; nullptr: no value in this group
    size_t capacity = 0;
};

/// Room for rows in a group: small entities stay small, groups after the first are made whole.
size_t capacity_for(size_t group, size_t rows);

class Table {
public:
    Table(std::vector<Storage> layout);

    size_t rows() const { return rows_; }
    size_t live_rows() const { return live_rows_; }
    size_t columns() const { return layout_->size(); }
    size_t groups() const { return groups_.size(); }
    /// Rows of a group that are published.
    size_t group_rows(size_t group) const;

    Storage storage(size_t column) const { return (*layout_)[column]; }
    Chunk const* chunk(size_t group, size_t column) const {
        return groups_[group]->chunks[column].get();
    }
    std::shared_ptr<Chunk const> shared_chunk(size_t group, size_t column) const {
        return groups_[group]->chunks[column];
    }

    bool has(size_t row, size_t column) const;
    /// The value widened to int64; has(row, column) must hold.
    int64_t wide(size_t row, size_t column) const;
    std::string_view text(size_t row, size_t column) const;
    Dictionary& dictionary(size_t column) const { return *(*dictionaries_)[column]; }

    /// Bytes of chunks and dictionaries, shared ones counted in full.
    size_t bytes() const;
    /// Bytes of chunks, and of dictionaries, that `other` does not hold too.
    size_t bytes_beside(Table const& other) const;

private:
    friend class TableWriter;
    friend class TableAssembly;
    friend std::shared_ptr<Table const> share_chunks(std::shared_ptr<Table const> const&,
                                                     Table const&);
    friend std::shared_ptr<Table const> adopt_columns(Table const&, Table const&,
                                                      std::span<size_t const>);
    std::shared_ptr<std::vector<Storage> const> layout_;
    std::shared_ptr<std::vector<std::unique_ptr<Dictionary>> const> dictionaries_;
    std::vector<std::shared_ptr<RowGroup const>> groups_;
    size_t rows_ = 0;
    size_t live_rows_ = 0;
};

/// Makes the next version of a table. Only one line of writers may fill tails in place: the
/// ledger's own. Every other (as-of) copies the tail first.
class TableWriter {
public:
    enum class Tail { kInPlace, kCopy };

    TableWriter(std::shared_ptr<Table const> base, Tail tail = Tail::kInPlace);

    /// Adds a row of nulls and gives its number.
    size_t append();
    /// `append`, `count` times.
    void append_rows(size_t count);
    void set(size_t row, size_t column, int64_t value);
    void set_text(size_t row, size_t column, std::string_view text);
    void clear(size_t row, size_t column);
    void add_live_rows(std::ptrdiff_t count);

    /// The chunk of a row, to write to the rows of its group: for writing many. The next call may
    /// replace it.
    Chunk& chunk_for(size_t row, size_t column) { return own_chunk(row, column); }

    /// Drops the rows from `rows` on; kCopy only.
    void truncate(size_t rows);

    /// The table as it grows: readers on this thread may look at it while the writer goes on. Once
    /// handed to other threads the writer must not be used any more.
    std::shared_ptr<Table const> table() const { return working_; }

private:
    Chunk& own_chunk(size_t row, size_t column);
    RowGroup& own_group(size_t group);
    void grow_group(size_t group, size_t rows, size_t capacity);
    void add_group(size_t rows);
    void clear_rows(size_t from, size_t to);

    std::shared_ptr<Table> working_;
    size_t rows_published_;
    Tail tail_;
    std::vector<uint8_t> group_owned_;               // by group: already this writer's copy
    std::vector<std::vector<uint8_t>> chunk_owned_;  // by group, column; empty: none
};

}  // namespace agglo
