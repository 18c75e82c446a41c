#pragma once
// What a field of a type expects, in words for both languages of a message: "金额 (money)".
#include <string>

#include "model/field.h"

namespace agglo {

std::string expected_of(FieldType type);

}  // namespace agglo
