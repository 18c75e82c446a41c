// Links of the chains: which node's output is an input of which. The chains are the city's own, so
// that copies share its links as they share its nodes.
#include "region/generate.h"

namespace agglo {

void generate_chain_links(World& world) {
    if (!world.is_city()) return;
    for (auto const& link : world.parameters.chain_links) {
        world.make(
            "chain_link", plus(world.from, 20), Topic::kParty,
            Facts()("from_node", ref(world.facts.find("chain_node", link.from)))(
                "to_node", ref(world.facts.find("chain_node", link.to)))("product", link.product)(
                "share", share(static_cast<double>(link.share_percent) / 100))("key", link.key));
    }
}

}  // namespace agglo
