#pragma once
// OwnDraws: a part's own stream of draws, so that a part added later leaves the records of the
// others as they were.
//
//   OwnDraws const own(world, Part::kContacts);    // until the end of the scope
//
// The stream depends on the seed, on what was drawn before, and on the part's number.
#include "region/world.h"

namespace agglo {

enum class Part : uint64_t {  // numbers are never reused: they decide what is drawn
    kFormerNames = 1,
    kCompanies = 2,
    kContacts = 3,
    kGateConditions = 4,
    kSharing = 5,
    kCounterValues = 6,
    kFacilities = 7,
    kYields = 8,
    kHeat = 9,
    kPeriodLocks = 10,
    kChains = 11,
};

class OwnDraws {
public:
    OwnDraws(World& world, Part part) : world_(world), kept_(world.random) {
        world.random = kept_.fork(static_cast<uint64_t>(part));
    }
    ~OwnDraws() { world_.random = kept_; }
    OwnDraws(OwnDraws const&) = delete;
    OwnDraws& operator=(OwnDraws const&) = delete;

private:
    World& world_;
    Random kept_;
};

}  // namespace agglo
