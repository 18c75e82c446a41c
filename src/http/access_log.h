#pragma once
// AccessLog: one line of JSON a request, written by a thread of its own so that no answer waits for
// a disk. A line never has query strings, headers, bodies, cookies or tokens.
//
//   auto log = TRY(AccessLog::open({.file = "access.log"}));
//   log->write({.request_id = id, .method = "GET", .path = "/api/v1/project/7", .status = 200});
//   {"time":"2026-11-22T08:00:00.123Z","request_id":"…","remote":"10.0.0.7","account":"wang",
//    "method":"GET","route":"/api/v1/{entity}/{id}","path":"/api/v1/project/7","status":200,
//    "bytes":812,"ms":1.204}
//
// Lines wait in a bounded queue; what does not fit is dropped, counted, and told by a line
// {"time":…,"dropped":N} once there is room.
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/result.h"

namespace agglo::http {

struct AccessLogSettings {
    std::string file = {};
    uint64_t file_bytes_max = 64u << 20;  ///< then it becomes FILE.1, FILE.1 becomes FILE.2, …
    unsigned files_kept = 14;             ///< beside the one written to
    size_t lines_waiting_max = 16'384;
};

struct AccessLine {
    std::string request_id = {};
    std::string remote = {};
    std::string account = {};  ///< empty: nobody signed in
    std::string_view method = {};
    std::string route = {};  ///< the template; empty: none
    std::string path = {};   ///< decoded, without query
    int status = 0;          ///< 0: the client went before its answer
    uint64_t bytes = 0;      ///< sent, head included
    double ms = 0;           ///< from the first byte of the request to the last of the answer
    bool is_cut = false;     ///< the client did not take the whole answer
};

class AccessLog {
public:
    /// Error: kBadFile when the file cannot be written to.
    static Result<std::unique_ptr<AccessLog>> open(AccessLogSettings settings);
    /// Writes what waits.
    ~AccessLog();
    AccessLog(AccessLog const&) = delete;
    AccessLog& operator=(AccessLog const&) = delete;

    /// From any thread; never waits for the disk.
    void write(AccessLine const& line);
    /// Goes on in a new file of the same name, after something else has moved the old one away.
    void reopen();
    uint64_t dropped() const { return dropped_; }
    uint64_t failures() const { return failures_; }

private:
    explicit AccessLog(AccessLogSettings settings) : settings_(std::move(settings)) {}
    Result<void> open_file();
    void work();
    void put(std::vector<std::string> const& lines);
    void append(std::string_view line);
    void rotate();

    AccessLogSettings const settings_;
    std::mutex mutex_;  // of waiting_, is_ending_, wants_reopening_
    std::condition_variable wake_;
    std::vector<std::string> waiting_;
    bool is_ending_ = false, wants_reopening_ = false;
    std::atomic<uint64_t> dropped_ = 0, failures_ = 0;
    uint64_t told_dropped_ = 0, file_bytes_ = 0;  // of the thread
    int file_ = -1;
    std::thread thread_;
};

/// As it is written, without the line's end.
std::string to_json(AccessLine const& line, std::string_view time);

}  // namespace agglo::http
