#include "base/io/named_digests.h"

#include "base/core/checksum.h"
#include "base/core/handle.h"
#include "base/io/file.h"
#include "base/io/sink.h"

#include <openssl/evp.h>

#include <array>
#include <cstdlib>
#include <utility>
#include <vector>

namespace adder::io {

namespace {

using Context = Handle<EVP_MD_CTX, EVP_MD_CTX_free>;

// Those that Python always has; shake_* have no size of their own.
constexpr std::array<std::pair<std::string_view, const char*>, 11> kAlgorithms = {{
    {"md5", "MD5"},
    {"sha1", "SHA1"},
    {"sha224", "SHA2-224"},
    {"sha384", "SHA2-384"},
    {"sha512", "SHA2-512"},
    {"sha3_224", "SHA3-224"},
    {"sha3_256", "SHA3-256"},
    {"sha3_384", "SHA3-384"},
    {"sha3_512", "SHA3-512"},
    {"blake2b", "BLAKE2B-512"},
    {"blake2s", "BLAKE2S-256"},
}};

// An OpenSSL may have been built, or told, to do without one.
Context hashing(std::string_view name) {
  for (const auto& [known, algorithm] : kAlgorithms) {
    if (known != name) continue;
    Context context(EVP_MD_CTX_new());
    const Handle<EVP_MD, EVP_MD_free> kind(EVP_MD_fetch(nullptr, algorithm, nullptr));
    if (kind && EVP_DigestInit_ex2(context.get(), kind.get(), nullptr) == 1) return context;
  }
  return nullptr;
}

class NamedSink final : public Sink {
 public:
  explicit NamedSink(std::span<const std::string> names) {
    for (const auto& name : names) {
      if (auto context = hashing(name)) contexts_.insert_or_assign(name, std::move(context));
    }
  }

  Result<void> write(std::span<const std::byte> bytes) override {
    for (const auto& [name, context] : contexts_) {
      if (EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) != 1) std::abort();
    }
    return {};
  }

  bool has_work() const { return !contexts_.empty(); }

  std::map<std::string, std::string> finish() && {
    std::map<std::string, std::string> digests;
    for (const auto& [name, context] : contexts_) {
      std::array<std::byte, EVP_MAX_MD_SIZE> digest{};
      unsigned size = 0;
      auto* out = reinterpret_cast<unsigned char*>(digest.data());
      if (EVP_DigestFinal_ex(context.get(), out, &size) != 1) std::abort();
      digests[name] = to_hex(std::span(digest).first(size));
    }
    return digests;
  }

 private:
  std::map<std::string, Context> contexts_;
};

}  // namespace

Result<std::map<std::string, std::string>> named_digests(const std::filesystem::path& path,
                                                         std::span<const std::string> names) {
  NamedSink sink(names);
  if (sink.has_work()) TRY(pour(path, sink));
  return std::move(sink).finish();
}

}  // namespace adder::io
