#include "region/generator_parameters.h"

#include "region/yaml_view.h"

namespace agglo {

namespace {

Result<std::vector<int64_t>> exactly(YamlView const& node, std::string_view key, size_t count) {
    auto numbers = TRY(node.integers(key));
    if (numbers.size() != count) {
        auto const wanted = std::to_string(count);
        return node.error(std::string(key) + " 应有 " + wanted + " 个数",
                          std::string(key) + " has " + wanted + " numbers");
    }
    return numbers;
}

Result<CountySpec> read_county(YamlView const& node) {
    CountySpec county;
    county.code = TRY(node.text("code"));
    county.weight = TRY(node.integer("weight"));
    county.parks = TRY(node.integer("parks"));
    county.introduced = TRY(exactly(node, "introduced", 7));
    auto const classes = TRY(exactly(node, "class_2021", 4));
    county.class_2021 = {classes[0], classes[1], classes[2], classes[3]};
    auto const spread = TRY(node.decimal("spread"));
    county.spread =
        static_cast<double>(spread.mantissa) / static_cast<double>(power_of_ten(spread.scale));
    county.towns = TRY(node.texts("towns"));
    return county;
}

Result<ProductSpec> read_product(YamlView const& node) {
    auto texts = TRY(node.texts());
    if (texts.size() == 3) texts.insert(texts.begin(), "");
    if (texts.size() != 4) return node.error("应为四项", "expected four items");
    return ProductSpec{texts[0], texts[1], texts[2], texts[3]};
}

Result<SectorSpec> read_sector(YamlView const& node) {
    SectorSpec sector;
    sector.name = TRY(node.text("name"));
    sector.emerging = TRY(node.text_or("emerging", ""));
    sector.chain = TRY(node.text_or("chain", ""));
    sector.weight = TRY(node.integer("weight"));
    sector.output_wan = TRY(node.integer("output"));
    for (auto const& product : TRY(node.items("products"))) {
        sector.products.push_back(TRY(read_product(product)));
    }
    return sector;
}

Result<ChainLinkSpec> read_chain_link(YamlView const& node) {
    ChainLinkSpec link;
    link.from = TRY(node.text("from"));
    link.to = TRY(node.text("to"));
    link.product = TRY(node.text("product"));
    link.share_percent = TRY(node.integer("percent"));
    link.key = TRY(node.text_or("key", "false")) == "true";
    return link;
}

Result<PublishedTotals> read_published(YamlView const& node) {
    PublishedTotals totals;
    totals.new_area_making_completed = TRY(exactly(node, "new_area_making_completed", 3));
    totals.new_area_building = TRY(exactly(node, "new_area_building", 2));
    totals.dinghu_2021_investment_wan = TRY(node.integer("dinghu_2021_investment_wan"));
    totals.making_2023 = TRY(exactly(node, "making_2023", 3));
    totals.vehicle_projects = TRY(exactly(node, "vehicle_projects", 2));
    totals.making_introduced_wan = TRY(node.integer("making_introduced_wan"));
    totals.strong_investors_percent = TRY(node.integer("strong_investors_percent"));
    totals.junfu = TRY(exactly(node, "junfu", 3));
    totals.ready_mu = TRY(exactly(node, "ready_mu", 2));
    totals.inefficient_mu = TRY(node.integer("inefficient_mu"));
    totals.quota_mu = TRY(exactly(node, "quota_mu", 3));
    totals.infrastructure = TRY(exactly(node, "infrastructure", 2));
    totals.vehicle_firms = TRY(node.integer("vehicle_firms"));
    totals.digitalised = TRY(node.integer("digitalised"));
    totals.sector_output_wan = TRY(exactly(node, "sector_output_wan", 3));
    totals.three_sectors_2019_wan = TRY(node.integer("three_sectors_2019_wan"));
    totals.high_tech_output_wan = TRY(node.integer("high_tech_output_wan"));
    totals.technical_investment_wan = TRY(node.integer("technical_investment_wan"));
    totals.events = TRY(exactly(node, "events", 2));
    totals.circular_parks = TRY(node.integer("circular_parks"));
    return totals;
}

Result<void> read_words(YamlView const& root, GeneratorParameters& parameters) {
    parameters.surnames = TRY(root.texts("surnames"));
    parameters.given = TRY(root.texts("given"));
    parameters.brand_first = TRY(root.texts("brand_first"));
    parameters.brand_second = TRY(root.texts("brand_second"));
    parameters.homes = TRY(root.texts("homes"));
    parameters.park_words = TRY(root.texts("park_words"));
    parameters.bureaus = TRY(root.texts("bureaus"));
    parameters.fictitious_first = TRY(root.texts("fictitious_first"));
    parameters.fictitious_second = TRY(root.texts("fictitious_second"));
    return {};
}

}  // namespace

Result<GeneratorParameters> read_generator_parameters(std::string const& text) {
    auto const root = TRY(YamlView::parse("generator.yaml", text));
    GeneratorParameters parameters;
    parameters.source = TRY(root.text("source"));
    for (auto const& county : TRY(root.items("counties"))) {
        parameters.counties.push_back(TRY(read_county(county)));
    }
    auto const published = TRY(root.at("published"));
    parameters.published = TRY(read_published(published));
    auto const firms = TRY(root.at("firms"));
    parameters.existing_firms = TRY(firms.integer("existing"));
    parameters.above_scale_percent = TRY(firms.integer("above_scale_percent"));
    auto const stock = TRY(root.at("stock"));
    parameters.existing_parcels = TRY(stock.integer("existing_parcels"));
    parameters.leads = TRY(stock.integer("leads"));
    parameters.other_events = TRY(stock.integer("other_events"));
    for (auto const& sector : TRY(root.items("sectors"))) {
        parameters.sectors.push_back(TRY(read_sector(sector)));
    }
    for (auto const& link : TRY(root.items("chain_links"))) {
        parameters.chain_links.push_back(TRY(read_chain_link(link)));
    }
    for (auto const& service : TRY(root.items("services"))) {
        parameters.services.push_back(TRY(read_product(service)));
    }
    TRY(read_words(root, parameters));
    return parameters;
}

}  // namespace agglo
