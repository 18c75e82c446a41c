#include "exchange/limited_process.h"

#include <fcntl.h>
#include <fstream>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.h"

namespace agglo {

namespace {

constexpr size_t kSaidBytesMax = 2'000;
constexpr int kCannotStart = 127;
constexpr char const* kDefaultPath = "/usr/local/bin:/usr/bin:/bin";

Error failed(LimitedProcess const& process, std::string zh, std::string en) {
    return Error(ErrorCode::kToolFailed, {process.program, std::move(zh), std::move(en)});
}

std::string search_path() {
    char const* const path = getenv("PATH");
    return path && *path ? path : kDefaultPath;
}

/// The path of a program; empty when there is none.
std::string find_program(std::string const& name) {
    if (name.find('/') != std::string::npos) return access(name.c_str(), X_OK) == 0 ? name : "";
    auto const path = search_path();
    for (size_t from = 0; from <= path.size();) {
        auto const end = std::min(path.find(':', from), path.size());
        auto const candidate = path.substr(from, end - from) + "/" + name;
        if (access(candidate.c_str(), X_OK) == 0) return candidate;
        from = end + 1;
    }
    return "";
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> found;
    for (auto& text : texts) found.push_back(text.data());
    found.push_back(nullptr);
    return found;
}

void limit(int resource, rlim_t most) {
    rlimit const both{most, most};
    setrlimit(static_cast<__rlimit_resource_t>(resource), &both);
}

// Between fork and exec only calls that are safe in a signal handler: other threads may have held
// any lock.
[[noreturn]] void become(char const* program, char* const* arguments, char* const* environment,
                         LimitedProcess const& process, int said, pid_t parent) {
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    int const nothing = open("/dev/null", O_RDONLY);
    bool const ready = getppid() == parent && nothing >= 0 && dup2(nothing, 0) >= 0 &&
                       dup2(said, 1) >= 0 && dup2(said, 2) >= 0 &&
                       chdir(process.folder.c_str()) == 0;
    if (!ready) _exit(kCannotStart);
    close_range(3, ~0U, 0);
    auto const& limits = process.limits;
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, limits.cpu_s);
    limit(RLIMIT_AS, limits.memory_bytes);
    limit(RLIMIT_FSIZE, limits.file_bytes);
    limit(RLIMIT_NOFILE, limits.files);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    execve(program, arguments, environment);
    _exit(kCannotStart);
}

/// False when time was up; the process has been collected either way.
bool wait_for(pid_t child, unsigned wall_s, int& status) {
    // By number: glibc 2.36 declares pidfd_open without C linkage.
    int const handle = static_cast<int>(syscall(SYS_pidfd_open, child, 0));
    pollfd watched{handle, POLLIN, 0};
    int ready = 0;
    do ready = handle < 0 ? 1 : poll(&watched, 1, static_cast<int>(wall_s) * 1000);
    while (ready < 0 && errno == EINTR);
    if (handle >= 0) close(handle);
    if (ready == 0) kill(-child, SIGKILL);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    kill(-child, SIGKILL);  // whatever it may have left behind in its group
    return ready != 0;
}

/// The end of what the program wrote to its standard outputs.
std::string last_words(std::string const& path) {
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    auto const size = static_cast<size_t>(std::max<std::streamoff>(file.tellg(), 0));
    auto const kept = std::min(size, kSaidBytesMax);
    file.seekg(static_cast<std::streamoff>(size - kept));
    std::string text(kept, '\0');
    file.read(text.data(), static_cast<std::streamsize>(kept));
    if (!is_utf8(text)) return "";
    return std::string(trim(text));
}

}  // namespace

Result<void> run_limited(LimitedProcess const& process) {
    auto const program = find_program(process.program);
    if (program.empty()) {
        return failed(process, "未安装。" + process.advice_zh,
                      "not installed. " + process.advice_en);
    }
    std::vector<std::string> arguments{process.program};
    arguments.insert(arguments.end(), process.arguments.begin(), process.arguments.end());
    std::vector<std::string> environment{"PATH=" + search_path(), "HOME=" + process.folder,
                                         "LANG=C.UTF-8"};
    environment.insert(environment.end(), process.environment.begin(), process.environment.end());
    auto const argument_list = pointers(arguments);
    auto const environment_list = pointers(environment);
    auto const said_path = process.folder + "/said.txt";
    int const said = open(said_path.c_str(), O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
    if (said < 0) return Error(ErrorCode::kStorageFailed, {said_path});

    pid_t const parent = getpid();
    pid_t const child = fork();
    if (child == 0) {
        become(program.c_str(), argument_list.data(), environment_list.data(), process, said,
               parent);
    }
    close(said);
    if (child < 0) return failed(process, "无法启动", "cannot be started");
    int status = 0;
    if (!wait_for(child, process.limits.wall_s, status)) {
        return failed(process, "超时", "it took too long");
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
    auto const words = last_words(said_path);
    return failed(process, words.empty() ? "异常结束" : words,
                  words.empty() ? "it broke off" : words);
}

}  // namespace agglo
