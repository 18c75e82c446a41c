#pragma once
// ByteSource: bytes that come in pieces, so that a large part of an archive is never held whole.
#include <cstddef>

#include "base/result.h"

namespace agglo {

class ByteSource {
public:
    virtual ~ByteSource() = default;
    /// Reads up to `most` bytes into `to`; 0 at the end.
    virtual Result<size_t> read(char* to, size_t most) = 0;
};

}  // namespace agglo
