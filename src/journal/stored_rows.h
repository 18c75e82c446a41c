#pragma once
// StoredRows: the rows of a journal file as they stand, undecoded: what is copied out of it.
//
//   auto const rows = TRY(StoredRows::open("zhaoqing.db"));
//   TRY(rows.read(1, last, [&](StoredRow const& row) { return chain.add(row); }));
//
// Reads while another process appends.
#include <functional>

#include "journal/chain.h"

namespace agglo {

class StoredRows {
public:
    /// Errors: kFileNotFound, kBadFile (not a journal).
    static Result<StoredRows> open(std::string const& path);

    LedgerIdentity const& identity() const { return identity_; }

    /// Rows from `first` to `last` in order, all of one point in time; views hold until `visit`
    /// returns. Errors: kStorageFailed, or what `visit` returned.
    Result<void> read(Sequence first, Sequence last,
                      std::function<Result<void>(StoredRow const&)> const& visit) const;

private:
    StoredRows(std::string path, LedgerIdentity identity)
        : path_(std::move(path)), identity_(std::move(identity)) {}

    std::string path_;
    LedgerIdentity identity_;
};

}  // namespace agglo
