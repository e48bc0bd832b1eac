import { App } from "cdktf";
import { loadConfig } from "../../config/load";
import { writeShares } from "../../synthesis/parallel-synthesis";
import { writeStacks } from "../../synthesis/write-stacks";

/** Writes a configuration's Terraform to a folder with so many processes. */
async function write(path: string, outdir: string, processes: number): Promise<void> {
  const app = new App({ outdir, stackTraces: false });
  const config = loadConfig(path);
  const written = () => console.log("written");
  if (processes > 1) await writeShares(app, config, outdir, processes, written);
  else writeStacks(app, config, outdir, () => true, written);
  app.manifest.writeToFile();
}

const [path = "", outdir = "", processes] = process.argv.slice(2);
void write(path, outdir, Number(processes));
