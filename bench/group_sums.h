#pragma once
// GroupSums: the answer to the group-by every peer is asked, in one form so that answers compare:
// by region and stage the sums of three columns over large manufacturing projects, as the integers
// they are held as (hundredths).
#include <array>
#include <map>
#include <string>
#include <utility>

namespace agglo::bench {

/// Region id and stage; an empty sum counts as 0.
using GroupSums = std::map<std::pair<long long, std::string>, std::array<std::string, 3>>;

/// One group a line, tab-separated, ascending.
std::string lines_of(GroupSums const& sums);
void write_text(std::string const& path, std::string const& text);
std::string read_text(std::string const& path);

inline constexpr int kRuns = 21;
inline constexpr char kColumns[] =
    "region,stage,manufacturing,total_investment,land_area,expected_output";

}  // namespace agglo::bench
