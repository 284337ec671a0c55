// The least that a codemod must do: read every file, search it for a string, parse those that have it.
const { readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');
const { parse } = require('@babel/parser');

const folder = process.argv[2];
for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
  if (!name.endsWith('.js')) continue;
  const bytes = readFileSync(path.join(folder, name));
  if (bytes.includes('opentracing')) parse(bytes.toString('utf8'), { sourceType: 'unambiguous', errorRecovery: true });
}
