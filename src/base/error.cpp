#include "base/error.h"

#include <array>

namespace agglo {

namespace {

struct CatalogueEntry {
    ErrorKind kind;
    std::string_view name;
    std::string_view zh;
    std::string_view en;
};

constexpr std::array kCatalogue = {
#define AGGLO_ERROR(code, kind, name, zh, en) CatalogueEntry{ErrorKind::kind, name, zh, en},
#include "base/error_catalogue.def"
#undef AGGLO_ERROR
};

CatalogueEntry const& entry_of(ErrorCode code) {
    return kCatalogue[static_cast<size_t>(code)];
}

std::string fill(std::string_view form, std::vector<std::string> const& arguments) {
    std::string text;
    for (size_t i = 0; i < form.size(); ++i) {
        bool const is_slot = form[i] == '{' && i + 2 < form.size() && form[i + 2] == '}';
        if (!is_slot) {
            text += form[i];
            continue;
        }
        auto const slot = static_cast<size_t>(form[i + 1] - '0');
        if (slot < arguments.size()) text += arguments[slot];
        i += 2;
    }
    return text;
}

}  // namespace

ErrorKind Error::kind() const {
    return entry_of(code_).kind;
}
std::string_view Error::name() const {
    return entry_of(code_).name;
}
std::string Error::message_zh() const {
    return fill(entry_of(code_).zh, arguments_);
}
std::string Error::message_en() const {
    return fill(entry_of(code_).en, arguments_);
}

Error Error::at(std::string_view step) && {
    path_ = "/" + std::string(step) + path_;
    for (auto& detail : details_) detail = std::move(detail).at(step);
    return std::move(*this);
}

Error Error::without(std::string_view steps) && {
    if (path_.starts_with(steps)) path_.erase(0, steps.size());
    for (auto& detail : details_) detail = std::move(detail).without(steps);
    return std::move(*this);
}

Error Error::with(std::vector<Error> details) && {
    details_ = std::move(details);
    return std::move(*this);
}

}  // namespace agglo
