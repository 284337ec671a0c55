/** Packages that make an object which answers to whatever it is asked, of the type that is wanted. */
const MAKERS: ReadonlySet<string> = new Set([
  '@golevelup/ts-jest',
  '@golevelup/ts-sinon',
  '@golevelup/ts-vitest',
  'jest-mock-extended',
  'moq.ts',
  'strong-mock',
  'testdouble',
  'ts-mockito',
  'typemoq',
  'vitest-mock-extended',
]);

/** Whether a package makes doubles for tests: what it gives as a tracer or a span is none. */
export function makesDoubles(packageName: string): boolean {
  return MAKERS.has(packageName);
}
