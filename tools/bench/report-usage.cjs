// Loaded into a measured process and those it starts: on exit each adds the peak of its memory, in bytes, where the bench asked.
const { appendFileSync } = require("node:fs");

process.on("exit", () => appendFileSync(process.env.BENCH_USAGE_FILE, `${process.resourceUsage().maxRSS * 1024}\n`));
