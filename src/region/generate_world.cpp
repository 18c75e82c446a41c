#include "region/generate.h"

namespace agglo {

Result<void> generate_world(World& world, Pack const& pack) {
    generate_regions(world, pack);
    generate_organisations(world);
    generate_parks(world, pack);
    generate_utilities(world);
    TRY(plan_projects(world));
    generate_existing_firms(world);
    generate_project_firms(world);
    TRY(settle_firms(world));
    TRY(generate_firm_periods(world));
    generate_qualifications(world);
    generate_project_records(world);
    TRY(generate_land(world));
    generate_land_cases(world);
    generate_acquisitions(world);
    TRY(generate_quotas(world));
    generate_promotion(world);
    generate_milestones(world);
    generate_permits(world);
    generate_progress(world);
    generate_service(world);
    generate_capacity(world);
    generate_chains(world);
    generate_infrastructure(world);
    generate_finance(world);
    generate_policies(world);
    generate_governance(world);
    generate_companies(world);
    generate_contacts(world);
    generate_gate_conditions(world);
    generate_chain_links(world);
    generate_facilities(world);
    generate_heat(world);
    generate_yields(world);
    generate_sharing(world);
    generate_period_locks(world);
    generate_counter_values(world, pack);
    return {};
}

}  // namespace agglo
