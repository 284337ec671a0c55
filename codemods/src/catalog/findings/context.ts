/** OT3nn: baggage, inject, extract, ids. OT4nn: types and imports. OT6nn: mocks and tests. */
export const contextFindings = {} as const;
