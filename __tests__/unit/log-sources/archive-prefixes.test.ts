import { archivePrefixes } from "../../../log-sources/archive-prefixes";

const prefixes = Object.values(archivePrefixes);

test("no prefix begins with another prefix, so that the writer of one kind of log cannot write another kind", () => {
  for (const prefix of prefixes) {
    expect(prefixes.filter((other) => `${other}/`.startsWith(`${prefix}/`))).toEqual([prefix]);
  }
});

test("the prefixes have no slash, because policies and tables add it", () => {
  expect(prefixes.filter((prefix) => prefix.includes("/"))).toEqual([]);
});
