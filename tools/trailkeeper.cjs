#!/usr/bin/env node
// The program as `npx trailkeeper` starts it, from any folder: tsx runs its TypeScript.
const tsx = require("tsx/cjs/api");

tsx.require("./trailkeeper.ts", __filename);
