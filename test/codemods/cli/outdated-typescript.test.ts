// Where the project's own TypeScript is known to be older than what OpenTelemetry's types are written in, the report says so.
import test from 'ava';
import { place } from './support';

const PAY = `import { globalTracer } from 'opentracing';

export function pay(): void {
  const span = globalTracer().startSpan('pay');
  span.finish();
}
`;

const manifest = (fields: object) =>
  JSON.stringify({ name: 'shop', dependencies: { opentracing: '^0.14.7' }, ...fields });
const asking = (range: string) => manifest({ devDependencies: { typescript: range } });

const outdatedIn = test.macro(
  async (t, files: Readonly<Record<string, string>>, expected: { version: string; from: string } | undefined) => {
    const there = place({ 'src/pay.ts': PAY, 'package.json': manifest({}), ...files });
    there.git('init', '--quiet');
    const { stdout } = await there.run('audit', '--format', 'json', '--no-types', 'src');
    const { outdated } = JSON.parse(stdout).types;
    t.deepEqual(outdated && { version: outdated.version, from: outdated.from }, expected);
    const { stdout: pretty } = await there.run('codemod', '--force', '--no-types', 'src');
    const said = `types: TypeScript ${expected?.version} (${expected?.from}) cannot read the types of @opentelemetry/api: raise it to 4.7`;
    if (expected) t.true(pretty.includes(said), pretty);
    else t.notRegex(pretty, /cannot read the types/);
  },
);

for (const range of ['3.9.7', '~4.2.3', '^3.1', '3', '3.x', '4.2.x', '^2.0.0 || ^3.0.0'])
  test(
    `a package.json that asks for ${range}`,
    outdatedIn,
    { 'package.json': asking(range) },
    { version: range, from: 'package.json' },
  );

for (const range of ['^4.2.0', '4.x', '>=3.5', '^3.0.0 || ^5.0.0', '~4.7.2', 'latest', 'workspace:*', '*'])
  test(`a package.json that admits a newer one by ${range}`, outdatedIn, { 'package.json': asking(range) }, undefined);

test(
  'what npm has locked counts before what package.json admits',
  outdatedIn,
  {
    'package.json': asking('^4.1.0'),
    'package-lock.json': JSON.stringify({ packages: { 'node_modules/typescript': { version: '4.2.4' } } }, null, 2),
  },
  { version: '4.2.4', from: 'package-lock.json' },
);

test(
  'what yarn has locked',
  outdatedIn,
  {
    'package.json': asking('^4.1.0'),
    'yarn.lock': 'typescript@^4.1.0:\n  version "4.2.4"\n  resolved "x"\n',
  },
  { version: '4.2.4', from: 'yarn.lock' },
);

test(
  'what pnpm has locked',
  outdatedIn,
  {
    'package.json': asking('^4.1.0'),
    'pnpm-lock.yaml': 'packages:\n\n  /typescript@4.2.4:\n    resolution: {}\n',
  },
  { version: '4.2.4', from: 'pnpm-lock.yaml' },
);

test(
  'a lock file with two of them says nothing of either',
  outdatedIn,
  {
    'package.json': asking('^4.1.0'),
    'yarn.lock': 'typescript@^4.1.0:\n  version "4.2.4"\n\ntypescript@^5.0.0:\n  version "5.0.4"\n',
  },
  undefined,
);

test(
  'what is installed counts before all else',
  outdatedIn,
  {
    'package.json': asking('^4.9.0'),
    'node_modules/typescript/package.json': '{ "name": "typescript", "version": "4.4.4" }',
  },
  { version: '4.4.4', from: 'node_modules' },
);

test(
  'one that is installed and new enough',
  outdatedIn,
  {
    'package.json': asking('~3.9.0'),
    'node_modules/typescript/package.json': '{ "name": "typescript", "version": "5.9.3" }',
  },
  undefined,
);

test(
  'a package takes that of the repository',
  outdatedIn,
  {
    'package.json': asking('~4.1.0'),
    'src/package.json': manifest({}),
  },
  { version: '~4.1.0', from: 'package.json' },
);

test('JavaScript has no types to read', async (t) => {
  const there = place({ 'package.json': asking('~4.1.0'), 'pay.js': PAY.replace(': void', '') });
  const { stdout } = await there.run('audit', '--format', 'json', '.');
  t.is(JSON.parse(stdout).types.outdated, undefined);
});
