#include "verifier/verify.h"

#include <algorithm>
#include <climits>

namespace agglo::verifier {

namespace {

class Chain {
public:
    Chain(Header const& header, Evidence const& evidence, Verdict& verdict)
        : header_(header), evidence_(evidence), verdict_(verdict) {
        verdict_.header = header;
        verdict_.hash = header.previous;
        verdict_.last = header.first - 1;
    }

    std::optional<Finding> begin() {
        bool const from_start = header_.first == 1;
        if (from_start && header_.previous != first_hash(header_.algorithm, header_.ledger)) {
            return Finding{1, Fault::kHash};
        }
        for (auto const& checkpoint : evidence_.checkpoints) {
            if (auto const fault = fault_of(checkpoint))
                return Finding{checkpoint.sequence, *fault};
        }
        return compare_here();
    }

    std::optional<Finding> add(Frame const& frame) {
        uint64_t const next = verdict_.last + 1;
        if (frame.sequence != next) return Finding{next, Fault::kMissing};
        auto const recomputed = recompute(verdict_.hash, frame);
        if (auto const* fault = std::get_if<Fault>(&recomputed)) return Finding{next, *fault};
        auto const& entry = std::get<Recomputed>(recomputed);
        if (entry.algorithm != header_.algorithm) return Finding{next, Fault::kAlgorithm};
        if (entry.hash != frame.hash) return Finding{next, Fault::kHash};
        bool const goes_back = entry.recorded_at_us < latest_us_;
        if (goes_back || entry.recorded_at_us != frame.recorded_at_us)
            return Finding{next, Fault::kTime};
        count(entry);
        return compare_here();
    }

    /// Checkpoints that lie beyond the last entry.
    std::optional<Finding> end() const {
        for (auto const& checkpoint : evidence_.checkpoints) {
            if (checkpoint.sequence > verdict_.last)
                return Finding{verdict_.last + 1, Fault::kTruncated};
        }
        return std::nullopt;
    }

private:
    std::optional<Fault> fault_of(Checkpoint const& checkpoint) const {
        bool const same = checkpoint.ledger == header_.ledger &&
                          checkpoint.algorithm == name_of(header_.algorithm);
        if (!same) return Fault::kForeign;
        if (!evidence_.keys.empty() && !is_signed(checkpoint, evidence_.keys))
            return Fault::kSignature;
        if (checkpoint.sequence + 1 < header_.first) return Fault::kBefore;
        return std::nullopt;
    }

    std::optional<Finding> compare_here() {
        for (auto const& checkpoint : evidence_.checkpoints) {
            if (checkpoint.sequence != verdict_.last) continue;
            if (checkpoint.hash != hex_of(verdict_.hash))
                return Finding{verdict_.last, Fault::kRewritten};
            verdict_.proved_up_to = verdict_.last;
        }
        return std::nullopt;
    }

    void count(Recomputed const& entry) {
        verdict_.hash = entry.hash;
        ++verdict_.last;
        ++verdict_.entries;
        verdict_.shown += entry.shown;
        verdict_.withheld += entry.withheld;
        verdict_.erasures += entry.erasures;
        latest_us_ = entry.recorded_at_us;
    }

    Header const& header_;
    Evidence const& evidence_;
    Verdict& verdict_;
    int64_t latest_us_ = INT64_MIN;
};

}  // namespace

Verdict verify(std::istream& in, Evidence const& evidence) {
    Verdict verdict;
    ExportStream stream(in);
    verdict.is_export = stream.header().has_value();
    if (!verdict.is_export) return verdict;
    Chain chain(*stream.header(), evidence, verdict);
    verdict.finding = chain.begin();
    while (!verdict.finding) {
        auto const frame = stream.next();
        if (!frame) break;
        verdict.finding = chain.add(*frame);
    }
    if (!verdict.finding && stream.fault())
        verdict.finding = Finding{verdict.last + 1, *stream.fault()};
    if (!verdict.finding) verdict.finding = chain.end();
    return verdict;
}

}  // namespace agglo::verifier
