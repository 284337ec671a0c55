/** OT2nn: tags, logs, values, errors and kinds. */
export const dataFindings = {} as const;
