// A way to the server that breaks at a commit.
#pragma once

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace zdm::test {

// Listens on a Unix socket and forwards to the server's, until the nth COMMIT goes by. Then it cuts
// that connection: so that the server never hears of the COMMIT, or so that zdm never hears what
// came of it. All others stay, and later ones are served as before.
class CommitCutter {
 public:
  enum class Cut { before_it_is_told, before_it_answers };

  CommitCutter(const std::filesystem::path& server, Cut cut, int at)
      : server_(server), cut_(cut), at_(at) {
    // Not below TMPDIR, which may be too deep for a socket: its name has 107 bytes.
    std::string folder = "/tmp/zdm-cut-XXXXXX";
    if (::mkdtemp(folder.data()) == nullptr) throw std::runtime_error("cannot make " + folder);
    folder_ = folder;
    listener_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_un address = address_of(folder_ / ".s.PGSQL.5432");
    if (::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0 ||
        ::listen(listener_, 16) != 0)
      throw std::runtime_error("cannot listen in " + folder);
    acceptor_ = std::thread([this] { accept_all(); });
  }
  CommitCutter(const CommitCutter&) = delete;
  CommitCutter& operator=(const CommitCutter&) = delete;
  ~CommitCutter() {
    ended_ = true;
    acceptor_.join();
    for (std::thread& connection : connections_) connection.join();
    ::close(listener_);
    std::filesystem::remove_all(folder_);
  }

  const std::filesystem::path& folder() const { return folder_; }
  bool has_cut() const { return seen_ >= at_; }

 private:
  static sockaddr_un address_of(const std::filesystem::path& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof(address.sun_path) - 1);
    return address;
  }

  void accept_all() {
    while (!ended_) {
      pollfd waiting{listener_, POLLIN, 0};
      if (::poll(&waiting, 1, 20) <= 0) continue;
      const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (client >= 0) connections_.emplace_back([this, client] { serve(client); });
    }
  }

  void serve(int client) {
    const int server = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_un address = address_of(server_);
    if (::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0)
      while (!ended_ && forward(client, server)) {
      }
    ::close(client);
    ::close(server);
  }

  // `false` at the end of the connection.
  bool forward(int client, int server) {
    std::array<pollfd, 2> waiting{{{client, POLLIN, 0}, {server, POLLIN, 0}}};
    ::poll(waiting.data(), waiting.size(), 20);
    if (waiting[0].revents != 0 && !forward_from_client(client, server)) return false;
    return waiting[1].revents == 0 || pass(server, client) != "";
  }

  bool forward_from_client(int client, int server) {
    std::array<char, 65536> buffer{};
    const ssize_t got = ::recv(client, buffer.data(), buffer.size(), 0);
    if (got <= 0) return false;
    const std::string_view told(buffer.data(), static_cast<std::size_t>(got));
    const bool to_be_cut = told.find("; COMMIT") != std::string_view::npos && ++seen_ == at_;
    if (to_be_cut && cut_ == Cut::before_it_is_told) return false;
    if (!send_all(server, told)) return false;
    if (!to_be_cut) return true;
    ::recv(server, buffer.data(), buffer.size(), 0);  // it is done, and nobody hears of it
    return false;
  }

  static std::string pass(int from, int to) {
    std::string buffer(65536, '\0');
    const ssize_t got = ::recv(from, buffer.data(), buffer.size(), 0);
    if (got <= 0) return {};
    buffer.resize(static_cast<std::size_t>(got));
    return send_all(to, buffer) ? buffer : "";
  }

  static bool send_all(int to, std::string_view text) {
    while (!text.empty()) {
      const ssize_t sent = ::send(to, text.data(), text.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      text.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  const std::filesystem::path server_;
  const Cut cut_;
  const int at_;
  std::filesystem::path folder_;
  int listener_ = -1;
  std::atomic<int> seen_ = 0;
  std::atomic<bool> ended_ = false;
  std::thread acceptor_;
  std::vector<std::thread> connections_;  // only the acceptor adds to it, until it has ended
};

}  // namespace zdm::test
