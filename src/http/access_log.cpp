#include "http/access_log.h"

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/json_writer.h"

namespace agglo::http {

namespace {

constexpr size_t kPathBytesMax = 512;

std::string time_now() {
    auto const now = std::chrono::system_clock::now().time_since_epoch();
    auto const ms = std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
    auto const seconds = static_cast<std::time_t>(ms / 1000);
    std::tm t{};
    gmtime_r(&seconds, &t);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", t.tm_year + 1900, t.tm_mon + 1,
                       t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec, ms % 1000);
}

/// Cut between characters, so that it stays UTF-8.
std::string_view shortened(std::string_view text, size_t bytes_max) {
    if (text.size() <= bytes_max) return text;
    while (bytes_max > 0 && (static_cast<unsigned char>(text[bytes_max]) & 0xC0) == 0x80)
        --bytes_max;
    return text.substr(0, bytes_max);
}

}  // namespace

std::string to_json(AccessLine const& line, std::string_view time) {
    JsonWriter json;
    json.begin_object().member("time", time).member("request_id", line.request_id);
    json.member("remote", line.remote).key("account");
    if (line.account.empty()) {
        json.null();
    } else {
        json.text(shortened(line.account, kPathBytesMax));
    }
    json.member("method", line.method).member("route", line.route);
    json.member("path", shortened(line.path, kPathBytesMax)).member("status", line.status);
    json.member("bytes", static_cast<int64_t>(line.bytes)).key("ms");
    json.raw(fmt::format("{:.3f}", line.ms));
    if (line.is_cut) json.member("cut", true);
    json.end_object();
    return json.take();
}

Result<std::unique_ptr<AccessLog>> AccessLog::open(AccessLogSettings settings) {
    auto log = std::unique_ptr<AccessLog>(new AccessLog(std::move(settings)));
    TRY(log->open_file());
    log->thread_ = std::thread([raw = log.get()] { raw->work(); });
    return log;
}

AccessLog::~AccessLog() {
    {
        std::lock_guard const lock(mutex_);
        is_ending_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
    if (file_ >= 0) ::close(file_);
}

// For the owner's eyes and the group's: who asked for what is not for everybody on the machine.
Result<void> AccessLog::open_file() {
    int const opened =
        ::open(settings_.file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
    if (opened < 0) {
        auto const why = settings_.file + ": " + std::strerror(errno);
        return Error(ErrorCode::kBadFile, {why});
    }
    if (file_ >= 0) ::close(file_);
    file_ = opened;
    struct stat known {};
    file_bytes_ = ::fstat(file_, &known) == 0 ? static_cast<uint64_t>(known.st_size) : 0;
    return {};
}

void AccessLog::write(AccessLine const& line) {
    auto text = to_json(line, time_now());
    text += '\n';
    {
        std::lock_guard const lock(mutex_);
        if (waiting_.size() >= settings_.lines_waiting_max) {
            ++dropped_;
            return;
        }
        waiting_.push_back(std::move(text));
        if (waiting_.size() > 1) return;  // the thread was woken for the first
    }
    wake_.notify_one();
}

void AccessLog::reopen() {
    {
        std::lock_guard const lock(mutex_);
        wants_reopening_ = true;
    }
    wake_.notify_one();
}

void AccessLog::work() {
    std::vector<std::string> lines;
    for (bool is_ending = false; !is_ending;) {
        bool wants_reopening = false;
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock,
                       [this] { return is_ending_ || wants_reopening_ || !waiting_.empty(); });
            lines.swap(waiting_);
            wants_reopening = std::exchange(wants_reopening_, false);
            is_ending = is_ending_;
        }
        if (wants_reopening && !open_file().ok()) ++failures_;
        put(lines);
        lines.clear();
    }
}

void AccessLog::put(std::vector<std::string> const& lines) {
    std::string together;
    for (auto const& line : lines) {
        if (file_bytes_ + together.size() + line.size() > settings_.file_bytes_max) {
            append(together);
            together.clear();
            if (file_bytes_ > 0) rotate();
        }
        together += line;
    }
    uint64_t const dropped = dropped_;
    if (dropped > told_dropped_) {
        together += fmt::format("{{\"time\":\"{}\",\"dropped\":{}}}\n", time_now(),
                                dropped - told_dropped_);
        told_dropped_ = dropped;
    }
    append(together);
}

void AccessLog::append(std::string_view text) {
    while (!text.empty()) {
        auto const count = ::write(file_, text.data(), text.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) {
            ++failures_;
            return;
        }
        file_bytes_ += static_cast<uint64_t>(count);
        text.remove_prefix(static_cast<size_t>(count));
    }
}

void AccessLog::rotate() {
    auto const numbered = [&](unsigned number) {
        return number == 0 ? settings_.file : settings_.file + "." + std::to_string(number);
    };
    for (unsigned number = settings_.files_kept; number-- > 0;)
        std::rename(numbered(number).c_str(), numbered(number + 1).c_str());
    if (settings_.files_kept == 0) std::remove(settings_.file.c_str());
    if (!open_file().ok()) ++failures_;
}

}  // namespace agglo::http
