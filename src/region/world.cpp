#include "region/world.h"

namespace agglo {

std::string World::code(std::string const& of, int width) {
    auto digits = std::to_string(serial(of));
    if (digits.size() < static_cast<size_t>(width))
        digits.insert(0, static_cast<size_t>(width) - digits.size(), '0');
    return code_prefix + "-" + of + "-" + digits;
}

size_t World::draw_park(size_t county, ZonePlace zone) {
    auto const of_park = zone == ZonePlace::kCore ? ZonePlace::kOutside : zone;
    std::vector<size_t> fitting;
    for (auto const at : counties[county].parks) {
        auto const& park = parks[at];
        if (park.zone == of_park && !park.junfu && !park.commercial) fitting.push_back(at);
    }
    return fitting.empty() ? kNone : random.pick(fitting);
}

Handle World::make(std::string_view entity, Date on, Topic topic, Facts facts_of) {
    facts_of("synthetic", true)("source", parameters.source);
    return timeline.create(entity, std::clamp(on, from, until), topic, std::move(facts_of));
}

}  // namespace agglo
