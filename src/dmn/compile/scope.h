#pragma once
// Scope: the names that a text may use, in the order of the slots its frame will have.
//
//   scope.push("rate", feel::number_type());   // one slot more, until pop()
#include <string>
#include <utility>

#include "feel/syntax/parser.h"

namespace agglo::dmn {

class Scope {
public:
    feel::Environment const& environment() const { return environment_; }
    feel::Environment& environment() { return environment_; }
    size_t size() const { return environment_.members.size(); }

    /// A name hides another of the same: its slot stays, under a name that nobody can write.
    void push(std::string name, feel::TypePtr type) {
        for (auto& member : environment_.members) {
            if (hides(name, member.name)) member.name += '\x01';
        }
        environment_.members.push_back({std::move(name), std::move(type)});
    }
    void pop() {
        auto const name = std::move(environment_.members.back().name);
        environment_.members.pop_back();
        for (auto& member : environment_.members) {
            if (hides(name, member.name)) member.name.pop_back();
        }
    }

private:
    /// The same name, or one that it hid before: with a mark for each hiding after it.
    static bool hides(std::string_view name, std::string_view other) {
        return other.starts_with(name) &&
               other.find_first_not_of('\x01', name.size()) == std::string_view::npos;
    }

    feel::Environment environment_;
};

}  // namespace agglo::dmn
