import { App } from "cdktf";
import { ArchiveStack } from "./archive-stack";

const app = new App();
new ArchiveStack(app, "archive");
app.synth();
