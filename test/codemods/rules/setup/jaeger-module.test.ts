// The module that takes jaeger-client's place is a program: it is run, in each of its forms, against a receiver.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import test, { type ExecutionContext } from 'ava';
import { jaegerModule, type ModuleForm } from '../../../../codemods/src/rules/setup/jaeger-module';
import { sdkLineFor } from '../../../../codemods/src/rules/setup/sdk-line';
import { type RecordedSpan, recordOtlp } from '../../../../codemods/src/traces';
import { sdkLine } from '../../../support/sdk';

/** The package's own types name no constructor options that a strict compiler accepts. */
interface MockServer {
  readonly httpUrl: URL | null;
  start(): Promise<void>;
  close(): Promise<void>;
}

const { MockOtlpServer }: { MockOtlpServer: new (options: object) => MockServer } = require('@elastic/mockotlpserver');

const run = promisify(execFile);
const root = path.resolve(__dirname, '../../../..');
const line = sdkLineFor({ engines: { node: sdkLine === 3 ? '>=24' : '>=18' } });

interface Program {
  readonly form: Omit<ModuleForm, 'line'>;
  /** What stands in front of the program's own lines. */
  readonly head: string;
  readonly file: string;
  readonly module: string;
}

const commonjs: Program = {
  form: { language: 'javascript', modules: 'commonjs' },
  head: "const { initTracer, initTracerFromEnv } = require('./opentelemetry');\n",
  file: 'main.js',
  module: 'opentelemetry.js',
};
const esm: Program = {
  form: { language: 'javascript', modules: 'esm' },
  head: "import { initTracer, initTracerFromEnv } from './opentelemetry.mjs';\n",
  file: 'main.mjs',
  module: 'opentelemetry.mjs',
};
const typescript: Program = {
  form: { language: 'typescript', modules: 'esm' },
  head: "import { initTracer, initTracerFromEnv } from './opentelemetry';\n",
  file: 'main.ts',
  module: 'opentelemetry.ts',
};

interface Outcome {
  readonly spans: readonly RecordedSpan[];
  readonly resource: Record<string, unknown>;
  readonly stdout: string;
}

type Request = Parameters<typeof recordOtlp>[0];

/** Lays the program out beside the module, runs it, and gives back what the receiver got. */
// One program at a time: receivers in one process hear of each other's requests.
async function execute(
  t: ExecutionContext,
  program: Program,
  body: string,
  env: Record<string, string> = {},
): Promise<Outcome> {
  mkdirSync(path.join(root, '.cache'), { recursive: true });
  const folder = mkdtempSync(path.join(root, '.cache/setup-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(path.join(folder, 'package.json'), '{}');
  writeFileSync(path.join(folder, program.module), jaegerModule({ ...program.form, line }));
  writeFileSync(path.join(folder, program.file), program.head + body);
  const requests: Request[] = [];
  const server = new MockOtlpServer({
    services: ['http'],
    httpHostname: '127.0.0.1',
    httpPort: 0,
    logLevel: 'warn',
    onTrace: (request: Request) => requests.push(request),
  });
  await server.start();
  t.teardown(() => server.close());
  const { stdout } = await run(process.execPath, ['--require', 'tsx/cjs', path.join(folder, program.file)], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '', OTEL_EXPORTER_OTLP_ENDPOINT: String(server.httpUrl), ...env },
  });
  const attributes = requests[0]?.resourceSpans?.[0]?.resource?.attributes ?? [];
  const resource = Object.fromEntries(attributes.map(({ key, value }) => [key, value && Object.values(value)[0]]));
  return { spans: requests.flatMap((request) => recordOtlp(request)), resource, stdout };
}

const config = "{ serviceName: 'shop', sampler: { type: 'const', param: 1 }, reporter: { agentHost: 'jaeger' } }";
const work = "tracer.startSpan('work').end();\ntracer.close(() => console.log('closed'));\n";

for (const program of [commonjs, esm, typescript]) {
  const title = `${program.form.language}, ${program.form.modules}`;

  test.serial(`${title}: spans of the tracer go out by OTLP, and close() calls back`, async (t) => {
    const body = `const tracer = initTracer(${config}, { tags: { zone: 'a' } });\n${work}`;
    const { spans, resource, stdout } = await execute(t, program, body);
    t.deepEqual(
      spans.map(({ name, service }) => [name, service]),
      [['work', 'shop']],
    );
    t.is(resource.zone, 'a');
    t.is(stdout, 'closed\n');
  });
}

