/** A package that makes doubles for tests: objects that answer to whatever they are asked, of the class or the type that is wanted. */
export interface DoubleMaker {
  /** Its name, and those of its forks. */
  readonly names: RegExp;
  /** Its functions that are given a class: `mock(Tracer)`. */
  readonly ofClass?: ReadonlySet<string>;
  /** Its functions and classes that are given a type: `mock<Tracer>()`, `new Mock<Tracer>()`. */
  readonly ofType?: ReadonlySet<string>;
  /** What they give holds the double: it is asked for it, and gives it to the functions that say what is expected of it. */
  readonly holds?: true;
}

const MAKERS: readonly DoubleMaker[] = [
  { names: /(?:^|\/)ts-mockito$/, ofClass: new Set(['mock', 'spy']), ofType: new Set(['mock']) },
  { names: /^testdouble$/, ofClass: new Set(['object', 'instance', 'imitate', 'constructor']) },
  { names: /^(?:jest|vitest)-mock-extended$/, ofType: new Set(['mock', 'mockDeep']) },
  { names: /^@golevelup\/ts-(?:jest|vitest|sinon)$/, ofType: new Set(['createMock']) },
  { names: /^strong-mock$/, ofType: new Set(['mock']) },
  { names: /^ts-auto-mock$/, ofType: new Set(['createMock']) },
  { names: /^(?:@salesforce\/)?ts-sinon$/, ofClass: new Set(['stubConstructor']), ofType: new Set(['stubInterface']) },
  { names: /^@fluffy-spoon\/substitute$/, ofType: new Set(['for']) },
  { names: /^typemoq$/, ofClass: new Set(['ofType']), ofType: new Set(['ofType']), holds: true },
  { names: /^(?:moq\.ts|lite-ts-mock)$/, ofType: new Set(['Mock']), holds: true },
];

/** Whether a package makes doubles: what it gives as a tracer or a span is none. */
export function makesDoubles(packageName: string): boolean {
  return MAKERS.some(({ names }) => names.test(packageName));
}

/** Whether a package makes doubles of types, and has types for them: `MockProxy<Tracer>`. */
export function makesDoublesOfTypes(packageName: string): boolean {
  return MAKERS.some(({ names, ofType }) => ofType !== undefined && names.test(packageName));
}

/** The packages of which a function makes doubles of a class, or of a type; none where no package has one of that name. */
export function makersWith(name: string, of: 'ofClass' | 'ofType'): readonly DoubleMaker[] {
  return MAKERS.filter((maker) => maker[of]?.has(name));
}
