import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { CommandError } from "../../shared/child-process";

/** Names of browsers that can print a page without a window, on different systems. */
const browsers = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "chrome"];

/** Paths of browsers that are not in PATH. */
const places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/**
 * Finds a browser on this machine that can write a PDF.
 *
 * @param given path of the browser from the user. Undefined to search
 * @param path value of PATH
 * @throws {CommandError} when there is no browser
 */
export function browserOf(given: string | undefined, path = process.env["PATH"] ?? ""): string {
  if (given !== undefined) {
    if (existsSync(given)) return given;
    throw new CommandError(`the browser ${given} does not exist; correct --browser`);
  }
  const inPath = browsers.flatMap((name) => path.split(delimiter).map((folder) => join(folder, name)));
  const found = [...inPath, ...places].find((file) => existsSync(file));
  if (found !== undefined) return found;
  throw new CommandError(
    "no browser was found to write the PDF; install Chromium, Chrome or Edge, name one with --browser, or print the page from a browser",
  );
}

/** Arguments of the browser: its own profile, and no network. The content security policy of the page already forbids scripts. */
export const browserArguments = (profile: string): string[] => [
  "--headless=new",
  // Chromium cannot start its sandbox as root, which is common in containers
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-gpu",
  "--disable-extensions",
  "--no-first-run",
  "--proxy-server=127.0.0.1:9",
  `--user-data-dir=${profile}`,
];

/** Prints a page to a PDF. */
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
      `${browser} did not write the PDF: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : ""}`,
    );
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
  if (!existsSync(pdf))
    throw new CommandError(
      `${browser} did not write the PDF, and reported no error; use another browser with --browser`,
    );
}
