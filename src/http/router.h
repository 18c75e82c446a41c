#pragma once
// Router: a table of method, pattern and handler. Patterns are paths with {name} segments, which
// match any segment that is not empty.
//
//   router.add({Method::kGet, "/api/v1/{entity}/{id}", read_record});
//   router.match(Method::kGet, "/api/v1/project/7").parameters;   // {"project", "7"}
//
// Literal segments win over named ones, leftmost first. A GET route answers HEAD too. Paths no
// pattern knows go to the fallback (the console's files: GET and HEAD only), methods no pattern of
// the path knows answer 405.
#include <span>
#include <string>
#include <vector>

#include "http/message.h"

namespace agglo::http {

struct Route {
    Method method = Method::kGet;
    std::string pattern = {};
    Handler handler = {};
    size_t body_bytes_max = 1u << 20;
    bool is_urgent = false;  ///< answered even when all else is refused: quick, and no work
};

class Router {
public:
    void add(Route route);
    void set_fallback(Handler fallback) { fallback_ = std::move(fallback); }

    struct Match {
        Route const* route = nullptr;  ///< nullptr: use the fallback
        std::vector<std::string> parameters = {};
        bool path_known = false;  ///< some other method exists for this path
        std::string allow = {};   ///< methods the path knows, "GET, HEAD, POST", for 405
    };
    Match match(Method method, std::string_view path) const;
    Handler const& fallback() const { return fallback_; }
    std::span<Route const> routes() const { return routes_; }

private:
    std::vector<Route> routes_;
    std::vector<std::vector<std::string>> segments_;  // of each route's pattern
    Handler fallback_;
};

}  // namespace agglo::http
