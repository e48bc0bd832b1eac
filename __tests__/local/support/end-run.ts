export { teardown as default } from "./run-folders";
