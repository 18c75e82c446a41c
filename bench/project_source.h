#pragma once
// ProjectSource: projects drawn at random under a fixed seed, for ledgers of any size.
//
//   ProjectSource source(*snapshot, 2023);
//   RecordChange create = source.project(7);   // about 60 of the shipped schema's fields
//
// What is drawn follows the schema: enumerations from their values, references from the records the
// snapshot has, money spread evenly over its magnitudes. It is plausible in size and spread only;
// the region's own generator (src/region) is what makes stories.
#include "base/random.h"
#include "state/snapshot.h"

namespace agglo::bench {

class ProjectSource {
public:
    ProjectSource(Snapshot const& snapshot, uint64_t seed);

    /// The creation of the project with this id; the same for the same seed and id.
    RecordChange project(RecordId id) const;
    /// A later change of one to three of its fields; the `number`-th update makes version
    /// number + 1.
    RecordChange update(RecordId id, int64_t number) const;

private:
    /// Of a hundred projects those that have a value for this field; 0: left out throughout.
    static int presence(std::string_view field);
    Value value(Field const& field, RecordId id, Random& random) const;
    Value text(Field const& field, RecordId id, Random& random) const;
    Value number(Field const& field, Random& random) const;

    Snapshot const& snapshot_;
    Entity const& entity_;
    Random random_;
};

}  // namespace agglo::bench
