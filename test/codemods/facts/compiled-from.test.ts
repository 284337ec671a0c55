import test from 'ava';
import { compiledFrom } from '../../../codemods/src/facts/modules/compiled-from';
import { outputsOf } from '../../../codemods/src/facts/modules/module-outputs';

const TYPESCRIPT = '"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\nexports.a = 1;\n';
const BABEL = `'use strict';

Object.defineProperty(exports, "__esModule", {
  value: true
});
var _opentracing = _interopRequireDefault(require("opentracing"));
function _interopRequireDefault(e) { return e && e.__esModule ? e : { default: e }; }
`;
const BY_HAND = "'use strict';\nexports.a = 1;\n";

interface Case {
  readonly path: string;
  readonly text: string;
  readonly among: readonly string[];
  readonly options?: Readonly<Record<string, unknown>>;
}

const compiled = test.macro((t, { path, text, among, options: compilerOptions }: Case, source?: string) => {
  const outputs = outputsOf(new Map(compilerOptions ? [['', { compilerOptions }]] : []));
  t.is(compiledFrom({ path, text }, new Set([path, ...among]), outputs)?.source, source);
});

const inPlace = { path: 'lib/pay.js', among: ['lib/pay.ts'] };
const elsewhere = { path: 'lib/in/pay.js', among: ['package.json', 'src/in/pay.ts'] };

test(
  "what TypeScript wrote beside its source is TypeScript's",
  compiled,
  { ...inPlace, text: TYPESCRIPT },
  'lib/pay.ts',
);
test(
  'so is what has declarations beside both',
  compiled,
  { ...inPlace, text: BY_HAND, among: ['lib/pay.ts', 'lib/pay.d.ts'] },
  'lib/pay.ts',
);
test('so is .mjs', compiled, { path: 'a.mjs', text: BY_HAND, among: ['a.mts', 'a.d.mts'] }, 'a.mts');
test('JavaScript that was copied from, or to, TypeScript beside it is not', compiled, { ...inPlace, text: BY_HAND });
test('JavaScript with declarations is not', compiled, { ...inPlace, text: BY_HAND, among: ['lib/pay.d.ts'] });
test('nor if it marks itself', compiled, { ...inPlace, text: TYPESCRIPT, among: ['lib/pay.d.ts', 'package.json'] });
test('what stands in another folder is found', compiled, { ...elsewhere, text: TYPESCRIPT }, 'src/in/pay.ts');
test('JavaScript of the same name in another folder is not compiled', compiled, { ...elsewhere, text: BY_HAND });
test(
  'it is where a configuration writes to',
  compiled,
  { ...elsewhere, text: BY_HAND, options: { outDir: 'lib' } },
  'src/in/pay.ts',
);
test(
  'Babel compiles JavaScript',
  compiled,
  { ...elsewhere, text: BABEL, among: ['package.json', 'src/in/pay.js'] },
  'src/in/pay.js',
);
test('TypeScript is not taken for its source where JavaScript alone has the name', compiled, {
  ...elsewhere,
  text: TYPESCRIPT,
  among: ['package.json', 'src/in/pay.js'],
});
test('another package is not its source', compiled, {
  path: 'packages/a/index.js',
  text: TYPESCRIPT,
  among: ['package.json', 'packages/a/package.json', 'packages/b/package.json', 'packages/b/index.ts'],
});
test('nor is a folder that is a package of its own', compiled, {
  path: 'server/index.js',
  text: TYPESCRIPT,
  among: ['package.json', 'client/package.json', 'client/index.ts'],
});
test('a source is not compiled', compiled, {
  path: 'src/pay.ts',
  text: TYPESCRIPT,
  among: ['package.json', 'lib/pay.js'],
});
