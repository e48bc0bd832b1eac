// Loaded into a measured process: on exit it writes the peak of its memory, in bytes, where the bench asked.
const { writeFileSync } = require("node:fs");

process.on("exit", () => writeFileSync(process.env.BENCH_USAGE_FILE, String(process.resourceUsage().maxRSS * 1024)));
