import { loadedAt } from "./loaded-once";

test(`modules loaded at ${loadedAt}`, () => {});
