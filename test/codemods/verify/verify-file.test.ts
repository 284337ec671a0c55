import test from 'ava';
import { buildScopes } from '../../../codemods/src/facts/scopes/build';
import { parseSource } from '../../../codemods/src/parse/parse-source';
import { verifyFile } from '../../../codemods/src/verify/verify-file';

function verify(before: string, after: string, path = 'a.js') {
  const result = parseSource(path, before);
  if (!result.ok) throw new Error(result.failure.message);
  return verifyFile(result.file, buildScopes(result.file).globals, after);
}

const passes = test.macro({
  exec(t, before: string, after: string) {
    t.like(verify(before, after), { ok: true });
  },
  title: (title) => `lets pass ${title}`,
});

const refuses = test.macro({
  exec(t, before: string, after: string, reason: RegExp) {
    const verified = verify(before, after);
    t.regex(verified.ok ? 'it passed' : verified.reason, reason);
  },
  title: (title) => `refuses ${title}`,
});

test('what did not change', passes, 'a(); // b\n', 'a(); // b\n');
test('a comment that is indented differently', passes, '/* a\n   b */\nf();\n', 'if (f()) {\n  /* a\n     b */\n}\n');
test('a comment that moved', passes, '// a\nf();\ng();\n', 'f();\n// a\ng();\n');
test('a new comment', passes, 'f();\n', '// TODO\nf();\n');
test('a name that is imported', passes, 'f();\n', "const { g } = f('g');\nf(g);\n");
test(
  'a comment between the names of a tracing import that went',
  passes,
  "import { Tags /* why */ } from 'opentracing';\n",
  '',
);

test(
  'what a comment imports of tracing, moved',
  passes,
  "/** @import { Span, Reference } from 'opentracing' */\nf();\n",
  "/** @import { Span } from '@opentelemetry/api'\n * @import { Reference } from 'opentracing' */\nf();\n",
);
test(
  'a comment that imports something else now',
  refuses,
  "/** @import { Span } from './mine' */\nf();\n",
  "/** @import { Span } from '@opentelemetry/api' */\nf();\n",
  /would be lost/,
);
test('a comment in a tracing require that went', passes, "const ot = require(/* old */ 'opentracing');\n", '');
test(
  'a comment in a require of what brings OpenTracing that went',
  passes,
  "const ot = require('jaeger-client') /* brings it */\n  .opentracing;\n",
  '',
);
test('a name that was declared twice before', passes, 'let a; let a;\nf();\n', 'let a; let a;\nf(a);\n');
test('a name that is declared twice', refuses, 'let a;\nf(a);\n', 'let a;\nconst a = f();\n', /declared twice/);
test(
  'what does not parse',
  refuses,
  'f();\n',
  'f(;\n',
  /does not parse any more \(Unexpected token, 1:3 of the result\)/,
);
test(
  'a comment behind a name that an import has no more',
  passes,
  "import { a, // why\n  b } from './a';\nb();\n",
  "import { b } from './a';\nb();\n",
);
test(
  'a lost comment in the value of names',
  refuses,
  'const { a } = f(/* why */ {});\na();\n',
  'const { a } = f({});\na();\n',
  /the comment "why" would be lost/,
);
test('a lost comment', refuses, '// why\nf();\n', 'f();\n', /the comment "why" would be lost/);
test(
  'one of two equal comments lost',
  refuses,
  '// why\nf();\n// why\n',
  '// why\nf();\n',
  /the comment "why" would be lost/,
);
test('a name that nothing defines', refuses, 'f();\n', 'f(trace);\n', /the name trace would be defined nowhere/);
test(
  'a definition that went while its name stays',
  refuses,
  "const { a } = require('a');\na();\n",
  'a();\nrequire;\n',
  /the name a would be defined nowhere/,
);
