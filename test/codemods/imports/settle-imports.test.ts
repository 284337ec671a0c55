import test from 'ava';
import type { ApiName } from '../../../codemods/src/catalog/opentelemetry-api';
import { buildScopes } from '../../../codemods/src/facts/scopes/build';
import { usedNames } from '../../../codemods/src/imports/dead-bindings';
import { apiPlaceholder, helperPlaceholder } from '../../../codemods/src/imports/placeholders';
import { settleImports } from '../../../codemods/src/imports/settle-imports';
import { parseSource } from '../../../codemods/src/parse/parse-source';
import type { SourceFile } from '../../../codemods/src/parse/source-file';

function source(path: string, text: string): SourceFile {
  const result = parseSource(path, text);
  if (!result.ok) throw new Error(result.failure.message);
  return result.file;
}

/** In these texts `$trace` stands for the placeholder of `trace`, and `$$guard` for that of a helper. */
function withPlaceholders(text: string): string {
  return text
    .replace(/\$\$guard/g, helperPlaceholder('attributeValue'))
    .replace(/\$([A-Za-z_]+)/g, (_, name: ApiName) => apiPlaceholder(name));
}

function settle(path: string, before: string, edited: string): string {
  const original = source(path, before);
  const file = source(path, withPlaceholders(edited));
  return settleImports({
    file,
    scopes: buildScopes(file),
    original,
    usedBefore: usedNames(original, buildScopes(original)),
    form: original.moduleKind === 'esm' ? 'import' : 'require',
    helperModule: () => './values',
    refusesUnused: false,
    isIdle: () => false,
  });
}

const gives = test.macro({
  exec(t, path: string, before: string, edited: string, expected: string) {
    t.is(settle(path, before, edited), expected);
  },
  title: (title) => title ?? '',
});

/** The head of a file before; what its body becomes; the head after. */
const heads = test.macro({
  exec(t, path: string, before: string, after: string, given?: string) {
    const body = given ?? 'f($trace);\n';
    const end = before.includes(';') ? ';\n' : '\n';
    const used = ['opentracing', 'Tags', 'Span'].join(end) + end;
    const named = withPlaceholders(body).replace(/__ot2otel_(?:api|helper)_/g, '');
    t.is(settle(path, `${before}${used}`, `${before}${body}`), `${after}${named}`);
  },
  title: (title) => title ?? '',
});

const OT = "import { Tags } from 'opentracing';\n";
const API = "import { trace } from '@opentelemetry/api';\n";

