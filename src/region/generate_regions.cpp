// The counties: the city's stand in the facts; a copy's are fictitious, under codes that GB/T 2260
// has not assigned (9kkk00 and 9kkk01 … for copy k).
#include "geo/shape.h"
#include "region/generate.h"

namespace agglo {

namespace {

std::string const* text_of(FactRecord const& record, std::string_view field, size_t at = 0) {
    for (auto const& fact : record.fields) {
        if (fact.field == field && at < fact.texts.size()) return &fact.texts[at];
    }
    return nullptr;
}

FactRecord const* region_fact(Pack const& pack, std::string const& code) {
    for (auto const& record : pack.facts) {
        auto const* has = record.entity == "region" ? text_of(record, "code") : nullptr;
        if (has != nullptr && *has == code) return &record;
    }
    return nullptr;
}

County county_of(Pack const& pack, CountySpec const& spec) {
    County county;
    county.spec = &spec;
    county.code = spec.code;
    auto const* fact = region_fact(pack, spec.code);
    if (fact == nullptr) return county;
    county.name = *text_of(*fact, "name");
    county.short_name = *text_of(*fact, "short_name");
    county.lon = std::stod(*text_of(*fact, "centre", 0));
    county.lat = std::stod(*text_of(*fact, "centre", 1));
    auto const* wing = text_of(*fact, "wing");
    county.eastern = wing != nullptr && *wing == "eastern";
    return county;
}

std::string fictitious_code(size_t copy, size_t county) {
    return std::to_string(900'000 + copy * 100 + county);
}

std::string fictitious_name(World& world, size_t at) {
    auto const& first = world.parameters.fictitious_first;
    auto const& second = world.parameters.fictitious_second;
    size_t const pair = (world.copy * 37 + at * 11) % (first.size() * second.size());
    return first[pair % first.size()] + second[pair / first.size()];
}

void make_fictitious(World& world) {
    auto const name = fictitious_name(world, 0);
    world.city_name = name;
    world.prefecture = world.make(
        "region", world.from, Topic::kSpace,
        Facts()("code", fictitious_code(world.copy, 0))("name", name + "市（示例）")(
            "short_name", name)("level", "prefecture")("order", static_cast<int64_t>(world.copy)));
    auto const line = world.copy / 10 + 1;
    for (size_t at = 0; at < world.counties.size(); ++at) {
        auto& county = world.counties[at];
        county.code = fictitious_code(world.copy, at + 1);
        county.short_name = fictitious_name(world, at + 1);
        county.name = county.short_name + (at < 4 ? "区（示例）" : "县（示例）");
        county.lon += 1.1 * static_cast<double>(world.copy % 10);
        county.lat += 1.1 * static_cast<double>(line);
        county.region = world.make(
            "region", world.from, Topic::kSpace,
            Facts()("code", county.code)("name", county.name)("short_name", county.short_name)(
                "parent", ref(world.prefecture))("level", "county")(
                "wing", county.eastern ? "eastern" : "western")(
                "order", static_cast<int64_t>(at + 1))("centre", point(county.lon, county.lat)));
    }
}

Handle make_zone(World& world, char const* suffix, std::string const& name, char const* kind,
                 size_t county) {
    return world.make(
        "zone", world.from, Topic::kSpace,
        Facts()("code", world.code_prefix + "-" + suffix)("name", world.city_name + name)(
            "kind", kind)("region", ref(world.counties[county].region)));
}

}  // namespace

void generate_regions(World& world, Pack const& pack) {
    for (auto const& spec : world.parameters.counties)
        world.counties.push_back(county_of(pack, spec));
    if (!world.is_city()) {
        make_fictitious(world);
        world.zones = {0, make_zone(world, "XQ", "新区（示例）", "new_area", 1),
                       make_zone(world, "GXQ", "高新区（示例）", "high_tech_zone", 3),
                       make_zone(world, "SG", "集聚区核心片区（示例）", "core_area", 2)};
        return;
    }
    world.city_name = pack.labels.zh + "市";
    world.prefecture = world.facts.find("region", pack.region);
    for (auto& county : world.counties) county.region = world.facts.find("region", county.code);
    world.zones = {0, world.facts.find("zone", "ZQ-XQ"), world.facts.find("zone", "ZQ-GXQ"),
                   world.facts.find("zone", "ZQ-JJQ-SG")};
}

}  // namespace agglo
