import test, { type ExecutionContext } from 'ava';
import type { CheckTypes } from '../../../codemods/src/types-oracle/type-oracle';
import { projectOnDisk, scriptsOf, type Tree } from './support';

const BOTH = ['opentracing', '@opentelemetry/api'];

const PROJECT: Tree = {
  'package.json': '{ "name": "shop", "dependencies": { "opentracing": "0.14.7" } }',
  'tsconfig.json': JSON.stringify({
    compilerOptions: { module: 'nodenext', strict: true, types: [], lib: ['es2022'] },
  }),
  'loose/tsconfig.json': JSON.stringify({
    compilerOptions: { module: 'nodenext', strict: false, types: [], lib: ['es2022'] },
  }),
  'node_modules/sheets/package.json': '{ "name": "sheets", "types": "index.d.ts" }',
  'node_modules/sheets/index.d.ts': 'export function tag(span: { setTag(key: string, value: string): unknown }): void;',
};

const LEGACY = `import { globalTracer } from 'opentracing';
import { tag } from 'sheets';

const span = globalTracer().startSpan('pay');
tag(span);
span.finish();
`;

const MIGRATED = `import { trace } from '@opentelemetry/api';
import { tag } from 'sheets';

const span = trace.getTracer('shop').startSpan('pay');
tag(span);
span.end();
`;

