/** A package that makes doubles for tests: objects that answer to whatever they are asked, of the class or the type that is wanted. */
interface DoubleMaker {
  /** Its name, and those of its forks. */
  readonly names: RegExp;
  /** Its functions that are given a class: `mock(Tracer)`. */
  readonly ofClass?: ReadonlySet<string>;
  /** Its functions that are given a type: `mock<Tracer>()`. */
  readonly ofType?: ReadonlySet<string>;
}

const MAKERS: readonly DoubleMaker[] = [
  { names: /(?:^|\/)ts-mockito$/, ofClass: new Set(['mock', 'spy']) },
  { names: /^testdouble$/, ofClass: new Set(['object', 'instance', 'imitate', 'constructor']) },
  { names: /^(?:jest|vitest)-mock-extended$/, ofType: new Set(['mock', 'mockDeep']) },
  { names: /^@golevelup\/ts-(?:jest|vitest|sinon)$/, ofType: new Set(['createMock']) },
  { names: /^(?:moq\.ts|strong-mock|typemoq)$/ },
];

/** Whether a package makes doubles: what it gives as a tracer or a span is none. */
export function makesDoubles(packageName: string): boolean {
  return MAKERS.some(({ names }) => names.test(packageName));
}

/** Whether a package makes doubles of types, and has types for them: `MockProxy<Tracer>`. */
export function makesDoublesOfTypes(packageName: string): boolean {
  return MAKERS.some(({ names, ofType }) => ofType !== undefined && names.test(packageName));
}

/** The names of the packages of which a function makes doubles of a class, or of a type; none where no package has one of that name. */
export function makersWith(name: string, of: 'ofClass' | 'ofType'): readonly RegExp[] {
  return MAKERS.flatMap((maker) => (maker[of]?.has(name) ? [maker.names] : []));
}
