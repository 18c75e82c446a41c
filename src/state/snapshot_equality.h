#pragma once
// expect_equal: two snapshots show the same of every record, by whatever way each was made; for
// tests of fast ways beside slow ones.
#include <gtest/gtest.h>

#include "state/fold.h"

namespace agglo {

inline void expect_equal_row(EntityView const& a, EntityView const& b, size_t row) {
    auto const name = a.entity().name + "#" + std::to_string(row + 1);
    ASSERT_EQ(a.live(row), b.live(row)) << name;
    ASSERT_EQ(a.version(row), b.version(row)) << name;
    ASSERT_EQ(a.created(row), b.created(row)) << name;
    ASSERT_EQ(a.changed(row), b.changed(row)) << name;
    ASSERT_EQ(a.history(row), b.history(row)) << name;
    for (size_t field = 0; field < a.entity().fields.size(); ++field) {
        auto const value = a.value(row, field);
        ASSERT_EQ(value, b.value(row, field)) << name << "." << a.entity().fields[field].name;
        if (value.is_null() || !is_indexed(a.entity(), field)) continue;
        ASSERT_EQ(a.rows_equal(field, value), b.rows_equal(field, value)) << name;
    }
}

inline void expect_equal(Snapshot const& a, Snapshot const& b) {
    ASSERT_EQ(a.point.sequence, b.point.sequence);
    ASSERT_EQ(a.point.hash, b.point.hash);
    ASSERT_EQ(a.point.recorded_at, b.point.recorded_at);
    ASSERT_EQ(a.schema_version, b.schema_version);
    ASSERT_EQ(*a.batches, *b.batches);
    ASSERT_EQ(a.record_count, b.record_count);
    ASSERT_EQ(a.entities.size(), b.entities.size());
    for (size_t entity = 0; entity < a.entities.size(); ++entity) {
        EntityView const left(a, entity);
        EntityView const right(b, entity);
        ASSERT_EQ(left.rows(), right.rows());
        ASSERT_EQ(left.table().live_rows(), right.table().live_rows());
        for (size_t row = 0; row < left.rows(); ++row) expect_equal_row(left, right, row);
    }
}

}  // namespace agglo
