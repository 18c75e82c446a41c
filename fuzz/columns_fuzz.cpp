// Fuzzes column programs against the scalar evaluator: a text over the fields of a project, or,
// where the bytes are none that parses, one that they draw; the answers must agree to the last
// digit.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "query/column_twin.h"

namespace agglo {

namespace {

constexpr size_t kRows = 200;

void compare(std::string const& text, Mask const& chosen) {
    static auto const tame = random_projects(2, kRows);
    static auto const wild = random_projects(3, kRows);
    for (auto const& snapshot : {tame, wild}) {
        auto const found = difference_of_twins(*snapshot, owner(), text, chosen);
        if (found.empty()) continue;
        std::fprintf(stderr, "%s\n", found.c_str());
        std::abort();
    }
}

bool parses(std::string const& text) {
    static auto const snapshot = random_projects(2, 1);
    auto const entity = entity_named(*snapshot, "project");
    auto const access = std::make_shared<EntityAccess const>(*snapshot, owner(), entity);
    return RecordExpression::parse(access, entity, text).ok();
}

}  // namespace

}  // namespace agglo

extern "C" int LLVMFuzzerTestOneInput(uint8_t const* data, size_t size) {
    constexpr size_t kTextMax = 200;
    uint64_t seed = 0;
    std::memcpy(&seed, data, std::min(size, sizeof seed));
    agglo::Random random(seed);
    agglo::Mask chosen;
    for (auto& word : chosen.words) word = random.chance(1, 2) ? random.next() : ~uint64_t{0};
    std::string const text(reinterpret_cast<char const*>(data), std::min(size, kTextMax));
    if (size <= kTextMax && agglo::parses(text)) {
        agglo::compare(text, chosen);
    } else {
        int const depth = static_cast<int>(random.between(0, 4));
        agglo::compare(agglo::RandomExpression(random).any(depth), chosen);
    }
    return 0;
}
