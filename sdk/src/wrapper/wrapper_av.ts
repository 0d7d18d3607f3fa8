// /api/wrapper_av.whtm, included as a script: loads the API and what calls need, then calls onAPILoadReady().
import { loadAndTell } from "./load.js";

loadAndTell(["/cinclude/adapter.js", "/api/api.js"]);
