#include "tests/support/tls_front.h"

#include "base/core/text.h"
#include "base/io/fd.h"
#include "tests/support/certificate.h"
#include "tests/support/free_port.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <chrono>
#include <thread>

namespace adder::testing {

namespace {

constexpr std::chrono::seconds kStartsWithin(10);
constexpr int kTriesForFreePorts = 3;

std::string configuration(const std::filesystem::path& folder, std::uint16_t port,
                          std::uint16_t port_behind) {
  const auto in = folder.native();
  return lines({
      "daemon off; master_process off;",
      cat("pid ", in, "/pid; error_log ", in, "/error.log;"),
      "events { worker_connections 256; }",
      "http {",
      cat("  access_log off; client_body_temp_path ", in, "/body; proxy_temp_path ", in, "/proxy;"),
      cat("  fastcgi_temp_path ", in, "/fastcgi; uwsgi_temp_path ", in, "/uwsgi;"),
      cat("  scgi_temp_path ", in, "/scgi;"),
      "  server {",
      cat("    listen 127.0.0.1:", port, " ssl http2;"),
      cat("    ssl_certificate ", in, "/server.pem; ssl_certificate_key ", in, "/server.key;"),
      // Shown to the server behind, not judged: that is not what is tested.
      "    ssl_verify_client optional_no_ca;",
      "    location / {",
      cat("      proxy_pass http://127.0.0.1:", port_behind, "; proxy_http_version 1.1;"),
      "      proxy_redirect off; proxy_set_header Host $http_host;",
      "      proxy_set_header X-Protocol $server_protocol;",
      "      proxy_set_header X-Connection $connection;",
      "      proxy_set_header X-Client $ssl_client_s_dn;",
      "    }",
      "  }",
      "}",
  });
}

bool somebody_listens_at(std::uint16_t port) {
  sockaddr_in name = {};
  name.sin_family = AF_INET;
  name.sin_port = htons(port);
  name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const io::Fd fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  return ::connect(*fd, reinterpret_cast<sockaddr*>(&name), sizeof name) == 0;
}

bool listens_before_long(std::uint16_t port, Background& server) {
  const auto deadline = std::chrono::steady_clock::now() + kStartsWithin;
  while (server.running() && std::chrono::steady_clock::now() < deadline) {
    if (somebody_listens_at(port)) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

}  // namespace

std::string TlsFront::absent() {
  for (const auto* const program : {"nginx", "openssl"}) {
    if (find_program(program).empty()) return cat(program, " is not installed");
  }
  return "";
}

// A free port may be taken by somebody else before nginx has it: then try another.
TlsFront::TlsFront(std::uint16_t port_behind) {
  if (!make_certificate(folder_.path())) return;
  for (int tries = 0; tries < kTriesForFreePorts && !server_; ++tries) {
    if (!start(port_behind)) server_.reset();
  }
}

bool TlsFront::start(std::uint16_t port_behind) {
  port_ = free_port();
  const auto config = folder_.write("tls.conf", configuration(folder_.path(), port_, port_behind));
  server_ = std::make_unique<Background>(
      Command{.words = {"nginx", "-e", folder_ / "error.log", "-c", config}}, folder_ / "said");
  return listens_before_long(port_, *server_);
}

std::string TlsFront::url(std::string_view path) const {
  return cat("https://localhost:", port_, path);
}

}  // namespace adder::testing
