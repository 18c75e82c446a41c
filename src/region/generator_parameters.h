#pragma once
// GeneratorParameters: a pack's generator.yaml, read and checked. Amounts named `_wan` are in 10
// 000 yuan.
#include <string>
#include <vector>

#include "base/result.h"

namespace agglo {

/// How many projects of 2021 are of at least 1 bn and of [100 m, 1 bn) yuan, and how many of each
/// are manufacturing: the year's city ranking is published.
struct SizeClassCounts {
    int64_t large = 0;
    int64_t large_making = 0;
    int64_t middle = 0;
    int64_t middle_making = 0;
};

struct CountySpec {
    std::string code;
    int64_t weight = 0;
    int64_t parks = 0;
    std::vector<int64_t> introduced;  ///< projects by year from kFirstYear
    SizeClassCounts class_2021;
    double spread = 0;  ///< degrees
    std::vector<std::string> towns;
};

struct ProductSpec {
    std::string node;      ///< code of the chain node; empty: none
    std::string industry;  ///< GB/T 4754
    std::string product;
    std::string word;  ///< of the firm's name
};

/// The output of one chain node is an input of another; `share` is its share of that one's costs.
struct ChainLinkSpec {
    std::string from, to;
    std::string product;
    int64_t share_percent = 0;
    bool key = false;
};

struct SectorSpec {
    std::string name;
    std::string emerging;  ///< value of emerging_sector; empty: none
    std::string chain;
    int64_t weight = 0;
    int64_t output_wan = 0;  ///< median of an above-scale firm in 2023
    std::vector<ProductSpec> products;
};

/// Totals that the city's documents publish (figures.yaml says which).
struct PublishedTotals {
    std::vector<int64_t> new_area_making_completed, new_area_building, making_2023,
        vehicle_projects;
    std::vector<int64_t> junfu, ready_mu, quota_mu, infrastructure, sector_output_wan, events;
    int64_t dinghu_2021_investment_wan = 0;
    int64_t making_introduced_wan = 0;
    int64_t strong_investors_percent = 0;
    int64_t inefficient_mu = 0;
    int64_t vehicle_firms = 0;
    int64_t digitalised = 0;
    int64_t three_sectors_2019_wan = 0;
    int64_t high_tech_output_wan = 0;
    int64_t technical_investment_wan = 0;
    int64_t circular_parks = 0;
};

struct GeneratorParameters {
    static constexpr int kFirstYear = 2018;

    std::string source;
    std::vector<CountySpec> counties;
    PublishedTotals published;
    int64_t existing_firms = 0;
    int64_t above_scale_percent = 0;
    int64_t existing_parcels = 0;
    int64_t leads = 0;
    int64_t other_events = 0;
    std::vector<SectorSpec> sectors;
    std::vector<ChainLinkSpec> chain_links;
    std::vector<ProductSpec> services;  ///< not manufacturing
    std::vector<std::string> surnames, given, brand_first, brand_second, homes, park_words, bureaus;
    std::vector<std::string> fictitious_first, fictitious_second;
};

Result<GeneratorParameters> read_generator_parameters(std::string const& text);

}  // namespace agglo
