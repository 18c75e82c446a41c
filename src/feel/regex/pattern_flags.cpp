#include "feel/regex/pattern_flags.h"

namespace agglo::feel {

Result<PatternFlags> read_flags(std::string_view letters) {
    PatternFlags flags;
    for (auto const letter : letters) switch (letter) {
            case 's': flags.dot_all = true; break;
            case 'm': flags.multi_line = true; break;
            case 'i': flags.ignore_case = true; break;
            case 'x': flags.spaced = true; break;
            case 'q': flags.literal = true; break;
            default:
                return Error(ErrorCode::kFeelBadPattern,
                             {std::string(letters), std::string(1, letter)});
        }
    return flags;
}

}  // namespace agglo::feel
