import { App } from "cdktf";
import { loadConfig } from "../../config/load";
import { writeShares } from "../../synthesis/parallel-synthesis";

const [path = "", outdir = "", processes] = process.argv.slice(2);

/** Writes a configuration's Terraform to a folder with so many processes. */
void writeShares(new App({ outdir, stackTraces: false }), loadConfig(path), outdir, Number(processes), () => {});
