/** OT5nn: tracers and how they are made. OT7nn: libraries and configuration. */
export const setupFindings = {} as const;
