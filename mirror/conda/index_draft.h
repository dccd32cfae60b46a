#pragma once

#include "base/io/fd.h"
#include "base/net/client.h"
#include "mirror/words/report.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>

namespace adder::mirror {

// The body of an index or a shard on its way into a file. One that breaks off goes on where it
// was, if upstream still has the same.
class IndexDraft final : public net::Receiver {
 public:
  IndexDraft(std::filesystem::path path, Report& report)
      : path_(std::move(path)), report_(report) {}

  Part held() override;
  Result<void> begin(const net::Head& head, std::uint64_t offset) override;
  Result<void> write(std::span<const std::byte> bytes) override;

  // Whether a request that ended so brought the body; the last part of it does.
  static bool is_body(int status) { return status == 200 || status == 206; }

  // No more is to come.
  Result<void> close();

  const std::filesystem::path& path() const { return path_; }
  // Why this machine takes no more of it, when that is why it ended.
  const std::optional<Error>& trouble_here() const { return trouble_here_; }

 private:
  Result<void> noted(Result<void> outcome);
  Result<void> start_over();

  std::filesystem::path path_;
  Report& report_;
  io::Fd file_;
  std::string etag_;
  std::uint64_t received_ = 0;
  std::optional<Error> trouble_here_;
};

}  // namespace adder::mirror
