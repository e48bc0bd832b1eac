import { readFileSync } from "node:fs";
import { configurationText } from "../../../config/configuration-text";

const text = readFileSync("config/example.yaml", "utf8");
const problemsOf = (bytes: Buffer | string) => {
  const content = configurationText(Buffer.from(bytes));
  return "problems" in content ? content.problems : [];
};
const bigEndian = (words: string) => Buffer.from(words, "utf16le").swap16();

test.each([
  ["an ordinary file", text],
  ["a byte order mark", `\uFEFF${text}`],
  ["Windows line ends", text.replaceAll("\n", "\r\n")],
  ["tabs", "a:\t1\n"],
  ["names in any language", "# Zürich, 東京, 🙂, zero\u200Bwidth\n"],
  ["an empty file", ""],
  ["one character", "a"],
])("%s is read unchanged", (_, words) => {
  expect(configurationText(Buffer.from(words))).toEqual({ text: words });
});

test.each([
  ["UTF-16 LE with a byte order mark", Buffer.from(`\uFEFF${text}`, "utf16le"), "UTF-16"],
  ["UTF-16 BE with a byte order mark", bigEndian(`\uFEFF${text}`), "UTF-16"],
  ["UTF-16 LE without a byte order mark", Buffer.from(text, "utf16le"), "UTF-16"],
  ["UTF-16 BE without a byte order mark", bigEndian(text), "UTF-16"],
  ["UTF-32", Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), "UTF-32"],
  ["UTF-32 BE", Buffer.from([0, 0, 0xfe, 0xff, 0, 0, 0, 0x61]), "UTF-32"],
])("%s is refused, and the error names the encoding", (_, bytes, encoding) => {
  expect(problemsOf(bytes)).toEqual([`the file is encoded in ${encoding}; save it as UTF-8`]);
});

test.each([
  ["first", 1, [0xe9, 0x0a, 0x61]],
  ["last", 3, [0x61, 0x0a, 0x61, 0x0a, 0xc3]],
])("a byte that is not UTF-8 in the %s line is refused with the number of the line", (_, line, bytes) => {
  expect(problemsOf(Buffer.from(bytes))).toEqual([`line ${line} is not UTF-8; save the file as UTF-8`]);
});

test("a file whose lines end with a carriage return only is refused", () => {
  expect(problemsOf(text.replaceAll("\n", "\r"))).toEqual([
    "the lines end with a carriage return (CR) without a line feed; save the file with line feeds (LF)",
  ]);
});

test.each([
  ["an escape sequence", "\u001B", "\\u001b"],
  ["a null character", "\0", "\\u0000"],
  ["a carriage return in a line", "\r", "\\u000d"],
  ["a C1 control character", "\u009B", "\\u009b"],
  ["a right-to-left override", "\u202E", "\\u202e"],
  ["a directional isolate", "\u2066", "\\u2066"],
  ["a directional mark", "\u200F", "\\u200f"],
])("%s is refused with its line, also inside a comment", (_, character, printed) => {
  expect(problemsOf(`prefix: acme\n# a${character}b\ntags: {}\nhome: a${character}b\n`)).toEqual(
    [2, 4].map((line) => `line ${line} contains the invisible character ${printed}; remove it`),
  );
});

test("a second byte order mark is part of the content, and is accepted", () => {
  expect(configurationText(Buffer.from("\uFEFF\uFEFFa"))).toEqual({ text: "\uFEFF\uFEFFa" });
});
