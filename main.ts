import { synthesize } from "./synthesis/synthesize";

void synthesize();
