#pragma once
// RawClient: a blocking socket for the server's tests, which sends bytes exactly as written.
//
//   RawClient client(server->port());
//   client.send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
//   RawReply reply = client.read();   // one response by its Content-Length
#include <arpa/inet.h>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>

namespace agglo::http {

struct RawReply {
    int status = 0;  ///< 0: the connection ended without an answer
    std::string head;
    std::string body;

    std::string header(std::string_view name) const {
        auto const start = head.find("\r\n" + std::string(name) + ": ");
        if (start == head.npos) return "";
        auto const value = start + name.size() + 4;
        return head.substr(value, head.find("\r\n", value) - value);
    }
};

class RawClient {
public:
    static constexpr int kPatience_s = 20;

    explicit RawClient(uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        timeval const patience{kPatience_s, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    }
    ~RawClient() { ::close(socket_); }
    RawClient(RawClient const&) = delete;
    RawClient& operator=(RawClient const&) = delete;

    bool connected() const { return connected_; }
    int handle() const { return socket_; }

    /// False when the server no longer takes it.
    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            auto const sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<size_t>(sent));
        }
        return true;
    }

    /// One response; for HEAD and 304 say that no body follows.
    RawReply read(bool has_body = true) {
        RawReply reply;
        reply.head = read_through("\r\n\r\n");
        if (reply.head.size() < 12) return reply;
        reply.status = std::atoi(reply.head.c_str() + 9);
        auto const length = std::strtoull(reply.header("Content-Length").c_str(), nullptr, 10);
        while (has_body && buffer_.size() < length && fill()) {
        }
        if (has_body) reply.body = take(length);
        return reply;
    }
    RawReply ask(std::string_view request) {
        send(request);
        return read();
    }
    /// Up to and with `mark`; less when the connection ends before.
    std::string read_through(std::string_view mark) {
        while (buffer_.find(mark) == buffer_.npos && fill()) {
        }
        auto const at = buffer_.find(mark);
        return take(at == buffer_.npos ? buffer_.size() : at + mark.size());
    }
    /// True when the server has closed and sent nothing more.
    bool at_end() { return buffer_.empty() && !fill(); }

private:
    bool fill() {
        char bytes[16384];
        auto const count = ::recv(socket_, bytes, sizeof bytes, 0);
        if (count <= 0) return false;
        buffer_.append(bytes, static_cast<size_t>(count));
        return true;
    }
    std::string take(size_t size) {
        auto taken = buffer_.substr(0, size);
        buffer_.erase(0, size);
        return taken;
    }

    int socket_;
    bool connected_ = false;
    std::string buffer_;
};

}  // namespace agglo::http
