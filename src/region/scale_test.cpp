#include <unistd.h>

#include "base/text.h"
#include "region/figures.h"
#include "region/seeded_ledger.h"

namespace agglo {
namespace {

constexpr char const* kRoot = AGGLO_SOURCE_DIR;

/// Everything an entry says but its salts: the same seed must say the same.
std::string content_of(Journal const& journal) {
    Hasher hasher(HashAlgorithm::kSha256);
    auto const read = journal.read(1, [&](StoredEntry const& stored) {
        auto const& entry = stored.entry;
        hasher.update(entry.reason).update(std::to_string(entry.recorded_at.us));
        for (auto const& change : entry.changes) {
            hasher.update(change.entity)
                .update(std::to_string(change.id))
                .update(std::to_string(change.version));
            for (auto const& field : change.fields) {
                hasher.update(field.field);
                if (auto const* text = field.after.get<std::string>()) hasher.update(*text);
                if (auto const* number = field.after.get<Decimal>())
                    hasher.update(number->to_string());
                if (auto const* date = field.after.get<Date>()) hasher.update(date->to_string());
                if (auto const* target = field.after.get<Reference>())
                    hasher.update(std::to_string(target->id));
                if (auto const* shape = field.after.get<Geometry>()) hasher.update(shape->wkb);
            }
        }
        return true;
    });
    EXPECT_TRUE(read.ok());
    return to_hex(bytes_of(hasher.finish()));
}

TEST(Seed, TheSameSeedSaysTheSame) {
    SeededLedger const first(kRoot), second(kRoot), other(kRoot, 1, 7);
    ASSERT_TRUE(first.desk && second.desk && other.desk);
    EXPECT_EQ(content_of(first.desk->journal()), content_of(second.desk->journal()));
    EXPECT_NE(content_of(first.desk->journal()), content_of(other.desk->journal()));
}

TEST(Seed, FiguresHoldForOtherSeeds) {
    auto const pack = read_pack(SeededLedger::pack_dir(kRoot), SeededLedger::schema_dir(kRoot));
    for (uint64_t const seed : {1u, 99u}) {
        SeededLedger const ledger(kRoot, 1, seed);
        ASSERT_TRUE(ledger.desk) << seed;
        auto const figures =
            check_figures(pack->figures, {*ledger.desk->snapshot(), Viewer::owner("test")});
        ASSERT_TRUE(figures.ok());
        for (auto const& figure : *figures) EXPECT_TRUE(figure.holds) << seed << " " << figure.id;
    }
}

TEST(Seed, TwentyCitiesLeaveTheCitysFiguresTrue) {
    auto const pack = read_pack(SeededLedger::pack_dir(kRoot), SeededLedger::schema_dir(kRoot));
    SeededLedger const ledger(kRoot, 20);
    ASSERT_TRUE(ledger.desk);
    auto const figures =
        check_figures(pack->figures, {*ledger.desk->snapshot(), Viewer::owner("test")});
    ASSERT_TRUE(figures.ok());
    for (auto const& figure : *figures) EXPECT_TRUE(figure.holds) << figure.id;
    EXPECT_GT(ledger.report.records, 400'000u);
}

TEST(Seed, RefusesAScaleOutOfBounds) {
    for (int64_t const scale : {int64_t{0}, InitOptions::kScaleMax + 1}) {
        auto const made = init_ledger({SeededLedger::pack_dir(kRoot),
                                       SeededLedger::schema_dir(kRoot),
                                       "/nonexistent/x.db",
                                       scale,
                                       {}});
        ASSERT_FALSE(made.ok());
        EXPECT_EQ(made.error().code(), ErrorCode::kOutOfRange);
    }
}

}  // namespace
}  // namespace agglo
