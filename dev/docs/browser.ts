import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Names of browsers that can draw a page without a window, on different systems. */
const browsers = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "chrome"];

/** Paths of browsers that are not in PATH. */
const places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/**
 * Finds a browser on this machine.
 *
 * @param path value of PATH
 * @throws when there is no browser
 */
export function findBrowser(path = process.env["PATH"] ?? ""): string {
  const inPath = browsers.flatMap((name) => path.split(delimiter).map((folder) => join(folder, name)));
  const found = [...inPath, ...places].find((file) => existsSync(file));
  if (found !== undefined) return found;
  throw new Error("no browser was found to draw the page; install Chromium, Chrome or Edge");
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
