#pragma once
// Codes of national standards, by shape and by the parts that are closed lists. Whether a code is
// in use is the business of the enumeration or of the region records.
#include "model/check.h"

namespace agglo {

/// Investment project code (GB/T 40058-2021): year and month, region, industry division, kind,
/// serial number: 9999-999999-99-99-999999, e.g. "2304-441284-04-01-123456".
CheckFinding check_project_code(std::string_view text);

/// Region (GB/T 2260): six digits that begin with a province; nine or twelve reach town and village
/// (GB/T 10114).
CheckFinding check_region_code(std::string_view text);

/// Industry (GB/T 4754-2017): a section A–T, or a division 01–97 with up to two more digits, with
/// or without its section in front: "C", "38", "384", "3841", "C3841".
CheckFinding check_industry_code(std::string_view text);

/// Land use (2023 guide 国土空间调查、规划、用途管制用地用海分类指南): classes 01–24 in two, four
/// or six digits.
CheckFinding check_land_use_code(std::string_view text);

}  // namespace agglo