test(
  'an import takes the place of the one that goes',
  heads,
  'a.js',
  `import a from 'a';\n${OT}import b from 'b';\n`,
  `import a from 'a';\n${API}import b from 'b';\n`,
);
test(
  'a require takes the place of the one that goes',
  heads,
  'a.js',
  "const { Tags } = require('opentracing');\n",
  "const { trace } = require('@opentelemetry/api');\n",
);
test(
  'a require keeps the keyword of the one that goes',
  heads,
  'a.js',
  "var opentracing = require('opentracing');\n",
  "var { trace } = require('@opentelemetry/api');\n",
);
test('the licence stays above', heads, 'a.js', `/* Copyright */\n${OT}`, `/* Copyright */\n${API}`);
test(
  'the comment behind the import stays',
  heads,
  'a.js',
  "import { Tags } from 'opentracing'; // why\n",
  "import { trace } from '@opentelemetry/api'; // why\n",
);
test(
  'quotes and semicolons are those of the file',
  heads,
  'a.js',
  'import { Tags } from "opentracing"\n',
  'import { trace } from "@opentelemetry/api"\n',
  'f($trace)\n',
);
test(
  'line ends are those of the file',
  heads,
  'a.js',
  "import a from 'a';\r\nf(a);\r\n",
  "import a from 'a';\r\nimport { trace } from '@opentelemetry/api';\r\nf(a);\r\n",
  'f($trace);\r\n',
);
test(
  'an import of the API that is there takes the names',
  heads,
  'a.js',
  `${API}${OT}`,
  "import { context, trace } from '@opentelemetry/api';\n",
  'f($trace, $context);\n',
);
test(
  'a require of the API that is there takes the names',
  heads,
  'a.js',
  "const { trace } = require('@opentelemetry/api');\nconst { Tags } = require('opentracing');\n",
  "const { context, trace } = require('@opentelemetry/api');\n",
  'f($trace, $context);\n',
);
test(
  'a list on several lines grows by a line',
  heads,
  'a.js',
  "import {\n  trace,\n} from '@opentelemetry/api';\n",
  "import {\n  context,\n  trace,\n} from '@opentelemetry/api';\n",
  'f($trace, $context);\n',
);
test(
  'a namespace import of the API is used',
  gives,
  'a.js',
  "import * as api from '@opentelemetry/api';\n",
  "import * as api from '@opentelemetry/api';\nf($trace);\n",
  "import * as api from '@opentelemetry/api';\nf(api.trace);\n",
);
test(
  'an aliased import of the API is used',
  gives,
  'a.js',
  '',
  "import { trace as t } from '@opentelemetry/api';\nf($trace);\n",
  "import { trace as t } from '@opentelemetry/api';\nf(t);\n",
);
test(
  'names that are dead leave, names that live stay',
  heads,
  'a.js',
  "import { Tags, globalTracer } from 'opentracing';\n",
  "import { globalTracer } from 'opentracing';\nimport { trace } from '@opentelemetry/api';\n",
  'f($trace, globalTracer);\n',
);
test(
  'a default import leaves, the names stay',
  gives,
  'a.js',
  "import opentracing, { Tags } from 'opentracing';\nopentracing;\n",
  "import opentracing, { Tags } from 'opentracing';\nTags;\n",
  "import { Tags } from 'opentracing';\nTags;\n",
);
test(
  'the names leave, a default import stays',
  gives,
  'a.js',
  "import opentracing, { Tags } from 'opentracing';\nTags;\n",
  "import opentracing, { Tags } from 'opentracing';\nopentracing;\n",
  "import opentracing from 'opentracing';\nopentracing;\n",
);
test(
  'the last of several names leaves with the comma before it',
  gives,
  'a.js',
  "const { Span, Tags } = require('opentracing');\nTags;\n",
  "const { Span, Tags } = require('opentracing');\nSpan;\n",
  "const { Span } = require('opentracing');\nSpan;\n",
);
test(
  'an import for its effects stays',
  heads,
  'a.js',
  "import 'opentracing';\n",
  "import 'opentracing';\nimport { trace } from '@opentelemetry/api';\n",
);
test(
  'an import of OpenTracing that nobody used does not stay alone in a file that moves',
  gives,
  'a.js',
  "import { Tags } from 'opentracing';\ng();\n",
  "import { Tags } from 'opentracing';\nf();\n",
  'f();\n',
);
test(
  'an import that nobody used stays beside one that is needed',
  gives,
  'a.js',
  "import { Span, Tags } from 'opentracing';\ng(Span);\n",
  "import { Span, Tags } from 'opentracing';\nf(Span);\n",
  "import { Span, Tags } from 'opentracing';\nf(Span);\n",
);
test(
  'a package that makes tracers may do something where it is imported',
  gives,
  'a.js',
  "const jaeger = require('jaeger-client');\ng();\n",
  "const jaeger = require('jaeger-client');\nf();\n",
  "const jaeger = require('jaeger-client');\nf();\n",
);
test(
  'what is taken from a dead name goes with it',
  gives,
  'a.js',
  "const opentracing = require('opentracing');\nconst { Tags } = opentracing;\nTags;\n",
  "const opentracing = require('opentracing');\nconst { Tags } = opentracing;\nf($trace);\n",
  "const { trace } = require('@opentelemetry/api');\nf(trace);\n",
);
test(
  'one declarator of several leaves',
  gives,
  'a.js',
  "const a = require('a'),\n  opentracing = require('opentracing');\nopentracing;\n",
  "const a = require('a'),\n  opentracing = require('opentracing');\na;\n",
  "const a = require('a');\na;\n",
);
test(
  'a pattern with a rest element stays',
  gives,
  'a.js',
  "const { Tags, ...rest } = require('opentracing');\nTags;\n",
  "const { Tags, ...rest } = require('opentracing');\nf(rest);\n",
  "const { Tags, ...rest } = require('opentracing');\nf(rest);\n",
);
test(
  'a name in a documentation comment keeps its import',
  gives,
  'a.js',
  "import { Span } from 'opentracing';\n/** @param {Span} a */\nfunction f(a) { Span; }\n",
  "import { Span } from 'opentracing';\n/** @param {Span} a */\nfunction f(a) {}\n",
  "import { Span } from 'opentracing';\n/** @param {Span} a */\nfunction f(a) {}\n",
);
test(
  'a name in an address, a module or a string of a documentation comment is none, and keeps nothing',
  gives,
  'a.js',
  "const opentracing = require('opentracing');\nconst link = 1;\n/**\n * @see {@link https://doc.example/opentracing/opentracing-javascript/}\n * @param {import('opentracing').Span|'opentracing'} a\n */\nfunction f(a) { opentracing; }\n",
  "const opentracing = require('opentracing');\nconst link = 1;\n/**\n * @see {@link https://doc.example/opentracing/opentracing-javascript/}\n * @param {import('opentracing').Span|'opentracing'} a\n */\nfunction f(a) {}\n",
  "const link = 1;\n/**\n * @see {@link https://doc.example/opentracing/opentracing-javascript/}\n * @param {import('opentracing').Span|'opentracing'} a\n */\nfunction f(a) {}\n",
);
test(
  'a name in the markup of a component keeps its import',
  gives,
  'a.vue',
  "<script>\nimport { Tags } from 'opentracing';\nTags;\n</script>\n<template>{{ Tags.ERROR }}</template>\n",
  "<script>\nimport { Tags } from 'opentracing';\n</script>\n<template>{{ Tags.ERROR }}</template>\n",
  "<script>\nimport { Tags } from 'opentracing';\n</script>\n<template>{{ Tags.ERROR }}</template>\n",
);
test(
  'an import = of TypeScript is replaced',
  gives,
  'a.ts',
  "import opentracing = require('opentracing');\nopentracing;\n",
  "import opentracing = require('opentracing');\nf($trace);\n",
  "import { trace } from '@opentelemetry/api';\nf(trace);\n",
);
test(
  'a require in a function leaves with its line',
  gives,
  'a.js',
  "const a = require('a');\nfunction f() {\n  const { Tags } = require('opentracing');\n  Tags;\n}\n",
  "const a = require('a');\nfunction f() {\n  const { Tags } = require('opentracing');\n  $trace;\n}\n",
  "const a = require('a');\nconst { trace } = require('@opentelemetry/api');\nfunction f() {\n  trace;\n}\n",
);

