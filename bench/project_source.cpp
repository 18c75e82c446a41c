#include "project_source.h"

#include <cmath>
#include <cstring>
#include <map>

namespace agglo::bench {

namespace {

constexpr int kPresenceUsual = 72;     // comes to about 60 fields of the shipped schema's project
constexpr int32_t kFirstDay = 17'897;  // 2019-01-01
constexpr int32_t kDays = 2'557;       // until 2025-12-31

constexpr int64_t kUpdatedFieldsMax = 3;

/// Evenly spread over the magnitudes from `low` to `high`.
int64_t spread(Random& random, double low, double high) {
    double const share = static_cast<double>(random.between(0, 1'000'000)) / 1e6;
    return std::llround(low * std::pow(high / low, share));
}

std::string point_wkb(double longitude, double latitude) {
    std::string wkb("\x01\x01\x00\x00\x00", 5);
    for (double const degrees : {longitude, latitude}) {
        char bytes[sizeof degrees];
        std::memcpy(bytes, &degrees, sizeof degrees);
        wkb.append(bytes, sizeof bytes);
    }
    return wkb;
}

std::string numbered(std::string const& stem, int64_t number) {
    return stem + std::to_string(number);
}

}  // namespace

ProjectSource::ProjectSource(Snapshot const& snapshot, uint64_t seed)
    : snapshot_(snapshot), entity_(*snapshot.model->find_entity("project")), random_(seed) {}

int ProjectSource::presence(std::string_view field) {
    static std::map<std::string_view, int> const known = {
        {"code", 100},       {"name", 100},           {"region", 100},
        {"stage", 100},      {"manufacturing", 100},  {"total_investment", 100},
        {"land_area", 97},   {"expected_output", 97}, {"parent", 0},
        {"duplicate_of", 0}, {"end_reason", 0},       {"end_note", 0},
        {"ended_on", 0},     {"synthetic", 100},      {"published", 0},
    };
    auto const found = known.find(field);
    return found == known.end() ? kPresenceUsual : found->second;
}

RecordChange ProjectSource::project(RecordId id) const {
    auto random = random_.fork(static_cast<uint64_t>(id));
    RecordChange create{"project", id, 1, ChangeKind::kCreate, {}};
    for (auto const& field : entity_.fields) {
        if (!random.chance(presence(field.name), 100)) continue;
        auto drawn = value(field, id, random);
        if (!drawn.is_null()) create.fields.push_back({field.name, {}, std::move(drawn), false});
    }
    return create;
}

RecordChange ProjectSource::update(RecordId id, int64_t number) const {
    auto random = random_.fork(static_cast<uint64_t>(id)).fork(static_cast<uint64_t>(number));
    RecordChange update{"project", id, number + 1, ChangeKind::kUpdate, {}};
    auto const last = static_cast<int64_t>(entity_.fields.size()) - 1;
    for (int64_t left = random.between(1, kUpdatedFieldsMax); left > 0;) {
        auto const& field = entity_.fields[static_cast<size_t>(random.between(0, last))];
        if (presence(field.name) != kPresenceUsual) continue;
        auto before = value(field, id, random);
        auto after = value(field, id + number, random);
        if (!after.is_null())
            update.fields.push_back({field.name, std::move(before), std::move(after), false});
        --left;
    }
    return update;
}

Value ProjectSource::value(Field const& field, RecordId id, Random& random) const {
    if (field.is_number()) return number(field, random);
    if (field.is_date()) {
        return Date{kFirstDay + static_cast<int32_t>(random.between(0, kDays - 1))};
    }
    switch (field.type) {
        case FieldType::kBoolean: return random.chance(62, 100);
        case FieldType::kEnumeration:
            return random.pick(snapshot_.model->enumerations[*field.enumeration].values).code;
        case FieldType::kReference: {
            auto const rows = snapshot_.entities[*field.target].table->rows();
            if (rows == 0) return {};
            return Reference{random.between(1, static_cast<int64_t>(rows))};
        }
        case FieldType::kPoint:
            return Geometry{
                point_wkb(111.5 + static_cast<double>(random.between(0, 1'500'000)) / 1e6,
                          22.8 + static_cast<double>(random.between(0, 1'400'000)) / 1e6)};
        case FieldType::kText:
        case FieldType::kLongText: return text(field, id, random);
        default: return {};
    }
}

Value ProjectSource::text(Field const& field, RecordId id, Random& random) const {
    if (field.name == "code") return numbered("BENCH-", id);
    if (field.name == "name") return numbered("合成项目第", id) + "号";
    if (field.name == "contact_phone")
        return numbered("138", random.between(10'000'000, 99'999'999));
    if (field.name == "address") return numbered("产业大道", random.between(1, 20'000)) + "号";
    if (field.name == "phase") return numbered("第", random.between(1, 3)) + "期";
    return numbered(field.labels.zh, random.between(1, 5'000));
}

Value ProjectSource::number(Field const& field, Random& random) const {
    if (field.type == FieldType::kMoney)
        return Decimal{spread(random, 5e8, 2e11), 2};  // 5 m – 2 bn yuan
    if (field.type == FieldType::kArea)
        return Decimal{spread(random, 2e5, 5e7), 2};  // 2 000 – 500 000 m²
    if (field.type == FieldType::kShare) return Decimal{random.between(0, 1'000'000), 6};
    auto const mantissa = spread(random, 1e2, 1e6);
    if (field.scale == 0) return mantissa;
    return Decimal{mantissa, field.scale};
}

}  // namespace agglo::bench
