/** For pages that are to be there quickly: what they need at once. The rest of this SDK they import when it is wanted. */
export { ChatError } from "./base/chat_error.js";
export { LateClient } from "./client/late_client.js";
