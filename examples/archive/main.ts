import { App } from "cdktf";
import { ArchiveStack } from "./archive-stack";
import { ArchivePartsStack } from "./parts-stack";

const app = new App();
new ArchiveStack(app, "archive");
new ArchivePartsStack(app, "archive-of-parts");
app.synth();
