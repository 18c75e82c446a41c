#pragma once
// Generators: each makes the records of one part of a world, in the order below, and leaves in
// World what the later ones need. All records are synthetic; published ones are only referred to.
#include "region/pack.h"
#include "region/plan_projects.h"
#include "region/world.h"

namespace agglo {

/// Runs all parts. Errors: kInternal when a published total cannot be met.
Result<void> generate_world(World& world, Pack const& pack);

void generate_regions(World& world,
                      Pack const& pack);    // generate_regions.cpp: the copies'; finds the city's
void generate_organisations(World& world);  // generate_organisations.cpp
void generate_parks(World& world, Pack const& pack);  // generate_parks.cpp
void generate_utilities(World& world);                // generate_utilities.cpp
void generate_project_records(World& world);  // generate_projects.cpp: firms of projects first
void generate_project_firms(World& world);    // generate_firms.cpp
void generate_existing_firms(World& world);   // generate_firms.cpp
Result<void> settle_firms(World& world);      // settle_firms.cpp: scale, digitalisation, output
void generate_firm_records(World& world);     // generate_firms.cpp
Result<void> generate_firm_periods(World& world);  // generate_firm_periods.cpp
void generate_qualifications(World& world);        // generate_qualifications.cpp
Result<void> generate_land(World& world);          // generate_land.cpp
void generate_acquisitions(World& world);          // generate_acquisitions.cpp
void generate_capacity(World& world);        // generate_capacity.cpp: plants, reservations, factors
void generate_land_cases(World& world);      // generate_land_cases.cpp
Result<void> generate_quotas(World& world);  // generate_quotas.cpp
void generate_promotion(World& world);       // generate_promotion.cpp: events and leads
void generate_milestones(World& world);      // generate_milestones.cpp
void generate_permits(World& world);         // generate_permits.cpp: gates, approvals, commitments
void generate_progress(World& world);        // generate_progress.cpp: monthly reports, inspections
void generate_service(World& world);         // generate_service.cpp: visits, requests, blockers
void generate_chains(World& world);          // generate_chains.cpp: capabilities, purchases, gaps
void generate_infrastructure(World& world);  // generate_infrastructure.cpp
void generate_finance(World& world);         // generate_finance.cpp: bonds, funds, loans
void generate_policies(World& world);        // generate_policies.cpp
void generate_governance(World& world);      // generate_governance.cpp: meetings, tasks

// Parts with draws of their own (own_draws.h): they leave the others' records as they are.
void settle_former_names(World& world);       // generate_former_names.cpp: before firms' records
void generate_former_names(World& world);     // generate_former_names.cpp: after them
void generate_companies(World& world);        // generate_companies.cpp
void generate_contacts(World& world);         // generate_contacts.cpp
void generate_gate_conditions(World& world);  // generate_gate_conditions.cpp
void generate_chain_links(World& world);      // generate_chain_links.cpp
void generate_facilities(World& world);       // generate_facilities.cpp
void generate_heat(World& world);             // generate_utilities.cpp
void generate_yields(World& world);           // generate_yields.cpp: schemes and results
void generate_sharing(World& world);          // generate_sharing.cpp
void generate_period_locks(World& world);     // generate_period_locks.cpp
void generate_counter_values(World& world, Pack const& pack);  // generate_counter_values.cpp

}  // namespace agglo
