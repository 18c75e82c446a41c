// Bureaus, park companies, banks and the officers who serve projects.
#include "region/generate.h"
#include "region/names.h"

namespace agglo {

namespace {

constexpr int kOfficersPerCounty = 9;
constexpr char const* kPositions[] = {"科长",         "副科长", "主任",   "副主任",  "招商专员",
                                      "四级主任科员", "股长",   "副股长", "项目专员"};
constexpr char const* kBanks[] = {"西江示例银行", "北岭示例银行", "星湖示例银行", "鼎峰示例银行",
                                  "端砚示例农商银行"};

void make_bureaus(World& world, County& county) {
    for (auto const& bureau : world.parameters.bureaus) {
        county.bureaus.push_back(
            world.make("organisation", world.from, Topic::kSpace,
                       Facts()("code", world.code("DW"))("name", county.name + bureau)(
                           "short_name", county.short_name + bureau)("kind", "bureau")(
                           "region", ref(county.region))("active", true)));
    }
}

void make_officers(World& world, County& county) {
    static constexpr char const* kRoles[] = {"chief_service_officer", "project_manager",
                                             "promoter"};
    for (int at = 0; at < kOfficersPerCounty; ++at) {
        county.officers.push_back(world.make(
            "officer", plus(world.from, at < 6 ? 5 : 900), Topic::kSpace,
            Facts()("code", world.code("FW"))("name", draw_person(world))("role", kRoles[at % 3])(
                "organisation", ref(county.bureaus[static_cast<size_t>(at) % 3]))(
                "position", kPositions[at])("region", ref(county.region))(
                "phone", draw_phone(world))("active", true)));
    }
}

}  // namespace

void generate_organisations(World& world) {
    for (auto& county : world.counties) {
        make_bureaus(world, county);
        make_officers(world, county);
    }
    for (auto const* bank : kBanks) {
        world.banks.push_back(
            world.make("organisation", world.from, Topic::kSpace,
                       Facts()("code", world.code("YH"))("name", bank + world.city_name + "分行")(
                           "kind", "bank")("region", ref(world.prefecture))("active", true)));
    }
}

}  // namespace agglo
