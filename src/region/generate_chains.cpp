// Chains: what firms can make, what they buy and how much of it locally, and the gaps that follow.
#include "region/generate.h"
#include "region/names.h"
#include "region/own_draws.h"

namespace agglo {

namespace {

constexpr size_t kChainedSectors = 3;  // vehicles, storage, electronics
constexpr int kInputsPerYear = 2;

struct NodeDemand {
    Handle node = 0;
    std::string name;
    size_t sector = 0;
    int64_t demand_wan = 0;
    int64_t local_wan = 0;
};
using Demands = std::map<std::string, NodeDemand>;  ///< by code of the node

/// The nodes that the sectors' products stand in.
Demands demands_of(World const& world) {
    Demands demands;
    for (size_t sector = 0; sector < kChainedSectors; ++sector) {
        for (auto const& product : world.parameters.sectors[sector].products) {
            auto const node = world.node_of(&product);
            if (node != 0)
                demands.try_emplace(product.node, NodeDemand{node, product.product, sector, 0, 0});
        }
    }
    return demands;
}

std::vector<ChainLinkSpec const*> inputs_of(World const& world, std::string const& node) {
    std::vector<ChainLinkSpec const*> inputs;
    for (auto const& link : world.parameters.chain_links) {
        if (link.to == node) inputs.push_back(&link);
    }
    return inputs;
}

void make_capability(World& world, Firm const& firm) {
    auto const node = world.node_of(firm.product);
    if (node == 0) return;
    world.make("capability", civil(2023, 4, 10), Topic::kParty,
               Facts()("enterprise", ref(firm.handle))("chain_node", ref(node))(
                   "product", firm.product->product)(
                   "capacity",
                   decimal(static_cast<double>(std::max<int64_t>(1, firm.output_wan / 100)), 3))(
                   "unit_name", "百万元")("output", wan(firm.output_wan))(
                   "utilisation", share(draw_share(world.random, 45, 96))));
}

/// Amounts around the input's share of the firm's costs, which are most of its output.
void make_purchase(World& world, Firm const& firm, ChainLinkSpec const& link, int year,
                   Demands& demands) {
    int64_t const usual = firm.output_wan * link.share_percent / 100;
    int64_t const amount = std::max<int64_t>(20, usual * world.random.between(55, 90) / 100);
    int64_t const local = amount * world.random.between(4, 58) / 100;
    auto const suppliers = world.random.between(1, 9);
    auto const origin = world.random.pick(world.parameters.homes);
    world.make(
        "purchase", civil(year + 1, 3, 20), Topic::kParty,
        Facts()("enterprise", ref(firm.handle))(
            "chain_node", ref(world.facts.find("chain_node", link.from)))("product", link.product)(
            "year", year)("quarter", 0)("amount", wan(amount))("local_amount", wan(local))(
            "local_scope", "city")("supplier_count", suppliers)("outside_origin", origin));
    auto const demand = demands.find(link.from);
    if (year == 2022 || demand == demands.end()) return;
    demand->second.demand_wan += amount;
    demand->second.local_wan += local;
}

/// A firm tells its largest purchases: a few of its node's inputs, others each year.
void make_purchases(World& world, Firm const& firm, Demands& demands) {
    auto const inputs = inputs_of(world, firm.product->node);
    for (int year = 2022; year <= 2023; ++year) {
        auto order = draw_order(world.random, inputs.size());
        if (order.size() > kInputsPerYear) order.resize(kInputsPerYear);
        for (auto const at : order) make_purchase(world, firm, *inputs[at], year, demands);
    }
}

/// The nodes of a sector's chain, the largest shortage first.
std::vector<NodeDemand> by_shortage(Demands const& demands, size_t sector) {
    std::vector<NodeDemand> nodes;
    for (auto const& [code, demand] : demands) {
        if (demand.sector == sector && demand.demand_wan > 0) nodes.push_back(demand);
    }
    std::stable_sort(nodes.begin(), nodes.end(), [](auto const& a, auto const& b) {
        return a.demand_wan - a.local_wan > b.demand_wan - b.local_wan;
    });
    return nodes;
}

void make_gap(World& world, NodeDemand const& node, int64_t rank) {
    bool const missing = node.local_wan * 5 < node.demand_wan;
    auto const gap =
        world.make("chain_gap", civil(2024, 4, 15), Topic::kParty,
                   Facts()("name", node.name + "环节")("chain", ref(world.chain_of(node.sector)))(
                       "chain_node", ref(node.node))("region", ref(world.prefecture))(
                       "kind", missing ? "missing" : "strengthen")("demand", wan(node.demand_wan))(
                       "local_supply", wan(node.local_wan))("rank", rank)("status", "sought"));
    for (int at = 0; at < 3; ++at) {
        auto const home = world.random.pick(world.parameters.homes);
        auto const brand = draw_brand(world);
        world.make(
            "chain_target", civil(2024, 4, 20), Topic::kParty,
            Facts()("name", home + brand + node.name + "企业（示例）")("chain_gap", ref(gap))(
                "chain_node", ref(node.node))("region", ref(world.prefecture))(
                "product", node.name)("reason", "本地采购需求大、外购比例高")(
                "priority", at == 0 ? "a" : "b")("status", "listed"));
    }
}

}  // namespace

void generate_chains(World& world) {
    OwnDraws const own(world, Part::kChains);
    auto demands = demands_of(world);
    for (auto const& firm : world.firms) {
        if (firm.sector >= kChainedSectors || firm.output_wan == 0) continue;
        make_capability(world, firm);
        make_purchases(world, firm, demands);
    }
    for (size_t sector = 0; sector < kChainedSectors; ++sector) {
        int64_t rank = 0;
        for (auto const& node : by_shortage(demands, sector)) make_gap(world, node, ++rank);
    }
}

}  // namespace agglo
