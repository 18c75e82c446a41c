#pragma once
// Viewer: on whose behalf something is read or written. `query` applies the row scope and the field
// classes, `desk` the rights to write; nobody else decides.
#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace agglo {

struct Snapshot;

/// A record that its holder calls own: a firm, an officer, a unit.
struct OwnRecord {
    std::string entity;
    std::string code;
    friend bool operator==(OwnRecord const&, OwnRecord const&) = default;
};

/// A role of the schema and where it is held. Of the places, a grant looks at those that its scope
/// names.
struct HeldRole {
    std::string role;
    std::vector<std::string> regions = {};  ///< codes; what lies below a region is meant too
    std::vector<std::string> parks = {};    ///< codes
    std::vector<OwnRecord> own = {};
    friend bool operator==(HeldRole const&, HeldRole const&) = default;
};

struct Viewer {
    std::string name;  ///< account name; the journal's actor
    std::vector<HeldRole> roles = {};
    bool unrestricted = false;  ///< the machine's own owner: command line, seeding, projections
    bool read_only = false;     ///< as a token may be: no action but reading and exporting
    std::vector<std::string> entities = {};  ///< only these, as a token may be; empty: all
    /// Set for a question about the past: what the viewer may see must be visible then and in this
    /// snapshot of the present, whose roles count.
    std::shared_ptr<Snapshot const> now = nullptr;

    static Viewer owner(std::string name) { return {std::move(name), {}, true}; }
    /// Every role held in the same regions.
    static Viewer with(std::string name, std::vector<std::string> const& roles,
                       std::vector<std::string> const& regions = {}) {
        Viewer viewer{std::move(name)};
        for (auto const& role : roles) viewer.roles.push_back({.role = role, .regions = regions});
        return viewer;
    }
    bool has_role(std::string_view role) const {
        return std::any_of(roles.begin(), roles.end(),
                           [&](HeldRole const& held) { return held.role == role; });
    }
};

}  // namespace agglo
