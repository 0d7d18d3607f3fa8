// /api/wrapper.whtm, included as a script: loads the API, then calls onAPILoadReady().
import { loadAndTell } from "./load.js";

loadAndTell(["/api/api.js"]);
