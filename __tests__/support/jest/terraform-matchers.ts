// `Testing.setupJest()` calls this. The whole of cdktf takes four times as long to load, and most test files need nothing else of it
import { setupJest } from "cdktf/lib/testing/adapters/jest";

setupJest();
