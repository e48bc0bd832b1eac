import { createRequire } from "node:module";

/** Ends a run of local tests. The run was begun in the same process. */
export default createRequire(import.meta.url)("./run-folders").teardown;
