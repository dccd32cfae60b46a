#include "base/net/address.h"

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <string>

namespace adder::testing {

namespace {

using net::Reach;
using net::reach_of_literal;

TEST(Address, ThePublicInternetIsEverywhere) {
  for (const auto* const address :
       {"8.8.8.8", "151.101.0.223", "172.15.255.255", "172.32.0.1", "100.63.255.255", "100.128.0.1",
        "192.169.0.1", "223.255.255.255", "2a04:4e42::223", "2620:0:2d0:200::7"}) {
    EXPECT_EQ(reach_of_literal(address), Reach::everywhere) << address;
  }
}

TEST(Address, WhatBelongsToSomeNetworkIsLocal) {
  for (const auto* const address : {"127.0.0.1",
                                    "127.255.255.254",
                                    "0.0.0.0",
                                    "10.1.2.3",
                                    "172.16.0.1",
                                    "172.31.255.255",
                                    "192.168.1.1",
                                    "100.64.0.1",
                                    "100.127.255.255",
                                    "169.254.1.1",
                                    "198.18.0.1",
                                    "192.0.2.7",
                                    "224.0.0.1",
                                    "240.0.0.1",
                                    "255.255.255.255",
                                    "::",
                                    "::1",
                                    "fc00::1",
                                    "fdff::1",
                                    "fe80::1",
                                    "fec0::1",
                                    "ff02::1",
                                    "2001:db8::1",
                                    "2001::1",
                                    "100::1",
                                    "3fff::1",
                                    "4000::1"}) {
    EXPECT_EQ(reach_of_literal(address), Reach::local) << address;
  }
}

TEST(Address, AnIpv4AddressInsideAnIpv6OneCountsAsWhatItLeadsTo) {
  for (const auto* const address : {"::ffff:127.0.0.1", "::ffff:0a00:1", "64:ff9b::10.0.0.1",
                                    "2002:7f00:1::", "2002:c0a8:0101::1", "::127.0.0.1",
                                    "::ffff:0:10.0.0.1", "64:ff9b:1::8.8.8.8"}) {
    EXPECT_EQ(reach_of_literal(address), Reach::local) << address;
  }
  for (const auto* const address : {"::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1"}) {
    EXPECT_EQ(reach_of_literal(address), Reach::everywhere) << address;
  }
}

TEST(Address, MetadataServicesAreKnownInEveryDisguise) {
  for (const auto* const address :
       {"169.254.169.254", "::ffff:169.254.169.254", "::ffff:a9fe:a9fe", "64:ff9b::a9fe:a9fe",
        "2002:a9fe:a9fe::", "0xa9fea9fe", "2852039166", "169.254.43518", "fd00:ec2::254",
        "100.100.100.200", "168.63.129.16", "fd00:0ec2:0:0::254", "64:ff9b:1::a9fe:a9fe"}) {
    EXPECT_EQ(reach_of_literal(address), Reach::metadata) << address;
  }
}

TEST(Address, HasOneSpelling) {
  EXPECT_EQ(net::canonical_literal("127.1"), "127.0.0.1");
  EXPECT_EQ(net::canonical_literal("::FFFF:10.0.0.1"), "10.0.0.1");
  EXPECT_EQ(net::canonical_literal("0:0:0::1"), "::1");
  EXPECT_EQ(net::canonical_literal("localhost"), "");
  EXPECT_FALSE(net::is_ip_literal("pypi.org"));
  EXPECT_FALSE(net::is_ip_literal("1.2.3.4 x"));
  EXPECT_TRUE(net::ends_in_a_number("a.b.12"));
  EXPECT_FALSE(net::ends_in_a_number("12.a"));
}

TEST(Address, ASocketsAddressIsReadLikeALiteral) {
  sockaddr_in6 ipv6 = {};
  ipv6.sin6_family = AF_INET6;
  ::inet_pton(AF_INET6, "::ffff:169.254.169.254", &ipv6.sin6_addr);
  sockaddr_in ipv4 = {};
  ipv4.sin_family = AF_INET;
  ::inet_pton(AF_INET, "8.8.8.8", &ipv4.sin_addr);
  const sockaddr other = {.sa_family = AF_UNIX, .sa_data = {}};

  EXPECT_EQ(net::reach_of(reinterpret_cast<sockaddr&>(ipv6)), Reach::metadata);
  EXPECT_EQ(net::reach_of(reinterpret_cast<sockaddr&>(ipv4)), Reach::everywhere);
  EXPECT_EQ(net::canonical_literal(reinterpret_cast<sockaddr&>(ipv4)), "8.8.8.8");
  EXPECT_EQ(net::reach_of(other), Reach::local);
}

}  // namespace

}  // namespace adder::testing
