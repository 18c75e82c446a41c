#pragma once
// Small files that are whole or absent: keys, checkpoints.
//
//   TRY(write_new_file("ledger.key", text, FileMode::kOwnerOnly));
//   auto const text = TRY(read_small_file("ledger.key"));
#include <string>
#include <string_view>

#include "base/result.h"

namespace agglo {

inline constexpr size_t kSmallFileBytesMax = 64 << 10;

enum class FileMode { kOwnerOnly = 0600, kReadable = 0644 };

/// Errors: kFileNotFound, kTooLarge.
Result<std::string> read_small_file(std::string const& path);

/// On the disk when it returns, the name in its folder too. Errors: kFileExists, kStorageFailed.
Result<void> write_new_file(std::string const& path, std::string_view bytes, FileMode mode);

/// Writes beside and renames, so that a reader sees the old file or the new one. Error:
/// kStorageFailed.
Result<void> replace_file(std::string const& path, std::string_view bytes, FileMode mode);

}  // namespace agglo
