#include "model/mistake.h"

#include <algorithm>
#include <fmt/format.h>
#include <tuple>

namespace agglo {

std::string Place::to_string() const {
    return fmt::format("{}:{}:{}", file, line, column);
}

void Mistakes::add(Place const& place, Labels const& what) {
    ++count_;
    if (mistakes_.size() < kMistakesMax) mistakes_.push_back({place, what});
}

Error Mistakes::to_error() && {
    auto const order = [](Mistake const& mistake) {
        return std::tie(mistake.place.file, mistake.place.line, mistake.place.column);
    };
    std::stable_sort(mistakes_.begin(), mistakes_.end(),
                     [&](Mistake const& a, Mistake const& b) { return order(a) < order(b); });
    std::vector<Error> details;
    details.reserve(mistakes_.size());
    for (auto const& [place, what] : mistakes_) {
        auto const at = place.to_string();
        details.push_back(Error(ErrorCode::kBadSchema, {at + ": " + what.zh, at + ": " + what.en}));
    }
    return Error(ErrorCode::kValidationFailed, {std::to_string(count_)}).with(std::move(details));
}

}  // namespace agglo
