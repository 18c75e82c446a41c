#pragma once
// Viewer: on whose behalf something is read or written. `query` applies the row scope and the field
// classes, `desk` the rights to edit; nobody else decides.
#include <string>
#include <vector>

namespace agglo {

struct Viewer {
    std::string name;                       ///< account name; the journal's actor
    std::vector<std::string> roles;         ///< names of schema roles
    std::vector<std::string> region_codes;  ///< row scope of roles scoped by region
    bool unrestricted = false;  ///< the machine's own owner: command line, seeding, projections

    static Viewer owner(std::string name) { return {std::move(name), {}, {}, true}; }
};

}  // namespace agglo
