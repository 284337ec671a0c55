import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { collectFacts } from '../../../codemods/src/facts/index';
import type { ProjectFacts } from '../../../codemods/src/facts/types';
import { parseSource } from '../../../codemods/src/parse/parse-source';
import type { SourceFile } from '../../../codemods/src/parse/source-file';

const root = path.resolve(__dirname, '../../..');

/** Every source below a folder that can be parsed. */
function sourcesIn(folder: string): SourceFile[] {
  const names = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => /\.[cm]?[jt]sx?$/.test(name) && !name.includes('node_modules'))
    .sort()
    .flatMap((name) => {
      const parsed = parseSource(name, readFileSync(path.join(root, folder, name), 'utf8'));
      return parsed.ok ? [parsed.file] : [];
    });
}

/** What is found, in words that do not depend on the order of the files. */
function summary({ files }: ProjectFacts): string[] {
  return [...files.values()]
    .flatMap(({ source, calls, suspects, values, types }) => [
      ...calls.map(({ node, member, unit }) => `${source.path}:${node.start} ${member} ${unit.kind} ${unit.name}`),
      ...suspects.map(({ node, method, reason }) => `${source.path}:${node.start} ${method} ${reason}`),
      ...values.map(({ node, name }) => `${source.path}:${node.start} ${name}`),
      ...types.map(({ start, name }) => `${source.path}:${start} ${name}`),
    ])
    .sort();
}

test('the order of the files makes no difference', (t) => {
  const sources = sourcesIn('fixtures/apps');
  const forwards = summary(collectFacts(sources));
  t.true(forwards.length > 100);
  t.deepEqual(summary(collectFacts([...sources].reverse())), forwards);
});

test('the same project twice gives the same facts', (t) => {
  const sources = sourcesIn('fixtures/apps');
  t.deepEqual(summary(collectFacts(sources)), summary(collectFacts(sources)));
});

for (const name of ['opentracing', 'jaeger-client', 'express']) {
  test(`asks every node of ${name} without falling over`, (t) => {
    const sources = sourcesIn(`node_modules/${name}`).filter(({ text }) => text.length < 100_000);
    const { files } = collectFacts(sources);
    let asked = 0;
    for (const file of files.values()) {
      for (const node of file.source.parents.keys()) {
        file.factOf(node);
        file.unitOf(node);
        file.stringOf(node);
        if (node.type === 'Identifier' && asked % 50 === 0) file.objectsOf(node);
        asked++;
      }
    }
    t.true(asked > 1000);
  });
}

// By each of the ways that lead to a part, one would follow 40 to the power of 6 of them.
test('exports that hold the same things in many ways are followed once', (t) => {
  const namesOf = (layer: number) => Array.from({ length: 40 }, (_, index) => `part${layer}x${index}`);
  const layers = [6, 5, 4, 3, 2, 1].flatMap((layer) =>
    namesOf(layer).map((name) => `const ${name} = { ${layer === 6 ? '' : namesOf(layer + 1).join(', ')} };`),
  );
  const text = `const { globalTracer } = require('opentracing');
${layers.join('\n')}
module.exports = { ${namesOf(1).join(', ')}, begin: () => globalTracer().startSpan('a') };
`;
  const parsed = parseSource('index.js', text);
  if (!parsed.ok) return t.fail();
  const facts = collectFacts([parsed.file], { manifests: new Map([['', { name: 'parts', main: 'index.js' }]]) });
  t.deepEqual(
    facts.publicEntries().map(({ exports }) => exports),
    [['begin']],
  );
});