test.serial('a constant sampler that says no keeps nothing', async (t) => {
  const body = `const tracer = initTracer({ serviceName: 'shop', sampler: { type: 'const', param: 0 } });\n${work}`;
  const { spans, stdout } = await execute(t, commonjs, body);
  t.deepEqual([spans.length, stdout], [0, 'closed\n']);
});

test.serial('a tracer that is disabled starts nothing, and closes', async (t) => {
  const body = `const tracer = initTracer({ serviceName: 'shop', disable: true });\n${work}`;
  const { spans, stdout } = await execute(t, commonjs, body);
  t.deepEqual([spans.length, stdout], [0, 'closed\n']);
});

test.serial('JAEGER_* variables say what the configuration does not', async (t) => {
  const env = {
    JAEGER_SERVICE_NAME: 'named-outside',
    JAEGER_TAGS: `zone=b, release = 7, region=$\{REGION:none}, host=$\{HOST_OF_TEST:none}`,
    HOST_OF_TEST: 'one',
  };
  const { spans, resource } = await execute(t, commonjs, `const tracer = initTracerFromEnv();\n${work}`, env);
  t.deepEqual(
    spans.map(({ service }) => service),
    ['named-outside'],
  );
  t.like(resource, { zone: 'b', release: '7', region: 'none', host: 'one' });
});

test.serial('the configuration wins over JAEGER_* variables, as jaeger-client had it', async (t) => {
  const { spans, resource } = await execute(
    t,
    commonjs,
    `const tracer = initTracerFromEnv(${config}, { tags: { zone: 'a' } });\n${work}`,
    {
      JAEGER_SERVICE_NAME: 'named-outside',
      JAEGER_SAMPLER_TYPE: 'const',
      JAEGER_SAMPLER_PARAM: '0',
      JAEGER_TAGS: 'zone=b, release=7',
    },
  );
  t.deepEqual(
    spans.map(({ service }) => service),
    ['shop'],
  );
  t.is(resource.zone, 'a');
  t.false('release' in resource);
});

test.serial('a sampler that is named by a variable', async (t) => {
  const body = `const tracer = initTracerFromEnv({ serviceName: 'shop' });\n${work}`;
  const none = { JAEGER_SAMPLER_TYPE: 'const', JAEGER_SAMPLER_PARAM: '0' };
  t.is((await execute(t, commonjs, body, none)).spans.length, 0);
  t.is((await execute(t, commonjs, body, { JAEGER_SAMPLER_TYPE: 'const' })).spans.length, 1);
});

test.serial('a second tracer shares the SDK of the first', async (t) => {
  const body = `const tracer = initTracer(${config});\ninitTracer({ serviceName: 'other' }).startSpan('second').end();\n${work}`;
  const { spans } = await execute(t, commonjs, body);
  t.deepEqual(spans.map(({ name }) => name).sort(), ['second', 'work']);
});

test.serial('who listens to OpenTelemetry hears that spans go out under the name of another tracer', async (t) => {
  const listen = `const { diag } = require('@opentelemetry/api');
const logger = Object.fromEntries(['verbose', 'debug', 'info', 'warn', 'error'].map((level) => [level, () => {}]));
diag.setLogger({ ...logger, warn: (...said) => console.log(...said) });\n`;
  const body = (name: string) =>
    `${listen}const tracer = initTracer(${config});\ninitTracer({ serviceName: '${name}' });\n`;
  const other = await execute(t, commonjs, `${body('stock')}${work}`);
  t.is(other.stdout, 'spans of stock go out as those of shop: the SDK starts once\nclosed\n');
  t.is((await execute(t, commonjs, `${body('shop')}${work}`)).stdout, 'closed\n');
});

test.serial('the TypeScript form compiles under strict', async (t) => {
  mkdirSync(path.join(root, '.cache'), { recursive: true });
  const folder = mkdtempSync(path.join(root, '.cache/setup-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, typescript.module);
  writeFileSync(file, jaegerModule({ ...typescript.form, line }));
  const options =
    '--ignoreConfig --noEmit --strict --noUncheckedIndexedAccess --skipLibCheck --target es2022 --module nodenext --types node';
  const compiler = path.join(root, 'node_modules/typescript/bin/tsc');
  await t.notThrowsAsync(run(process.execPath, [compiler, ...options.split(' '), file], { cwd: root }));
});
