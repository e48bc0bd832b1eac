/** What a stranger can use without this project, from the lowest layer up to the data of the product. */
const foundations = ["shared", "aws-semantics"];

/** The layers of the product below the command line. */
const product = [
  ...foundations,
  "config",
  "detections",
  "log-sources",
  "hunts",
  "tables",
  "queries",
  "synthesis",
  "terraform-types",
  "features",
];

/** The folders from which the files of a folder may import. `.` is the root folder with main.ts. */
export const allowedImports: Record<string, readonly string[]> = {
  shared: [],
  "aws-semantics": ["shared"],
  "log-sources": [],
  config: [...foundations, "detections", "hunts", "log-sources", "features"],
  detections: ["aws-semantics"],
  tables: [],
  hunts: ["queries", "tables"],
  queries: [],
  modules: ["aws-semantics", "detections", "log-sources", "tables"],
  stacks: ["modules", "config", "detections", "hunts", "log-sources", "tables", "queries", "features"],
  // What the core asks of features: their interface, and the lists of their parts
  features: ["config", "detections", "stacks"],
  synthesis: ["shared", "stacks", "config"],
  "terraform-types": foundations,
  cli: product,
  "sample-data": ["aws-semantics", "detections", "tables"],
  "local-aws": [...product, "cli", "sample-data"],
  dev: [...product, "cli", "sample-data", "local-aws"],
  // The entry points of the package. Its other files are not public
  exports: ["modules", "detections", "log-sources", "tables"],
  ".": ["cli"],
};

/** The folders from which the folder of one feature may import. It never imports another feature. */
export const importsOfFeatures: readonly string[] = [
  ...foundations,
  "config",
  "detections",
  "log-sources",
  "tables",
  "queries",
  "modules",
  "stacks",
  "features",
];
