/** Of this SDK, told to the server. */
export const VERSION = "0.1.0";
