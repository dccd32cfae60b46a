#include "mirror/conda/index_draft.h"

#include "base/io/file.h"

#include <fcntl.h>

#include <utility>

namespace adder::mirror {

net::Receiver::Part IndexDraft::held() {
  if (received_ == 0) return {};
  return {.bytes = received_, .etag = etag_};
}

Result<void> IndexDraft::begin(const net::Head& head, std::uint64_t offset) {
  const bool goes_on = offset > 0 && offset == received_;
  if (!goes_on) TRY(noted(start_over()));
  etag_ = head.etag;
  return {};
}

Result<void> IndexDraft::write(std::span<const std::byte> bytes) {
  TRY(noted(io::write_all(*file_, bytes, path_)));
  received_ += bytes.size();
  report_.received(bytes.size());
  return {};
}

Result<void> IndexDraft::close() {
  if (!file_) TRY(noted(start_over()));  // an empty body has no first piece
  return noted(io::close_file(std::move(file_), path_));
}

Result<void> IndexDraft::noted(Result<void> outcome) {
  if (!outcome) trouble_here_ = outcome.error();
  return outcome;
}

Result<void> IndexDraft::start_over() {
  received_ = 0;
  file_ = io::Fd(::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  if (!file_) return io::disk_error("create", path_);
  return {};
}

}  // namespace adder::mirror
