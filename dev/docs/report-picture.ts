import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { loadCharts } from "../../cli/report/charts";
import { pageOf } from "../../cli/report/page";
import { browserArguments, findBrowser } from "./browser";
import { sampleReport } from "./pictures/sample-report";

/** Takes a screenshot of a page in a browser. */
export function takePicture(
  page: string,
  picture: string,
  { isDark = false, width = 1_100, height = 1_500 } = {},
): void {
  const profile = mkdtempSync(join(tmpdir(), "trailkeeper-picture-"));
  try {
    execFileSync(
      findBrowser(),
      [
        ...browserArguments(profile),
        "--hide-scrollbars",
        `--window-size=${width},${height}`,
        ...(isDark ? ["--force-dark-mode", "--blink-settings=preferredColorScheme=0"] : []),
        `--screenshot=${resolve(picture)}`,
        pathToFileURL(resolve(page)).href,
      ],
      { stdio: "pipe", timeout: 120_000 },
    );
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}

/** `npx tsx dev/docs/report-picture.ts [folder]`: creates the picture of docs/report.md, or pictures of both themes in a folder. */
async function main(folder: string | undefined): Promise<void> {
  const at = mkdtempSync(join(tmpdir(), "trailkeeper-page-"));
  const page = join(at, "report.html");
  writeFileSync(page, pageOf(sampleReport(), await loadCharts()));
  if (folder === undefined) {
    takePicture(page, "docs/pictures/report.png", { height: 1_250 });
  } else {
    takePicture(page, join(folder, "light.png"), { height: 5_200 });
    takePicture(page, join(folder, "dark.png"), { isDark: true, height: 5_200 });
  }
  rmSync(at, { recursive: true });
}

if (require.main === module) void main(process.argv[2]);
