#pragma once
// Entries made up for tests: small, random, of every shape that the format allows.
//
//   Random random(1);
//   Entry entry = random_entry(random, 1);
#include <array>

#include "base/random.h"
#include "journal/entry.h"

namespace agglo {

inline std::string random_text(Random& random) {
    static constexpr std::array<std::string_view, 6> kParts = {"",   "a",   "四会",
                                                               "💡", "x y", "0123456789abcdef"};
    std::string text;
    for (int64_t i = random.between(0, 3); i > 0; --i) text += random.pick(kParts);
    return text;
}

/// Integers of every length, both signs.
inline int64_t random_integer(Random& random) {
    return static_cast<int64_t>(random.next()) >> random.between(0, 63);
}

inline Value random_list(Random& random, int depth);

inline Value random_value(Random& random, int depth = 0) {
    switch (random.between(depth < 4 ? 0 : 1, 10)) {
        case 0: return random_list(random, depth + 1);
        case 1: return {};
        case 2: return random.chance(1, 2);
        case 3: return random_integer(random);
        case 4: return Decimal{random_integer(random), static_cast<int>(random.between(0, 9))};
        case 5: return Date{static_cast<int32_t>(random.between(-719'162, 2'932'896))};
        case 6: return Instant{random_integer(random)};
        case 7: return Reference{random.between(0, INT64_MAX)};
        case 8: return Geometry{std::string(static_cast<size_t>(random.between(0, 40)), '\xff')};
        default: return random_text(random);
    }
}

inline Value random_list(Random& random, int depth) {
    ValueList list;
    for (int64_t i = random.between(0, 3); i > 0; --i) list.push_back(random_value(random, depth));
    return list;
}

inline RecordChange random_change(Random& random) {
    static constexpr std::array<std::string_view, 5> kNames = {"name", "park", "land_area", "备注",
                                                               "reason"};
    RecordChange change;
    change.entity = random.pick(kNames);
    change.id = random.between(1, 1'000'000);
    change.version = random.between(1, 300);
    change.kind = static_cast<ChangeKind>(random.between(1, 4));
    for (int64_t i = random.between(0, 4); i > 0; --i) {
        change.fields.push_back(
            {std::string(random.pick(kNames)), random_value(random), random_value(random), false});
    }
    return change;
}

inline Entry random_entry(Random& random, Sequence sequence) {
    Entry entry;
    entry.sequence = sequence;
    entry.recorded_at = Instant{static_cast<int64_t>(sequence % 1'000'000) * 1'000'000};
    entry.actor = random_text(random);
    entry.reason = random_text(random);
    entry.command = random_text(random);
    entry.request_digest = random_text(random);
    entry.batch = random.between(0, 1) * random.between(0, INT64_MAX);
    entry.schema_version = random.between(0, 400);
    entry.synthetic = random.chance(1, 2);
    for (int64_t i = random.between(0, 4); i > 0; --i)
        entry.changes.push_back(random_change(random));
    return entry;
}

/// One record of entity "project" with one text field: what most tests need.
inline Entry plain_entry(Sequence sequence, std::string_view name = "四会新材料") {
    Entry entry;
    entry.sequence = sequence;
    entry.recorded_at = Instant{static_cast<int64_t>(sequence) * 1'000'000};
    entry.actor = "li";
    entry.reason = "登记";
    entry.changes.push_back({"project",
                             static_cast<RecordId>(sequence),
                             1,
                             ChangeKind::kCreate,
                             {{"name", {}, name, false}}});
    return entry;
}

}  // namespace agglo
