/** The version of this package: the instrumentation scope of every span that starts through the shim. */
export const VERSION = '0.1.0';
