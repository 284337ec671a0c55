// What `--require @ot2otel/shim/register` adds to the start of a process: paired runs of `node -e 0`, with the SDK started as its
// documentation shows, and with the register. Run by `node bench/startup.mjs [pairs]` on the built shim; prints medians.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const pairs = Number(process.argv[2] ?? 15);

const REPORT = 'console.log(JSON.stringify({ wall: performance.now(), ...process.cpuUsage() }))';

/** Each starts the same: traces over OTLP by http/protobuf, W3C propagation, no metrics, no logs, no instrumentation. */
const CONTENDERS = {
  'node alone': [],
  'NodeSDK().start()': ['--require', path.join(root, 'bench/startup/node-sdk.cjs')],
  'trace SDK by hand': ['--require', path.join(root, 'bench/startup/trace-sdk.cjs')],
  '@ot2otel/shim/register': ['--require', require.resolve('@ot2otel/shim/register')],
};

const env = {
  PATH: process.env.PATH,
  OTEL_SERVICE_NAME: 'bench',
  OTEL_METRICS_EXPORTER: 'none',
  OTEL_LOGS_EXPORTER: 'none',
  OTEL_NODE_ENABLED_INSTRUMENTATIONS: 'none',
};

function measure(flags) {
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, '-e', REPORT], {
    cwd: root,
    env,
    encoding: 'utf8',
  });
  if (stderr !== '') throw new Error(stderr);
  const { wall, user, system } = JSON.parse(stdout);
  return { wall, cpu: (user + system) / 1000 };
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

const samples = Object.fromEntries(Object.keys(CONTENDERS).map((name) => [name, []]));
// Interleaved: whatever else the machine does, it does to all of them.
for (let round = 0; round < pairs; round += 1)
  for (const [name, flags] of Object.entries(CONTENDERS)) samples[name].push(measure(flags));

function row(name, measured) {
  const [wall, cpu] = ['wall', 'cpu'].map((key) =>
    median(measured.map((sample) => sample[key]))
      .toFixed(0)
      .padStart(6),
  );
  return `${name.padEnd(24)} ${wall} ms ${cpu} ms CPU`;
}

/** Of each pair the difference, then the median of these. */
function added(base) {
  const differences = samples['@ot2otel/shim/register'].map(({ cpu }, index) => cpu - samples[base][index].cpu);
  return `register - ${base}: ${median(differences).toFixed(0)} ms CPU`;
}

console.log(`start of a process, Node ${process.versions.node}, medians of ${pairs} interleaved runs`);
for (const [name, measured] of Object.entries(samples)) console.log(row(name, measured));
for (const base of ['NodeSDK().start()', 'trace SDK by hand']) console.log(added(base));
