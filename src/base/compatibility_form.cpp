#include "base/compatibility_form.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include "base/assert.h"

namespace agglo {

std::string compatibility_form(std::string_view utf8) {
    UErrorCode status = U_ZERO_ERROR;
    auto const* const nfkc = icu::Normalizer2::getNFKCInstance(status);
    AGGLO_ASSERT(U_SUCCESS(status));
    icu::StringPiece const piece(utf8.data(), static_cast<int32_t>(utf8.size()));
    std::string text;
    nfkc->normalize(icu::UnicodeString::fromUTF8(piece), status).toUTF8String(text);
    return text;
}

}  // namespace agglo
