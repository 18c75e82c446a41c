#pragma once
// shrink: of a list that fails, as short a one as still does: halves are left out, then quarters,
// down to single items, until nothing more can be spared.
//
//   auto const shorter = shrink(steps, [](auto const& some) { return fails(some); });
#include <cstddef>
#include <vector>

namespace agglo {

template <class Item>
std::vector<Item> without(std::vector<Item> const& items, size_t at, size_t count) {
    std::vector<Item> rest(items.begin(), items.begin() + static_cast<ptrdiff_t>(at));
    for (size_t i = at + count; i < items.size(); ++i) rest.push_back(items[i]);
    return rest;
}

template <class Item, class Fails>
std::vector<Item> shrink(std::vector<Item> items, Fails&& fails) {
    for (size_t size = items.size() / 2 + 1; size > 0;) {
        bool spared = false;
        for (size_t at = 0; at < items.size();) {
            auto fewer = without(items, at, size);
            if (fails(fewer)) {
                items = std::move(fewer);
                spared = true;
            } else {
                at += size;
            }
        }
        if (size > 1)
            size /= 2;
        else if (!spared)
            break;
    }
    return items;
}

}  // namespace agglo
