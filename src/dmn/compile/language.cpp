#include "dmn/compile/language.h"

#include "dmn/xml/reader.h"

namespace agglo::dmn {

bool is_feel(std::string_view language, Definitions const& document) {
    if (language.empty()) language = document.expression_language;
    if (language.empty() || is_feel_namespace(language)) return true;
    return language == "FEEL" || language == "feel";
}

}  // namespace agglo::dmn
