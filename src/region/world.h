#pragma once
// World: what the generator has made so far of one city, for the parts that come after. One world
// is the real city; the copies at greater scales are worlds of fictitious regions.
#include <array>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>

#include "region/draw.h"
#include "region/generator_parameters.h"
#include "region/timeline.h"

namespace agglo {

inline constexpr size_t kNone = static_cast<size_t>(-1);
inline constexpr size_t kBureausMax = 8;

/// Records that facts made, by entity and code or title.
class FactIndex {
public:
    void add(std::string const& entity, std::string const& name, Handle handle) {
        handles_.emplace(entity + "/" + name, handle);
    }
    /// 0 when there is none.
    Handle find(std::string const& entity, std::string const& name) const {
        auto const found = handles_.find(entity + "/" + name);
        return found == handles_.end() ? 0 : found->second;
    }

private:
    std::unordered_map<std::string, Handle> handles_;
};

enum class ZonePlace : uint8_t { kOutside, kNewArea, kHighTech, kCore };

struct County {
    CountySpec const* spec = nullptr;
    std::string code;
    std::string name;
    std::string short_name;
    Handle region = 0;
    double lon = 0, lat = 0;
    bool eastern = false;
    std::vector<size_t> parks;
    std::vector<Handle> bureaus;  ///< in the order of GeneratorParameters::bureaus
    std::vector<Handle> officers;
};

struct ParkSite {
    Handle handle = 0;
    size_t county = 0;
    ZonePlace zone = ZonePlace::kOutside;
    double lon = 0, lat = 0;
    std::string name;
    bool published = false;
    bool junfu = false;
    bool commercial = false;                ///< run by a real firm: nothing is invented there
    int placed = 0;                         ///< parcels placed on its grid
    double placed_lon = 0, placed_lat = 0;  ///< centre of the last of them
    Handle power = 0;
};

struct FormerName {
    std::string name;
    Date until;
    bool works = false;  ///< a predecessor of another legal form
};

struct Firm {
    Handle handle = 0;
    size_t county = 0;
    size_t park = kNone;
    size_t sector = kNone;
    ProductSpec const* product = nullptr;
    ZonePlace zone = ZonePlace::kOutside;
    std::string brand, name;
    std::optional<FormerName> former;
    std::string uscc;
    std::string origin;  ///< value of investor_origin
    Date recorded;       ///< when it was entered
    Date established;
    Date producing;
    bool above_scale = false;
    bool digitalised = false;
    int64_t land = 0;        ///< hundredths of m²
    int64_t output_wan = 0;  ///< 2023

    std::string const& name_on(Date day) const {
        return former && day < former->until ? former->name : name;
    }
};

/// A firm's figures of one year as they are recorded.
struct FirmYear {
    size_t firm = 0;
    int year = 0;
    int64_t output_wan = 0, revenue_wan = 0, tax_wan = 0, value_added_wan = 0, rd_wan = 0;
    int64_t headcount = 0;
    int64_t energy_kgce = 0;
    int64_t emissions_e4t = 0;  ///< ten-thousandths of a tonne; 0: not measured
    int64_t technical_wan = 0;
    bool digitalised = false;
};

struct LeadSite {
    Handle handle = 0;
    size_t county = 0;
    std::string investor;
    Date opened;
};

/// A gate that a project passed with conditions.
struct ConditionalGate {
    Handle decision = 0;
    size_t project = 0;
};

enum class ProjectKind : uint8_t { kNewBuild, kPlantLease, kExpansion, kTechnicalUpgrade };
enum class SizeClass : uint8_t { kSmall, kMiddle, kLarge };

/// A project's whole course. Dates beyond the end of the history are plans.
struct ProjectPlan {
    size_t county = 0;
    size_t park = kNone;
    ZonePlace zone = ZonePlace::kOutside;
    bool making = true;
    size_t sector = kNone;
    ProductSpec const* product = nullptr;
    ProjectKind kind = ProjectKind::kNewBuild;
    SizeClass size = SizeClass::kSmall;
    bool fixed_course = false;  ///< its dates carry a published figure
    bool junfu = false;
    bool high_tech_investor = false;
    bool little_giant_investor = false;

    Date negotiated, gated, filed, introduced, registered, land_granted, permitted;
    Date started, completed, produced, above_scale, at_capacity, evaluated;
    std::optional<Date> ended;

    int64_t total_wan = 0;
    int64_t fixed_wan = 0;
    int64_t output_wan = 0;
    int64_t mu = 0;

    std::string brand, name, investor;
    std::string contact_name, contact_phone;
    char const* land_use = nullptr;
    int64_t jobs = 0;
    Handle handle = 0;
    Handle officer = 0;
    Handle parcel = 0;
    size_t firm = kNone;

    bool leases() const { return kind == ProjectKind::kPlantLease; }
    bool needs_land() const {
        return kind == ProjectKind::kNewBuild || kind == ProjectKind::kExpansion;
    }
};

struct World {
    GeneratorParameters const& parameters;
    FactIndex const& facts;
    Timeline& timeline;
    Random random;
    Date from;
    Date until;
    size_t copy = 0;  ///< 0: the city itself

    std::string code_prefix{};  ///< of business codes, e.g. "ZQ"
    std::string city_name{};
    Handle prefecture = 0;
    std::array<Handle, 4> zones{};  ///< by ZonePlace
    std::vector<County> counties{};
    std::vector<ParkSite> parks{};
    std::vector<Firm> firms{};
    std::vector<ProjectPlan> projects{};
    std::vector<FirmYear> firm_years{};
    std::vector<LeadSite> leads{};
    std::vector<ConditionalGate> conditional_gates{};
    std::vector<Handle> banks{};
    std::set<std::string> names_used{};
    std::map<std::string, int64_t> serials{};

    bool is_city() const { return copy == 0; }
    Handle zone(ZonePlace place) const { return zones[static_cast<size_t>(place)]; }
    Handle chain_of(size_t sector) const {
        return sector == kNone ? 0 : facts.find("chain", parameters.sectors[sector].chain);
    }
    /// None for a product that stands in no node of its sector's chain.
    Handle chain_of(size_t sector, ProductSpec const* product) const {
        return product == nullptr || product->node.empty() ? 0 : chain_of(sector);
    }
    Handle node_of(ProductSpec const* product) const {
        return product == nullptr ? 0 : facts.find("chain_node", product->node);
    }
    int64_t serial(std::string const& of) { return ++serials[of]; }
    /// "ZQ-XS-0012"
    std::string code(std::string const& of, int width = 4);

    /// A date that has come by the end of the history, and before the project ended.
    std::optional<Date> actual(ProjectPlan const& plan, Date date) const {
        if (date > until || (plan.ended && date >= *plan.ended)) return {};
        return date;
    }
    /// A park of the county where an invented project of this zone may stand.
    size_t draw_park(size_t county, ZonePlace zone);
    bool has(ProjectPlan const& plan, Date date) const { return actual(plan, date).has_value(); }

    Handle make(std::string_view entity, Date on, Topic topic, Facts facts_of);
    void change(Handle handle, Date on, Topic topic, Facts facts_of) {
        if (on <= until) timeline.update(handle, on, topic, std::move(facts_of));
    }
};

}  // namespace agglo
