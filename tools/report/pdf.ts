import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { CommandError } from "../shared/child-process";

/** Programs that print a page without a window, as they are named on different systems. */
const browsers = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "chrome"];

/** Places of browsers that are not in the PATH. */
const places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/**
 * The browser of this machine that makes a PDF.
 *
 * @param given its path, as the user wrote it
 * @param path value of PATH
 * @throws {CommandError} when there is none
 */
export function browserOf(given: string | undefined, path = process.env["PATH"] ?? ""): string {
  if (given !== undefined) {
    if (existsSync(given)) return given;
    throw new CommandError(`there is no browser at ${given}; correct --browser`);
  }
  const inPath = browsers.flatMap((name) => path.split(delimiter).map((folder) => join(folder, name)));
  const found = [...inPath, ...places].find((file) => existsSync(file));
  if (found !== undefined) return found;
  throw new CommandError(
    "a PDF needs Chromium, Chrome or Edge, and none was found; install one, name it with --browser, or print the page yourself",
  );
}

/** What every run of the browser has: a profile of its own, and no network. The policy of the page allows no script. */
export const browserArguments = (profile: string): string[] => [
  "--headless=new",
  // Chromium starts no sandbox for root, as in containers
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-gpu",
  "--disable-extensions",
  "--no-first-run",
  "--proxy-server=127.0.0.1:9",
  `--user-data-dir=${profile}`,
];

/** Prints a page into a PDF. */
export function writePdf(browser: string, page: string, pdf: string): void {
  const profile = mkdtempSync(join(tmpdir(), "trailkeeper-browser-"));
  try {
    execFileSync(
      browser,
      [
        ...browserArguments(profile),
        "--no-pdf-header-footer",
        `--print-to-pdf=${resolve(pdf)}`,
        pathToFileURL(resolve(page)).href,
      ],
      { stdio: "pipe", timeout: 120_000 },
    );
  } catch (error) {
    throw new CommandError(
      `${browser} made no PDF: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : ""}`,
    );
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
  if (!existsSync(pdf)) throw new CommandError(`${browser} made no PDF, and said nothing`);
}
