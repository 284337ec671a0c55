import test from 'ava';
import { LoadGraph } from '../../../codemods/src/facts/modules/load-graph';
import { LoadTogether } from '../../../codemods/src/facts/modules/load-together';

/** Of these files `a.js` and `b.js` are asked for; `others` are such as nothing speaks of tracing in. */
function areTogether(tree: Readonly<Record<string, string>>, others: Readonly<Record<string, string>> = {}): boolean {
  const files = Object.entries({ 'a.js': '', 'b.js': '', ...tree }).map(([path, text]) => ({ path, text }));
  const read = (path: string) => ({ path, text: others[path] ?? '' });
  const graph = new LoadGraph(files, { others: { paths: Object.keys(others), read } });
  return new LoadTogether(graph).isSeen('a.js', 'b.js');
}

test('files that load each other, or that one file loads, are in one program', (t) => {
  t.true(areTogether({ 'a.js': "import './b';" }));
  t.true(areTogether({ 'main.js': "require('./a'); require('./by');" }, { 'by.js': "export * from './b';" }));
  t.true(areTogether({}, { 'main.js': "require('./a'); import('./b');" }));
});

test('files that nothing loads both, that a test loads, or that run as a process of their own are not', (t) => {
  t.false(areTogether({}));
  t.false(areTogether({ 'a.js': "require('./by');", 'b.js': "require('./by');" }, { 'by.js': '' }));
  t.false(areTogether({ 'test/all.js': "require('../a'); require('../b');" }));
  t.false(areTogether({ 'a.js': "require('child_process').fork('./b.js');" }));
});
