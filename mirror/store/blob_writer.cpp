#include "mirror/store/blob_writer.h"

#include "mirror/store/copy_in.h"

namespace adder::mirror {

Result<Blob> BlobWriter::write(std::string_view bytes) {
  const auto sum = io::sha256_of(bytes);
  TRY_ASSIGN(const auto known, find_blob(store_, sum));
  if (known) return *known;
  if (under_way_.contains(sum)) {
    const auto digests = io::digests_of(bytes);
    return Blob{.sha256 = sum, .blake2b = digests.blake2b, .size = bytes.size()};
  }
  TRY_ASSIGN(auto arrival, write_in(store_, bytes));
  const auto blob = arrival.blob;
  under_way_.insert(sum);
  settler_.add(std::move(arrival));
  TRY(enter_durable());
  return blob;
}

Result<void> BlobWriter::finish() {
  settler_.finish();
  return enter_durable();
}

Result<void> BlobWriter::enter_durable() {
  TRY_ASSIGN(const auto blobs, settler_.take());
  TRY(enter_blobs(store_, blobs));
  for (const auto& blob : blobs) under_way_.erase(blob.sha256);
  return {};
}

}  // namespace adder::mirror
