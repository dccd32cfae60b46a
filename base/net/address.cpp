#include "base/net/address.h"

#include "base/core/text.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>

namespace adder::net {

namespace {

using Bytes = std::array<std::uint8_t, 16>;  // IPv6, or IPv4 mapped into it

struct Block {
  std::string_view first;
  int bits;  // of the IPv4 or IPv6 address
};

// What is not the internet's, after IANA's special-purpose registries.
constexpr Block kLocalIpv4[] = {
    {"0.0.0.0", 8},      {"10.0.0.0", 8},     {"100.64.0.0", 10}, {"127.0.0.0", 8},
    {"169.254.0.0", 16}, {"172.16.0.0", 12},  {"192.0.0.0", 24},  {"192.0.2.0", 24},
    {"192.88.99.0", 24}, {"192.168.0.0", 16}, {"198.18.0.0", 15}, {"198.51.100.0", 24},
    {"203.0.113.0", 24}, {"224.0.0.0", 4},    {"240.0.0.0", 4},
};
constexpr Block kLocalIpv6[] = {{"2001::", 23}, {"2001:db8::", 32}, {"3fff::", 20}};
constexpr Block kGlobalIpv6 = {"2000::", 3};

// Where IPv6 carries an IPv4 address, and at which byte.
struct Carrier {
  Block block;
  std::size_t at;
};
constexpr Carrier kCarriers[] = {
    {{"64:ff9b::", 96}, 12},     // NAT64
    {{"64:ff9b:1::", 48}, 12},   // NAT64 inside one network
    {{"::ffff:0:0:0", 96}, 12},  // SIIT
    {{"::", 96}, 12},            // IPv4-compatible, long deprecated
    {{"2002::", 16}, 2},         // 6to4
};

constexpr std::string_view kMetadata[] = {
    "169.254.169.254",  // AWS, Azure, GCP, OpenStack and most others
    "169.254.170.2",    // AWS ECS
    "169.254.170.23",   // AWS EKS
    "169.254.0.23",     // Tencent
    "169.254.42.42",    // Scaleway
    "100.100.100.200",  // Alibaba
    "192.0.0.192",      // Oracle
    "168.63.129.16",    // Azure's wire server
    "fd00:ec2::254",    // AWS
    "fd00:ec2::23",     // AWS EKS
    "fd20:ce::254",     // GCP
    "fd00:42::42",      // Scaleway
    "fe80::a9fe:a9fe",  // OpenStack
};

constexpr Bytes kMappedPrefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr int kMappedBits = 96;

Bytes mapped(std::span<const std::uint8_t, 4> ipv4) {
  auto bytes = kMappedPrefix;
  std::ranges::copy(ipv4, bytes.begin() + 12);
  return bytes;
}

bool is_ipv4(const Bytes& bytes) {
  return std::equal(bytes.begin(), bytes.begin() + 12, kMappedPrefix.begin());
}

std::optional<Bytes> bytes_of_literal(std::string_view host) {
  const std::string text(host);
  Bytes bytes = {};
  if (::inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1) return bytes;
  in_addr ipv4 = {};
  const bool digits_first = !text.empty() && text.front() >= '0' && text.front() <= '9';
  // inet_aton takes every spelling of old: 127.1, 0x7f.1, 2130706433.
  if (!digits_first || text.find_first_of(" \t\n") != text.npos) return {};
  if (::inet_aton(text.c_str(), &ipv4) == 0) return {};
  std::array<std::uint8_t, 4> quad = {};
  std::memcpy(quad.data(), &ipv4, quad.size());
  return mapped(quad);
}

std::optional<Bytes> bytes_of(const sockaddr& address) {
  if (address.sa_family == AF_INET6) {
    const auto& ipv6 = reinterpret_cast<const sockaddr_in6&>(address);
    Bytes bytes = {};
    std::memcpy(bytes.data(), &ipv6.sin6_addr, bytes.size());
    return bytes;
  }
  if (address.sa_family != AF_INET) return {};
  const auto& ipv4 = reinterpret_cast<const sockaddr_in&>(address);
  std::array<std::uint8_t, 4> quad = {};
  std::memcpy(quad.data(), &ipv4.sin_addr, quad.size());
  return mapped(quad);
}

bool starts_alike(const Bytes& left, const Bytes& right, int bits) {
  for (std::size_t i = 0; bits > 0; ++i, bits -= 8) {
    const auto mask = static_cast<std::uint8_t>(bits >= 8 ? 0xff : 0xff << (8 - bits));
    if (((left[i] ^ right[i]) & mask) != 0) return false;
  }
  return true;
}

bool lies_in(const Bytes& bytes, const Block& block) {
  const auto first = *bytes_of_literal(block.first);
  const int bits = is_ipv4(first) ? kMappedBits + block.bits : block.bits;
  return starts_alike(bytes, first, bits);
}

bool is_metadata(const Bytes& bytes) {
  return std::ranges::any_of(
      kMetadata, [&](std::string_view known) { return bytes_of_literal(known) == bytes; });
}

bool lies_in_any(const Bytes& bytes, std::span<const Block> blocks) {
  return std::ranges::any_of(blocks, [&](const Block& block) { return lies_in(bytes, block); });
}

Reach reach(const Bytes& bytes) {
  if (is_metadata(bytes)) return Reach::metadata;
  if (is_ipv4(bytes)) return lies_in_any(bytes, kLocalIpv4) ? Reach::local : Reach::everywhere;

  const bool global = lies_in(bytes, kGlobalIpv6) && !lies_in_any(bytes, kLocalIpv6);
  for (const auto& [block, at] : kCarriers) {
    if (!lies_in(bytes, block)) continue;
    const auto inner = reach(mapped(std::span(bytes).subspan(at).first<4>()));
    // Only NAT64's well-known prefix and 6to4 lead to the internet at all.
    const bool leads_out = global || block.first == "64:ff9b::";
    return leads_out ? inner : std::max(inner, Reach::local);
  }
  return global ? Reach::everywhere : Reach::local;
}

std::string spelled(const Bytes& bytes) {
  char text[INET6_ADDRSTRLEN] = {};
  const bool ipv4 = is_ipv4(bytes);
  ::inet_ntop(ipv4 ? AF_INET : AF_INET6, bytes.data() + (ipv4 ? 12 : 0), text, sizeof text);
  return text;
}

}  // namespace

Reach reach_of(const sockaddr& address) {
  const auto bytes = bytes_of(address);
  return bytes ? reach(*bytes) : Reach::local;
}

bool is_ip_literal(std::string_view host) {
  return bytes_of_literal(host).has_value();
}

Reach reach_of_literal(std::string_view host) {
  const auto bytes = bytes_of_literal(host);
  return bytes ? reach(*bytes) : Reach::local;
}

std::string canonical_literal(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  const auto bytes = bytes_of_literal(host);
  return bytes ? spelled(*bytes) : "";
}

std::string canonical_literal(const sockaddr& address) {
  const auto bytes = bytes_of(address);
  return bytes ? spelled(*bytes) : "";
}

bool ends_in_a_number(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  const auto label = host.substr(host.rfind('.') + 1);
  if (label.starts_with("0x") || label.starts_with("0X")) return true;
  return !label.empty() && label.find_first_not_of("0123456789") == label.npos;
}

}  // namespace adder::net