test(
  'only types make a type import',
  gives,
  'a.ts',
  "import { Span } from 'opentracing';\nlet a: Span;\n",
  "import { Span } from 'opentracing';\nlet a: $Span;\n",
  "import type { Span } from '@opentelemetry/api';\nlet a: Span;\n",
);
test(
  'types and values make one import',
  gives,
  'a.ts',
  "import { Span } from 'opentracing';\nlet a: Span;\n",
  "import { Span } from 'opentracing';\nlet a: $Span = $trace;\n",
  "import { Span, trace } from '@opentelemetry/api';\nlet a: Span = trace;\n",
);
test(
  'types stand apart where the file keeps them apart',
  gives,
  'a.ts',
  "import type { Span } from 'opentracing';\nlet a: Span;\n",
  "import type { Span } from 'opentracing';\nlet a: $Span = $trace;\n",
  "import { trace } from '@opentelemetry/api';\nimport type { Span } from '@opentelemetry/api';\nlet a: Span = trace;\n",
);
test(
  'types are marked where the file marks them',
  gives,
  'a.ts',
  "import { type Span, Tags } from 'opentracing';\nlet a: Span; Tags;\n",
  "import { type Span, Tags } from 'opentracing';\nlet a: $Span = $trace;\n",
  "import { type Span, trace } from '@opentelemetry/api';\nlet a: Span = trace;\n",
);
test(
  'a type of the API takes another name while OpenTracing still has it',
  gives,
  'a.ts',
  "import { Span } from 'opentracing';\nlet a: Span;\n",
  "import { Span } from 'opentracing';\nlet a: $Span = new Span();\n",
  "import { Span } from 'opentracing';\nimport type { Span as OtelSpan } from '@opentelemetry/api';\nlet a: OtelSpan = new Span();\n",
);

