import { createRequire } from "node:module";
import { register as registerRequire } from "tsx/cjs/api";
import { register as registerImport } from "tsx/esm/api";

// The entry point of each Jest process. From here on, Node loads TypeScript
registerRequire();
registerImport();
const require = createRequire(import.meta.url);

// It must be set before a module with the AWS SDK is loaded, and a module is loaded only once for many test files
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

require("./without-archiver").replaceArchiver();

export default require("./process-environment").default;
