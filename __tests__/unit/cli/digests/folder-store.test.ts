import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FolderStore } from "../../../../cli/digests/folder-store";

const folder = mkdtempSync(join(tmpdir(), "trailkeeper-objects-"));
const store = new FolderStore(folder);

afterAll(() => rmSync(folder, { recursive: true }));

/** Writes an object with its metadata. */
function put(key: string, metadata?: string): void {
  mkdirSync(join(folder, "bucket"), { recursive: true });
  writeFileSync(join(folder, "bucket", key), "content");
  if (metadata !== undefined) writeFileSync(join(folder, "bucket", `${key}.metadata.json`), metadata);
}

async function metadataOf(key: string) {
  const opened = await store.open("bucket", key);
  opened?.body.destroy();
  return opened?.metadata;
}

test.each([
  ["texts", '{"signature":"28a1"}', { signature: "28a1" }],
  ["null", "null", {}],
  ["a string", '"x"', { 0: "x" }],
  ["invalid JSON", "{", {}],
  [
    "a signature that is not a string",
    '{"signature":5,"signature-algorithm":"SHA256withRSA"}',
    { "signature-algorithm": "SHA256withRSA" },
  ],
])("metadata that is %s returns only its string values", async (name, text, expected) => {
  put(name, text);

  expect(await metadataOf(name)).toEqual(expected);
});

test("an object without metadata has undefined metadata, and a missing object is not opened", async () => {
  put("alone");

  expect(await metadataOf("alone")).toEqual({});
  expect(await store.open("bucket", "absent")).toBeUndefined();
  expect(await store.open("bucket", "alone/below")).toBeUndefined();
});

test.each(["../secret", "./alone", "a//b", ""])(
  "a key that is not a path below the folder is not opened: %j",
  async (key) => {
    expect(await store.open("bucket", key)).toBeUndefined();
  },
);

test("a link, a folder and a pipe are not read, neither as objects nor as metadata", async () => {
  put("object");
  symlinkSync("/etc/hosts", join(folder, "bucket", "link"));
  mkdirSync(join(folder, "bucket", "folder"));
  execFileSync("mkfifo", [join(folder, "bucket", "pipe")]);
  symlinkSync("/dev/zero", join(folder, "bucket", "object.metadata.json"));

  for (const key of ["link", "folder", "pipe", "object"])
    await expect(store.open("bucket", key)).rejects.toThrow("replace it with the file");
});
