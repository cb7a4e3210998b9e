import { expect, test } from "vitest";
import { aptSettings, parseAptClosure } from "./apt-closure.ts";

const PRINTED = `Reading package lists...
The following NEW packages will be installed:
  libc6 liblzf1 redis-server
After this operation, 7097 kB of additional disk space will be used.
'http://deb.debian.org/debian/pool/main/libl/liblzf/liblzf1_3.6-3_amd64.deb' liblzf1_3.6-3_amd64.deb 10192 MD5Sum:698d
'http://deb.debian.org/debian/pool/main/g/glibc/libc6_2.36-9_amd64.deb' libc6_2.36-9_amd64.deb 2752000 MD5Sum:698d
'http://deb.debian.org/s/r/redis-server_7.0.15-1%7edeb12u10_amd64.deb' redis-server_5%3a7.0.15-1~deb12u10_amd64.deb 73908 
`;

test("apt's closure is every package it would fetch, but never the C library", () => {
  expect(parseAptClosure(PRINTED)).toEqual([
    { name: "liblzf1", file: "liblzf1_3.6-3_amd64.deb" },
    { name: "redis-server", file: "redis-server_5%3a7.0.15-1~deb12u10_amd64.deb" },
  ]);
});

test("an answer without addresses is an empty closure", () => {
  expect(parseAptClosure("E: Unable to locate package redis-server\n")).toEqual([]);
});

test("apt keeps lists and cache in our folder", () => {
  expect(aptSettings("/x")).toContain('Dir::State::Lists "/x/lists";');
});
