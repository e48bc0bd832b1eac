// Loaded into a measured process and its child processes. On exit, each process appends its peak memory, in bytes, to a file.
const { appendFileSync } = require("node:fs");

process.on("exit", () => appendFileSync(process.env.BENCH_USAGE_FILE, `${process.resourceUsage().maxRSS * 1024}\n`));