/** The same scenarios for every compiler. */
export function testCompiler(checkFor: (root: string) => CheckTypes): void {
  function verdictOn(t: ExecutionContext, before: Tree, after: Tree, packages: readonly string[] = BOTH) {
    const root = projectOnDisk(t, { ...PROJECT, ...before }, packages);
    const verdict = checkFor(root)(scriptsOf(before), scriptsOf(after));
    const { errors = [], atBorder = [], unchecked = [] } = verdict ?? {};
    return { errors: [...errors], atBorder: [...atBorder], unchecked: [...unchecked] };
  }

  test('a result that compiles as before is right, whatever else was wrong with it', (t) => {
    const wrong = "const n: number = 'one';\n";
    const [before, after] = [LEGACY, MIGRATED].map((text) => ({
      'pay.ts': `${text}${wrong}`.replace('tag(span);\n', ''),
    }));
    t.deepEqual(verdictOn(t, before ?? {}, after ?? {}), { errors: [], atBorder: [], unchecked: [] });
  });

  test('an example beside the sources may import one more file that is not under rootDir', (t) => {
    const options = { module: 'nodenext', strict: true, types: [], lib: ['es2022'], rootDir: 'lib' };
    const project = {
      'lib/tsconfig.json': '{}',
      'tsconfig.json': JSON.stringify({ compilerOptions: options, include: ['lib'] }),
      'lib/index.ts': 'export const sum = (a: number, b: number) => a + b;\n',
      'example/other.ts': 'export const other = 1;\n',
    };
    const taken = (module: string) => ({ ...project, 'example/app.ts': `import './other.js';\nimport '${module}';\n` });
    const verdict = verdictOn(t, taken('./other.js'), { ...taken('./made.js'), 'example/made.ts': 'export {};\n' });
    t.deepEqual(verdict, { errors: [], atBorder: [], unchecked: [] });
  });

  test('a new file has no state before, and is looked at as any other', (t) => {
    const before = { 'a.ts': 'export const a = 1;\n' };
    const taken = { 'a.ts': "export { made as a } from './made';\n" };
    t.deepEqual(verdictOn(t, before, { ...taken, 'made.ts': 'export const made = 1;\n' }), {
      errors: [],
      atBorder: [],
      unchecked: [],
    });
    const wrong = "export const made: number = 'one';\n";
    t.deepEqual(verdictOn(t, before, { ...taken, 'made.ts': wrong }).errors, [
      ['made.ts', "TS2322 in line 1 of the result: Type 'string' is not assignable to type 'number'."],
    ]);
  });

  test('a new error is told with its place, and an old one beside it is not', (t) => {
    const before = { 'a.ts': "export const n: number = 'one';\n", 'b.ts': 'export const b = 1;\n' };
    const after = { ...before, 'a.ts': "export const n: number = 'one';\nexport const m: string = 2;\n" };
    t.deepEqual(verdictOn(t, before, after), {
      errors: [['a.ts', "TS2322 in line 2 of the result: Type 'number' is not assignable to type 'string'."]],
      atBorder: [],
      unchecked: [],
    });
  });

  test('an error of a parameter that is marked as unused is no new one', (t) => {
    const before = { 'a.ts': 'export function give(api) {\n  return api;\n}\n' };
    const after = { 'a.ts': 'export function give(_api) {\n  return 1;\n}\n' };
    t.deepEqual(verdictOn(t, before, after), { errors: [], atBorder: [], unchecked: [] });
  });

  test('a name that was missing before is missing once more', (t) => {
    const line = 'export const double = () => jest.fn();\n';
    const before = { 'a.ts': line };
    const after = { 'a.ts': `${line}${line.replace('double', 'second')}` };
    t.deepEqual(verdictOn(t, before, after), { errors: [], atBorder: [], unchecked: [] });
  });

  test('the same error once more is new', (t) => {
    const line = "n = 'one';\n";
    const before = { 'a.ts': `let n = 1;\n${line}` };
    const after = { 'a.ts': `let n = 1;\n${line}${line}` };
    t.is(verdictOn(t, before, after).errors.length, 1);
  });

  test('each file is looked at with the strictness that its own configuration asks for', (t) => {
    const before = { 'a.ts': 'export {};\n', 'loose/b.ts': 'export {};\n' };
    const careless = 'export const length = (text?: string) => text.length;\n';
    const { errors } = verdictOn(t, before, { 'a.ts': careless, 'loose/b.ts': careless });
    t.deepEqual(
      errors.map(([path]) => path),
      ['a.ts'],
    );
  });

  test('a file that is used with code that stays compiles with the types of the shim, and is named', (t) => {
    t.deepEqual(verdictOn(t, { 'pay.ts': LEGACY }, { 'pay.ts': MIGRATED }), {
      errors: [],
      atBorder: ['pay.ts'],
      unchecked: [],
    });
  });

  test('a file that stays, and gives what it has to one that moved, is named too where the types of the shim settle it', (t) => {
    const stays = (more: string) => ({
      'main.ts': `import { globalTracer } from 'opentracing';\nimport { pay } from './pay';\n\npay(globalTracer().startSpan('main'));\n${more}`,
    });
    const pay = (from: string, end: string) => ({
      'pay.ts': `import type { Span } from '${from}';\n\nexport const pay = (span: Span) => span.${end}();\n`,
    });
    const moved = (more = '') =>
      verdictOn(
        t,
        { ...stays(more), ...pay('opentracing', 'finish') },
        { ...stays(more), ...pay('@opentelemetry/api', 'end') },
      );
    t.deepEqual(moved(), { errors: [], atBorder: ['main.ts'], unchecked: [] });
    t.deepEqual(moved("const n: number = 'one';\n"), { errors: [], atBorder: ['main.ts'], unchecked: [] });
  });

  test('nothing is said of files in which a package is missing, such as the API that is still to be installed', (t) => {
    const { errors, unchecked } = verdictOn(t, { 'pay.ts': LEGACY }, { 'pay.ts': MIGRATED }, ['opentracing']);
    t.deepEqual(errors, []);
    t.is(unchecked.length, 1);
    t.regex(unchecked[0]?.[1] ?? '', /Cannot find module '@opentelemetry\/api'/);
  });

  test('what did not change is not looked at', (t) => {
    const tree = { 'a.ts': "export const n: number = 'one';\n" };
    t.deepEqual(verdictOn(t, tree, tree), { errors: [], atBorder: [], unchecked: [] });
  });
}
