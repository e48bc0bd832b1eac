import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { browserOf, writePdf } from "../../../../cli/report/pdf";

const folder = mkdtempSync(join(tmpdir(), "report-pdf-"));
const empty = mkdtempSync(join(tmpdir(), "report-no-browser-"));
afterAll(() => [folder, empty].forEach((one) => rmSync(one, { recursive: true })));

test("a browser is found in the PATH or by its given name", () => {
  const browser = join(folder, "google-chrome");
  writeFileSync(browser, "");

  expect(browserOf(undefined, [empty, folder].join(delimiter))).toBe(browser);
  expect(browserOf(browser, "")).toBe(browser);
});

test("without a browser, the message explains the fix", () => {
  expect(() => browserOf(join(empty, "chrome"))).toThrow(/the browser .*chrome does not exist; correct --browser/);
  if (process.platform === "linux") {
    expect(() => browserOf(undefined, empty)).toThrow(
      /no browser was found to write the PDF; install Chromium, Chrome or Edge/,
    );
  }
});

test("a browser that creates no file is a failure", () => {
  expect(() => writePdf("/bin/true", join(folder, "page.html"), join(folder, "page.pdf"))).toThrow(
    /did not write the PDF/,
  );
  expect(() => writePdf("/bin/false", join(folder, "page.html"), join(folder, "page.pdf"))).toThrow(
    /did not write the PDF/,
  );
});
