// A package goes from package.json only where nothing is left that loads it: also not in a file that the codemod does not work on.
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { LEGACY, type Place, repository } from './support';

const manifest = (listed: Readonly<Record<string, string>> = {}) =>
  JSON.stringify({ name: 'shop', dependencies: { 'jaeger-client': '^3.19.0', opentracing: '^0.14.7', ...listed } });

const listedIn = (shop: Place) => Object.keys(JSON.parse(shop.read('package.json')).dependencies);

const keeps = test.macro(async (t, name: string, text: string | Buffer) => {
  const shop = repository({ 'package.json': manifest(), 'a.js': LEGACY, [name]: text });
  t.is((await shop.run('codemod', '.')).code, 0);
  t.deepEqual(listedIn(shop), ['@opentelemetry/api', 'opentracing']);
});

const drops = test.macro(async (t, name: string, text: string) => {
  const shop = repository({ 'package.json': manifest(), 'a.js': LEGACY, [name]: text });
  t.is((await shop.run('codemod', '.')).code, 0);
  t.deepEqual(listedIn(shop), ['@opentelemetry/api']);
});

const load = "require('opentracing').globalTracer();\n";

test('a file in another encoding keeps it', keeps, 'latin.js', Buffer.from(`// caf\xe9\n${load}`, 'latin1'));
test('in UTF-16 too', keeps, 'wide.js', Buffer.from(`\uFEFF${load}`, 'utf16le'));
test('a file that is generated', keeps, 'rpc.js', `// @generated\n${load}`);
test('a file that is minified, by its name', keeps, 'lib/agent.min.js', load);
test('by its lines', keeps, 'agent.js', `${'a=1;'.repeat(2000)}${load}`);
test('a file of more than 5 MB', keeps, 'large.js', load + 'var a = 1;\n'.repeat(500_000));
test('a script without an ending', keeps, 'bin/run', `#!/usr/bin/env node\n${load}`);
test('a relative of JavaScript', keeps, 'a.coffee', "opentracing = require 'opentracing'\n");
test('not what only tells how it is loaded', drops, 'README.md', `    ${load}`);
test('nor what says its name', drops, 'config/a.yaml', 'packages: ["opentracing"]\n');
test('nor what is built anew', drops, 'dist/a.js', load);
test('nor what is compiled from a source', drops, 'lib/a.js', `${load}//# sourceMappingURL=a.js.map\n`);

test('what a sparse checkout keeps out of sight may load it, what is deleted does not', async (t) => {
  const shop = repository({ 'package.json': manifest(), 'src/a.js': LEGACY, 'lib/b.js': LEGACY });
  shop.git('sparse-checkout', 'set', 'src');
  t.is((await shop.run('codemod', '.')).code, 0);
  t.deepEqual(listedIn(shop), ['@opentelemetry/api', 'jaeger-client', 'opentracing']);
  shop.git('checkout', '--quiet', '.');
  shop.git('sparse-checkout', 'disable');
  rmSync(path.join(shop.folder, 'lib'), { recursive: true });
  t.is((await shop.run('codemod', '.')).code, 0);
  t.deepEqual(listedIn(shop), ['@opentelemetry/api']);
});

test('a submodule without a package.json of its own counts, one with it does not', async (t) => {
  const moved = async (files: Readonly<Record<string, string>>) => {
    const shop = repository({ 'package.json': manifest(), 'a.js': LEGACY });
    const library = repository(files);
    shop.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library.folder, 'vendor');
    shop.git('commit', '--quiet', '--message', 'submodule');
    await shop.run('codemod', '.');
    return listedIn(shop);
  };
  t.true((await moved({ 'lib.js': LEGACY })).includes('opentracing'));
  t.false((await moved({ 'lib.js': LEGACY, 'package.json': '{}' })).includes('opentracing'));
});

test('a package that asks its host for OpenTracing keeps it: installed, or known', async (t) => {
  const moved = async (name: string, own?: unknown) => {
    const shop = repository({
      'package.json': manifest({ [name]: '1.0.0' }),
      'a.js': LEGACY,
      '.gitignore': 'node_modules',
    });
    mkdirSync(path.join(shop.folder, 'node_modules', name), { recursive: true });
    if (own !== undefined) shop.write(`node_modules/${name}/package.json`, JSON.stringify(own));
    await shop.run('codemod', '.');
    return listedIn(shop).includes('opentracing');
  };
  t.true(await moved('acme-tracing', { peerDependencies: { opentracing: '*' } }));
  t.true(await moved('@ot2otel/shim'));
  t.true(await moved('express-opentracing'));
  t.false(await moved('acme-tracing'));
  t.false(await moved('express-opentracing', { dependencies: { opentracing: '*' } }));
  const optional = {
    peerDependencies: { opentracing: '*' },
    peerDependenciesMeta: { opentracing: { optional: true } },
  };
  t.false(await moved('acme-tracing', optional));
});

test('the last step is told when no file loads OpenTracing any more, and not before', async (t) => {
  const shop = repository({
    'package.json': manifest({ '@ot2otel/shim': '^0.1.0' }),
    'a.js': LEGACY,
    'b.js': LEGACY,
    'ot2otel-shim-types.d.ts': "// Written by ot2otel\nimport '@ot2otel/shim/types';\n",
  });
  const last =
    /no file here loads OpenTracing any more.*without @ot2otel\/shim\/register, delete ot2otel-shim-types\.d\.ts, npm uninstall @ot2otel\/shim opentracing$/m;
  t.notRegex((await shop.run('audit')).stdout, /no file here/);
  t.notRegex((await shop.run('codemod', 'a.js')).stdout, /no file here/);
  t.regex((await shop.run('codemod', '--force', 'b.js')).stdout, last);
  t.regex((await shop.run('audit')).stdout, last);
  shop.write('rpc.js', `// @generated\n${load}`);
  t.notRegex((await shop.run('audit')).stdout, /no file here/);
});
