#pragma once

#include "base/io/fd.h"
#include "base/io/hasher.h"
#include "base/net/client.h"
#include "mirror/store/blobs.h"
#include "mirror/store/carrier.h"
#include "mirror/words/artifact.h"
#include "mirror/words/held.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>

namespace adder::mirror {

// What is wrong with bytes that turned out like this, if they are not what was promised.
std::optional<Held> broken_promise(const Artifact& artifact, const io::Digests& found,
                                   std::uint64_t size, const std::string& url);

// One artifact on its way home: hashed while it is written, kept only if it is what was promised.
//
// The bytes of a big file that broke off stay in store/incoming together with the validator they
// came with, and the next attempt, or the next run, goes on from there.
class Download final : public net::Receiver {
 public:
  Download(Artifact artifact, const Carrier& carrier);

  Part held() override;
  Result<void> begin(const net::Head& head, std::uint64_t offset) override;
  Result<void> write(std::span<const std::byte> bytes) override;

  // What arrived is what was promised, and closed but not yet durable; or why not. After a refusal
  // nothing of it is left on disk.
  std::variant<Blob, Held> finish(const std::string& url);

  // Why this machine takes no more of it, when that is why it ended.
  const std::optional<Error>& trouble_here() const { return trouble_here_; }
  bool is_too_long() const { return too_long_; }

  const Artifact& artifact() const { return artifact_; }
  const std::filesystem::path& path() const { return path_; }

 private:
  Result<void> take_up();
  Result<void> start_over();
  Result<void> remember(const std::string& etag) const;
  Result<void> trouble(Error error);
  void push_to_disk();
  void drop();

  Artifact artifact_;
  Allowance* allowance_;
  Report* report_;
  std::filesystem::path path_;
  std::filesystem::path etag_path_;
  std::string etag_;
  io::Fd file_;
  io::Hasher hasher_;
  std::uint64_t received_ = 0;
  std::uint64_t pushed_ = 0;
  bool looked_for_part_ = false;
  bool too_long_ = false;
  std::optional<Error> trouble_here_;
};

}  // namespace adder::mirror
