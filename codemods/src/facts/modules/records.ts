/** The fields of a value that comes from a JSON file; none where it is no object. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isRecord ? (value as Readonly<Record<string, unknown>>) : {}; // any such object can be read as a record of unknowns
}
