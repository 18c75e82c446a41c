#include "column/table.h"

#include <algorithm>
#include <bit>

namespace agglo {

namespace {

constexpr size_t kFirstCapacity = 64;  // small entities stay small

}  // namespace

size_t capacity_for(size_t group, size_t rows) {
    if (group > 0) return kChunkRows;
    return std::min(std::max(std::bit_ceil(rows), kFirstCapacity), kChunkRows);
}

Table::Table(std::vector<Storage> layout)
    : layout_(std::make_shared<std::vector<Storage> const>(std::move(layout))) {
    auto dictionaries = std::make_shared<std::vector<std::unique_ptr<Dictionary>>>();
    for (auto const storage : *layout_) {
        dictionaries->push_back(storage == Storage::kCode32 ? std::make_unique<Dictionary>()
                                                            : nullptr);
    }
    dictionaries_ = std::move(dictionaries);
}

size_t Table::group_rows(size_t group) const {
    return std::min(kChunkRows, rows_ - group * kChunkRows);
}

bool Table::has(size_t row, size_t column) const {
    Chunk const* const values = chunk(row / kChunkRows, column);
    return values && values->has(row % kChunkRows);
}

int64_t Table::wide(size_t row, size_t column) const {
    return chunk(row / kChunkRows, column)->wide(row % kChunkRows);
}

std::string_view Table::text(size_t row, size_t column) const {
    return dictionary(column).at(static_cast<uint32_t>(wide(row, column)));
}

size_t Table::bytes() const {
    size_t sum = 0;
    for (auto const& group : groups_) {
        for (auto const& values : group->chunks) sum += values ? values->bytes() : 0;
        sum += sizeof(RowGroup) + group->chunks.size() * sizeof(group->chunks[0]);
    }
    for (auto const& dictionary : *dictionaries_) sum += dictionary ? dictionary->bytes() : 0;
    return sum;
}

size_t Table::bytes_beside(Table const& other) const {
    size_t sum = 0;
    for (size_t g = 0; g < groups_.size(); ++g) {
        RowGroup const* const theirs = g < other.groups_.size() ? other.groups_[g].get() : nullptr;
        if (groups_[g].get() == theirs) continue;
        auto const& chunks = groups_[g]->chunks;
        for (size_t column = 0; column < chunks.size(); ++column) {
            bool const shared = theirs && chunks[column] == theirs->chunks[column];
            sum += chunks[column] && !shared ? chunks[column]->bytes() : 0;
        }
        sum += sizeof(RowGroup) + chunks.size() * sizeof(chunks[0]);
    }
    if (dictionaries_ == other.dictionaries_) return sum;
    for (auto const& dictionary : *dictionaries_) sum += dictionary ? dictionary->bytes() : 0;
    return sum;
}

TableWriter::TableWriter(std::shared_ptr<Table const> base, Tail tail)
    : working_(std::make_shared<Table>(*base)), rows_published_(base->rows()), tail_(tail) {
    group_owned_.resize(working_->groups_.size());
    chunk_owned_.resize(working_->groups_.size());
}

RowGroup& TableWriter::own_group(size_t group) {
    auto& slot = working_->groups_[group];
    if (!group_owned_[group]) {
        slot = std::make_shared<RowGroup>(*slot);
        group_owned_[group] = 1;
        chunk_owned_[group].assign(working_->columns(), 0);
    }
    return const_cast<RowGroup&>(*slot);  // this writer made it and nobody else has it yet
}

void TableWriter::grow_group(size_t group, size_t rows, size_t capacity) {
    RowGroup& owned = own_group(group);
    owned.capacity = capacity;
    for (size_t column = 0; column < owned.chunks.size(); ++column) {
        auto& chunk = owned.chunks[column];
        if (!chunk) continue;
        chunk = std::make_shared<Chunk>(*chunk, rows, owned.capacity);
        chunk_owned_[group][column] = 1;
    }
}

void TableWriter::add_group(size_t rows) {
    auto fresh = std::make_shared<RowGroup>();
    fresh->chunks.resize(working_->columns());
    fresh->capacity = capacity_for(working_->groups_.size(), rows);
    working_->groups_.push_back(std::move(fresh));
    group_owned_.push_back(1);
    chunk_owned_.emplace_back(working_->columns(), 0);
}

size_t TableWriter::append() {
    append_rows(1);
    return working_->rows_ - 1;
}

void TableWriter::append_rows(size_t count) {
    while (count > 0) {
        size_t const row = working_->rows_;
        size_t const group = row / kChunkRows;
        size_t const in_group = row % kChunkRows;
        size_t const some = std::min(count, kChunkRows - in_group);
        if (group == working_->groups_.size())
            add_group(in_group + some);
        else if (in_group + some > working_->groups_[group]->capacity)
            grow_group(group, in_group, capacity_for(group, in_group + some));
        working_->rows_ = row + some;
        clear_rows(row, row + some);
        count -= some;
    }
}

/// A discarded batch may have left values in rows that are new again; they lie in one group.
void TableWriter::clear_rows(size_t from, size_t to) {
    for (size_t column = 0; column < working_->columns(); ++column) {
        if (!working_->chunk(from / kChunkRows, column)) continue;
        for (size_t row = from; row < to; ++row) clear(row, column);
    }
}

Chunk& TableWriter::own_chunk(size_t row, size_t column) {
    size_t const group = row / kChunkRows;
    auto const& shared = working_->groups_[group]->chunks[column];
    bool const in_place = tail_ == Tail::kInPlace && row >= rows_published_;
    if (shared && (in_place || (group_owned_[group] && chunk_owned_[group][column])))
        return *shared;

    RowGroup& owned = own_group(group);
    auto& chunk = owned.chunks[column];
    chunk = chunk ? std::make_shared<Chunk>(*chunk, working_->group_rows(group), owned.capacity)
                  : std::make_shared<Chunk>(working_->storage(column), owned.capacity);
    chunk_owned_[group][column] = 1;
    return *chunk;
}

void TableWriter::set(size_t row, size_t column, int64_t value) {
    own_chunk(row, column).set(row % kChunkRows, value);
}

void TableWriter::set_text(size_t row, size_t column, std::string_view text) {
    set(row, column, working_->dictionary(column).add(text));
}

void TableWriter::clear(size_t row, size_t column) {
    if (!working_->has(row, column)) return;
    own_chunk(row, column).clear(row % kChunkRows);
}

void TableWriter::add_live_rows(std::ptrdiff_t count) {
    working_->live_rows_ =
        static_cast<size_t>(static_cast<std::ptrdiff_t>(working_->live_rows_) + count);
}

void TableWriter::truncate(size_t rows) {
    AGGLO_ASSERT(tail_ == Tail::kCopy && rows <= working_->rows_);
    working_->rows_ = rows;
    size_t const groups = (rows + kChunkRows - 1) / kChunkRows;
    working_->groups_.resize(groups);
    group_owned_.resize(groups);
    chunk_owned_.resize(groups);
}

}  // namespace agglo
