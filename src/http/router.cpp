#include "http/router.h"

#include <algorithm>

#include "base/assert.h"

namespace agglo::http {

namespace {

using Segments = std::vector<std::string>;

Segments split(std::string_view path) {
    Segments segments;
    while (!path.empty()) {
        path.remove_prefix(1);  // the slash
        auto const end = std::min(path.find('/'), path.size());
        segments.emplace_back(path.substr(0, end));
        path.remove_prefix(end);
    }
    return segments;
}

bool is_named(std::string_view segment) {
    return segment.size() > 2 && segment.front() == '{';
}

bool fits(Segments const& pattern, Segments const& path) {
    return std::ranges::equal(pattern, path, [](std::string const& want, std::string const& have) {
        return is_named(want) ? !have.empty() : want == have;
    });
}

bool is_more_literal(Segments const& a, Segments const& b) {
    return std::ranges::lexicographical_compare(a, b, {}, is_named, is_named);
}

bool serves(Method route, Method asked) {
    return route == asked || (asked == Method::kHead && route == Method::kGet);
}

Segments parameters_of(Segments const& pattern, Segments const& path) {
    Segments parameters;
    for (size_t i = 0; i < pattern.size(); ++i) {
        if (is_named(pattern[i])) parameters.push_back(path[i]);
    }
    return parameters;
}

void add_method(std::string& allow, Method method) {
    auto const name = name_of(method);
    if (allow.find(name) != allow.npos) return;
    if (!allow.empty()) allow += ", ";
    allow += name;
    if (method == Method::kGet) add_method(allow, Method::kHead);
}

}  // namespace

void Router::add(Route route) {
    AGGLO_ASSERT(route.pattern.starts_with('/') && route.handler);
    segments_.push_back(split(route.pattern));
    routes_.push_back(std::move(route));
}

Router::Match Router::match(Method method, std::string_view path) const {
    Match found;
    if (!path.starts_with('/')) return found;
    auto const wanted = split(path);
    Segments const* best = nullptr;
    for (size_t i = 0; i < routes_.size(); ++i) {
        if (!fits(segments_[i], wanted)) continue;
        found.path_known = true;
        add_method(found.allow, routes_[i].method);
        if (!serves(routes_[i].method, method)) continue;
        if (best && !is_more_literal(segments_[i], *best)) continue;
        best = &segments_[i];
        found.route = &routes_[i];
    }
    if (best) found.parameters = parameters_of(*best, wanted);
    return found;
}

}  // namespace agglo::http
