// Chains: what firms can make, what they buy and how much of it locally, and the gaps that follow.
#include "region/generate.h"
#include "region/names.h"

namespace agglo {

namespace {

constexpr size_t kChainedSectors = 3;  // vehicles, storage, electronics

struct NodeDemand {
    Handle node = 0;
    std::string name;
    size_t sector = 0;
    int64_t demand_wan = 0;
    int64_t local_wan = 0;
};

/// Inputs of a sector are the other nodes of its chain.
std::vector<NodeDemand> nodes_of(World const& world, size_t sector) {
    std::vector<NodeDemand> nodes;
    for (auto const& product : world.parameters.sectors[sector].products) {
        NodeDemand node{world.node_of(&product), product.product, sector, 0, 0};
        bool const known = std::any_of(nodes.begin(), nodes.end(),
                                       [&](auto const& n) { return n.node == node.node; });
        if (node.node != 0 && !known) nodes.push_back(std::move(node));
    }
    return nodes;
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

void make_purchases(World& world, Firm const& firm, std::vector<NodeDemand>& nodes) {
    for (int year = 2022; year <= 2023; ++year) {
        auto& node = nodes[static_cast<size_t>(
            world.random.between(0, static_cast<int64_t>(nodes.size()) - 1))];
        int64_t const amount =
            std::max<int64_t>(20, firm.output_wan * world.random.between(6, 30) / 100);
        int64_t const local = amount * world.random.between(4, 58) / 100;
        world.make("purchase", civil(year + 1, 3, 20), Topic::kParty,
                   Facts()("enterprise", ref(firm.handle))("chain_node", ref(node.node))(
                       "product", node.name)("year", year)("quarter", 0)("amount", wan(amount))(
                       "local_amount", wan(local))("local_scope", "city")(
                       "supplier_count", world.random.between(1, 9))(
                       "outside_origin", world.random.pick(world.parameters.homes)));
        if (year == 2022) continue;
        node.demand_wan += amount;
        node.local_wan += local;
    }
}

void make_gap(World& world, NodeDemand const& node, int64_t rank) {
    if (node.demand_wan == 0) return;
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
    for (size_t sector = 0; sector < kChainedSectors; ++sector) {
        auto nodes = nodes_of(world, sector);
        if (nodes.empty()) continue;
        for (auto const& firm : world.firms) {
            if (firm.sector != sector || firm.output_wan == 0) continue;
            make_capability(world, firm);
            make_purchases(world, firm, nodes);
        }
        std::sort(nodes.begin(), nodes.end(), [](auto const& a, auto const& b) {
            return a.demand_wan - a.local_wan > b.demand_wan - b.local_wan;
        });
        for (size_t at = 0; at < nodes.size(); ++at)
            make_gap(world, nodes[at], static_cast<int64_t>(at) + 1);
    }
}

}  // namespace agglo
