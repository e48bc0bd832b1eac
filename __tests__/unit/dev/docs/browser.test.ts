import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { browserArguments, findBrowser } from "../../../../dev/docs/browser";

const folder = mkdtempSync(join(tmpdir(), "trailkeeper-browser-"));
const empty = mkdtempSync(join(tmpdir(), "trailkeeper-no-browser-"));
afterAll(() => [folder, empty].forEach((one) => rmSync(one, { recursive: true })));

test("a browser is found in the PATH", () => {
  const browser = join(folder, "google-chrome");
  writeFileSync(browser, "");

  expect(findBrowser([empty, folder].join(delimiter))).toBe(browser);
});

test("the message without a browser explains the fix", () => {
  if (process.platform !== "linux") return;
  expect(() => findBrowser(empty)).toThrow("no browser was found to draw the page; install Chromium, Chrome or Edge");
});

test("a browser has its own profile and no network", () => {
  expect(browserArguments("/profile")).toEqual(
    expect.arrayContaining(["--proxy-server=127.0.0.1:9", "--user-data-dir=/profile"]),
  );
});
