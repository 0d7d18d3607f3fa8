// The classic script /api/api.js: defines the global IPCortex. Must load in a bare script context.
import { globalEnvironment } from "./base/global_environment.js";
import { consoleLogger } from "./base/logger.js";
import { askByOverlay } from "./browser/login_overlay.js";
import { scriptHost } from "./browser/script_host.js";
import { makeIPCortex, type IPCortexGlobal } from "./compat/ipcortex.js";

const globals = globalThis as { IPCortex?: Partial<IPCortexGlobal>; document?: unknown };

// Loaded twice, by a wrapper and by the page, say: the first stays.
if (!globals.IPCortex?.PBX) {
  const made = makeIPCortex({
    environment: globalEnvironment(),
    logger: consoleLogger,
    host: scriptHost(),
    askByOverlay: globals.document ? askByOverlay : undefined,
  });
  if (globals.IPCortex) Object.assign(globals.IPCortex, made);
  else globals.IPCortex = made;
}
