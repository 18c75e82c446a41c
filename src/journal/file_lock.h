#pragma once
// FileLock: an advisory lock on a file of its own, held until it goes out of scope or the process
// ends.
//
//   auto lock = TRY(FileLock::take("zhaoqing.db-lock"));
//
// It is not taken on the database file: closing a second descriptor of that would drop SQLite's
// locks. The file stays behind, empty; removing it would let two processes lock two files of one
// name.
#include <string>

#include "base/result.h"

namespace agglo {

class FileLock {
public:
    /// Error: kStorageFailed when another holds it or the file cannot be made.
    static Result<FileLock> take(std::string const& path);
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&& other) noexcept;
    ~FileLock();

private:
    explicit FileLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_ = -1;
};

}  // namespace agglo
