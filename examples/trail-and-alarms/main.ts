import { App } from "cdktf";
import { TrailStack } from "./trail-stack";

const app = new App();
new TrailStack(app, "trail");
app.synth();