test(
  'a name that a function has of its own is not taken there',
  gives,
  'a.js',
  '',
  'function f(context) { return $context.active(context); }\n',
  "const { context: otelContext } = require('@opentelemetry/api');\n\nfunction f(context) { return otelContext.active(context); }\n",
);
test(
  'a name that another function has of its own is free',
  gives,
  'a.js',
  '',
  'function f(context) { return context; }\n$context.active();\n',
  "const { context } = require('@opentelemetry/api');\n\nfunction f(context) { return context; }\ncontext.active();\n",
);
test(
  'a global of the same name is not shadowed',
  gives,
  'a.js',
  '',
  "context('a suite', () => $context.active());\n",
  "const { context: otelContext } = require('@opentelemetry/api');\n\ncontext('a suite', () => otelContext.active());\n",
);
test(
  'a constant keeps its capitals in its other name',
  gives,
  'a.js',
  '',
  'const ROOT_CONTEXT = 1;\nf($ROOT_CONTEXT);\n',
  "const { ROOT_CONTEXT: OTEL_ROOT_CONTEXT } = require('@opentelemetry/api');\n\nconst ROOT_CONTEXT = 1;\nf(OTEL_ROOT_CONTEXT);\n",
);

test(
  'the first import of a file stands below its directives',
  gives,
  'a.js',
  '',
  "'use strict';\n\nf($trace);\n",
  "'use strict';\n\nconst { trace } = require('@opentelemetry/api');\n\nf(trace);\n",
);
test(
  'the first import of a file stands below its licence and above the comment of what follows',
  gives,
  'a.js',
  '',
  '/** @license MIT */\n\n/** Does f. */\nf($trace);\n',
  "/** @license MIT */\n\nconst { trace } = require('@opentelemetry/api');\n\n/** Does f. */\nf(trace);\n",
);
test(
  'the first import of a file stands below its shebang',
  gives,
  'a.js',
  '',
  '#!/usr/bin/env node\nf($trace);\n',
  "#!/usr/bin/env node\nconst { trace } = require('@opentelemetry/api');\n\nf(trace);\n",
);
test(
  'a require stands below the first run of requires',
  gives,
  'a.js',
  '',
  "const a = require('a');\nconst b = require('b').c;\n\na();\nconst d = require('d');\n$trace;\n",
  "const a = require('a');\nconst b = require('b').c;\nconst { trace } = require('@opentelemetry/api');\n\na();\nconst d = require('d');\ntrace;\n",
);
test(
  'many names stand on lines of their own',
  gives,
  'a.js',
  "import 'a';\n",
  "import 'a';\nf($trace, $context, $propagation, $ROOT_CONTEXT, $SpanKind, $SpanStatusCode, $INVALID_SPAN_CONTEXT);\n",
  "import 'a';\nimport {\n  context,\n  INVALID_SPAN_CONTEXT,\n  propagation,\n  ROOT_CONTEXT,\n  SpanKind,\n  SpanStatusCode,\n  trace\n} from '@opentelemetry/api';\nf(trace, context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, INVALID_SPAN_CONTEXT);\n",
);
test(
  'a helper is imported from its file',
  gives,
  'a.js',
  'require;\n',
  '$$guard(1);\n',
  "const { attributeValue } = require('./values');\n\nattributeValue(1);\n",
);
test('a placeholder in a comment is a name', gives, 'a.js', '', '// $trace\nf();\n', '// trace\nf();\n');
test(
  'blank lines around what leaves do not add up',
  gives,
  'a.js',
  "import a from 'a';\n\nimport { Tags } from 'opentracing';\n\nTags;\n",
  "import a from 'a';\n\nimport { Tags } from 'opentracing';\n\na;\n",
  "import a from 'a';\n\na;\n",
);

test(
  'a name stays while one of the names taken from it lives',
  gives,
  'a.js',
  "const opentracing = require('opentracing');\nconst { Tags, FORMAT_TEXT_MAP } = opentracing;\nTags;\nFORMAT_TEXT_MAP;\n",
  "const opentracing = require('opentracing');\nconst { Tags, FORMAT_TEXT_MAP } = opentracing;\nTags;\n",
  "const opentracing = require('opentracing');\nconst { Tags } = opentracing;\nTags;\n",
);
