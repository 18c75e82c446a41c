#pragma once
// Plans every project of a world so that all published figures come out together.
//
// The order matters, each step leaving alone what earlier ones settled:
//   1. cohorts: how many each county introduced each year; size and manufacturing of 2021 by quota
//   2. courses: dates with plausible durations; the new area's follow its published completions
//   3. fit: starts, completions and productions of 2023 moved over the turn of the year until they
//   agree
//   4. sectors: exactly so many vehicle projects in the published window
//   5. money: Dinghu 2021, vehicles since 2021 and manufacturing since 2023 fitted to their totals,
//   on
//      disjoint sets of projects
// Errors: kInternal when the parameters leave no room for a published total.
#include "region/world.h"

namespace agglo {

Result<void> plan_projects(World& world);

// The steps, one file each.
void plan_cohorts(World& world);                    // plan_cohorts.cpp
void plan_course(World& world, ProjectPlan& plan);  // plan_courses.cpp
void plan_new_area(World& world);                   // plan_new_area.cpp
Result<void> fit_year_2023(World& world);           // fit_year_2023.cpp
Result<void> plan_sectors(World& world);            // plan_sectors.cpp
Result<void> plan_money(World& world);              // plan_money.cpp

/// Sets the dates between introduction and start, and after production, from the ones that are
/// settled.
void settle_course(World& world, ProjectPlan& plan);

constexpr char const* kDinghu = "441203";
constexpr char const* kDuanzhou = "441202";
constexpr char const* kSihui = "441284";

/// The county that stands for the one with this code, also in a copy.
bool stands_for(World const& world, ProjectPlan const& plan, std::string_view code);
inline int year_of(Date date) {
    return date.civil().year;
}

}  // namespace agglo
