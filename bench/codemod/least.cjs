// The least that a codemod must do: read every file, search it for a string, parse those that have it. With `results`, what one must do that
// parses its results before it writes them; the text that was read stands for the result, which is as long. With `modules`, what one must
// do that is as much code as ours: it is loaded first, and nothing of it is run.
const { readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');
const { parse } = require('@babel/parser');

const OPTIONS = { sourceType: 'unambiguous', errorRecovery: true, attachComment: false };
const FORMS = [['jsx'], ['jsx', 'flow'], ['typescript', 'decorators-legacy']];

/** As JavaScript, where that fails with Flow's types; as TypeScript where the name says so. */
function parseAny(name, text) {
  for (const plugins of name.endsWith('.ts') ? FORMS.slice(2) : FORMS) {
    try {
      return parse(text, { ...OPTIONS, plugins });
    } catch {}
  }
  throw new Error(`${name} does not parse`);
}

const [, , folder, ...more] = process.argv;
if (more.includes('modules')) require('../../codemods/dist/src/cli/main.js');
for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
  if (!/\.[jt]s$/.test(name)) continue;
  const bytes = readFileSync(path.join(folder, name));
  if (!bytes.includes('opentracing')) continue;
  parseAny(name, bytes.toString('utf8'));
  if (more.includes('results')) parseAny(name, bytes.toString('utf8'));
}
