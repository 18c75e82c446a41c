#include "account/throttle.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cstring>
#include <vector>

namespace agglo {

namespace {

constexpr int64_t kSecond_us = 1'000'000;
constexpr int kDoublingsMax = 20;
constexpr std::string_view kCode = "\tcode";  // in place of a network

std::string text_of(int family, void const* address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    return inet_ntop(family, address, text.data(), text.size()) ? text.data() : "";
}

std::string key_of(std::string_view name, std::string_view network) {
    return std::string(name) + '\n' + std::string(network);
}

}  // namespace

std::string remote_network(std::string_view remote) {
    in6_addr address{};
    std::string const plain(remote.substr(0, remote.find('%')));
    if (inet_pton(AF_INET6, plain.c_str(), &address) != 1) return std::string(remote);
    if (IN6_IS_ADDR_V4MAPPED(&address)) return text_of(AF_INET, address.s6_addr + 12);
    std::memset(address.s6_addr + 8, 0, 8);
    return text_of(AF_INET6, &address) + "/64";
}

Result<void> Throttle::admit(std::string_view name, std::string_view remote, Instant now) {
    auto const network = remote_network(remote);
    auto const both = key_of(name, network);
    std::lock_guard const lock(mutex_);
    auto const wait = std::max(wait_s(both, now), wait_s(network, now));
    if (wait > 0) return Error(ErrorCode::kTooManyAttempts, {std::to_string(wait)});
    make_room(now);
    count(both, kByNameAndRemote, now);
    count(network, kByRemote, now);
    return {};
}

// The remote keeps the count of its failures: who has an account of his own could clear it at will.
void Throttle::forgive(std::string_view name, std::string_view remote) {
    auto const network = remote_network(remote);
    std::lock_guard const lock(mutex_);
    entries_.erase(key_of(name, network));
    auto const by_remote = entries_.find(network);
    if (by_remote == entries_.end() || by_remote->second.failures == 0) return;
    --by_remote->second.failures;
    by_remote->second.not_before = {};  // it had passed before this attempt was admitted
}

Result<void> Throttle::admit_code(std::string_view name, Instant now) {
    auto const key = key_of(name, kCode);
    std::lock_guard const lock(mutex_);
    auto const wait = wait_s(key, now);
    if (wait > 0) return Error(ErrorCode::kTooManyAttempts, {std::to_string(wait)});
    make_room(now);
    count(key, kCodeByName, now);
    return {};
}

void Throttle::forgive_code(std::string_view name) {
    std::lock_guard const lock(mutex_);
    entries_.erase(key_of(name, kCode));
}

Result<void> Throttle::count_failure(std::string_view what, std::string_view remote, Instant now) {
    auto const key = key_of(what, remote_network(remote)) + '\n';  // no name ends so
    std::lock_guard const lock(mutex_);
    auto const wait = wait_s(key, now);
    if (wait > 0) return Error(ErrorCode::kTooManyAttempts, {std::to_string(wait)});
    make_room(now);
    count(key, kByRemote, now);
    return {};
}

size_t Throttle::size() const {
    std::lock_guard const lock(mutex_);
    return entries_.size();
}

int64_t Throttle::wait_s(std::string const& key, Instant now) {
    auto const entry = entries_.find(key);
    if (entry == entries_.end() || entry->second.not_before <= now) return 0;
    return (entry->second.not_before.us - now.us + kSecond_us - 1) / kSecond_us;
}

void Throttle::count(std::string const& key, ThrottlePolicy policy, Instant now) {
    auto& entry = entries_[key];
    if (now.us - entry.last.us > kForgottenAfter_s * kSecond_us) entry = {};
    entry.last = now;
    ++entry.failures;
    int const beyond = entry.failures - policy.free_failures;
    if (beyond <= 0) return;
    int64_t const doubled = int64_t{1} << std::min(beyond - 1, kDoublingsMax);
    entry.not_before.us = now.us + std::min(doubled, policy.wait_s_max) * kSecond_us;
}

// Forgets the stale; if that is not enough, the half that has been quiet the longest.
void Throttle::make_room(Instant now) {
    if (entries_.size() + 2 <= kEntriesMax) return;
    int64_t const stale_us = now.us - kForgottenAfter_s * kSecond_us;
    std::erase_if(entries_, [&](auto const& item) { return item.second.last.us < stale_us; });
    if (entries_.size() + 2 <= kEntriesMax) return;
    std::vector<int64_t> times;
    for (auto const& [key, entry] : entries_) times.push_back(entry.last.us);
    auto const middle = times.begin() + static_cast<ptrdiff_t>(times.size() / 2);
    std::ranges::nth_element(times, middle);
    std::erase_if(entries_, [&](auto const& item) { return item.second.last.us <= *middle; });
}

}  // namespace agglo
