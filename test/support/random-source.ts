// Small programs as people write them, at random: a `main.js`, the `helpers.js` that it calls, and the `tracing.js` that both have their
// tracer from. Every start says its tags or its parent: asked for a name alone, a tracer that has moved follows OpenTelemetry's rule.
import fc from 'fast-check';
import type { InputFile } from '../../codemods/src/migrate';

const SHAPES = ['plain', 'finally', 'rescued', 'early', 'loop', 'timer', 'maybe', 'closure', 'awaited'] as const;
const PARENTS = [
  'none',
  'span',
  'context',
  'chosen',
  'wire',
  'doubted',
  'computed',
  'variable',
  'spread',
  'copied',
  'built',
  'filled',
  'rest',
] as const;
const STATEMENTS = [
  `SPAN.setTag('user', VALUE);`,
  `SPAN.setTag(Tags.HTTP_METHOD, 'GET').setTag('last', VALUE);`,
  `SPAN.addTags({ size: VALUE, 'db.type': 'sql' });`,
  `SPAN.log({ event: 'half', percent: VALUE });`,
  `SPAN.log({ message: VALUE });`,
  `SPAN.log({ event: 'dated' }, 1546300800123);`,
  `SPAN.setTag(Tags.ERROR, true);`,
  `SPAN.log({ event: 'error', 'error.object': failure(VALUE), order: { id: VALUE } });`,
  `SPAN.log({ event: 'error', 'error.object': undefined, size: VALUE, at: new Date(0) });`,
  `SPAN.setOperationName('renamed');`,
  `helpers.work(SPAN, VALUE);`,
  `helpers.work(undefined, VALUE);`,
  `notes.push(await helpers.traced('traced', SPAN, async (inner) => inner.setTag('inside', VALUE) && VALUE));`,
  `helpers.end(helpers.begin('begun', SPAN), VALUE);`,
  `new helpers.Job('job', SPAN).step(VALUE).end();`,
  `helpers.failing('failing', SPAN).setTag('size', VALUE).finish();`,
  `await pause();`,
  `notes.push(VALUE);`,
] as const;

type Piece =
  | { readonly statement: (typeof STATEMENTS)[number]; readonly value: number | string | boolean }
  | {
      readonly shape: (typeof SHAPES)[number];
      readonly parent: (typeof PARENTS)[number];
      readonly yes: boolean;
      readonly body: readonly Piece[];
    };

const value = fc.oneof(fc.nat({ max: 9 }), fc.constantFrom('x', 'GET'), fc.boolean());

const { pieces } = fc.letrec<{ piece: Piece; pieces: readonly Piece[] }>((tie) => ({
  pieces: fc.array(tie('piece'), { minLength: 1, maxLength: 3 }),
  piece: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'region' },
    fc.record({ statement: fc.constantFrom(...STATEMENTS), value }),
    fc.record({
      shape: fc.constantFrom(...SHAPES),
      parent: fc.constantFrom(...PARENTS),
      yes: fc.boolean(),
      body: tie('pieces'),
    }),
  ),
}));

/** A program of three files. */
export const randomProgram: fc.Arbitrary<readonly InputFile[]> = pieces.map((body) => [
  { path: 'main.js', text: mainOf(body) },
  { path: 'helpers.js', text: HELPERS },
  { path: 'tracing.js', text: TRACING },
]);

function mainOf(body: readonly Piece[]): string {
  const printed = new Printer().lines(body, ['root']);
  return [
    "const { FORMAT_HTTP_HEADERS, Tags } = require('opentracing');",
    "const helpers = require('./helpers');",
    "const { tracer } = require('./tracing');",
    '',
    'const pause = () => new Promise((resolve) => setTimeout(resolve, 0));',
    '',
    "const failure = (size) => new RangeError('not ' + size);",
    '',
    'async function run(root, notes) {',
    ...indented(printed),
    '}',
    '',
    'async function main() {',
    '  const notes = [];',
    "  const root = tracer.startSpan('root', { tags: { [Tags.SPAN_KIND]: 'server' } });",
    // Each helper is called at least once: of a parameter that nobody gives nothing is known.
    "  helpers.end(helpers.begin('begun', root), 'ok');",
    "  await helpers.traced('traced', root, async (inner) => inner.log({ event: 'in' }));",
    "  new helpers.Job('job', root).step(1).end();",
    "  helpers.failing('failing', root).finish();",
    '  helpers.openOf(root);',
    "  helpers.beginWith({ name: 'with', parent: root, tags: { n: 0 } }).finish();",
    "  tracer.startSpan('built', helpers.optionsFor(root, 0)).finish();",
    "  tracer.startSpan('filled', helpers.filledFor(root, 'server')).finish();",
    '  notes.push(await run(root, notes));',
    '  root.finish();',
    '  return notes;',
    '}',
    '',
    'module.exports = { main };',
    '',
  ].join('\n');
}

/** Writes pieces as code; `open` are the spans that may be spoken to. */
class Printer {
  #count = 0;

  lines(body: readonly Piece[], open: readonly string[]): string[] {
    return body.flatMap((piece) => ('statement' in piece ? [this.#statement(piece, open)] : this.#region(piece, open)));
  }

  #statement({ statement, value }: Extract<Piece, { statement: unknown }>, open: readonly string[]): string {
    return statement.replaceAll('SPAN', open.at(-1) ?? 'root').replaceAll('VALUE', JSON.stringify(value));
  }

  #region({ shape, parent, yes, body }: Extract<Piece, { shape: unknown }>, open: readonly string[]): string[] {
    this.#count += 1;
    const span = `span${this.#count}`;
    // Nothing can be put before a start that is made only sometimes.
    const { before, start } = this.#start(shape === 'maybe' && parent === 'built' ? 'filled' : parent, open);
    const declared = [...before, `const ${span} = ${start};`];
    const inside = indented(this.lines(body, [...open, span]));
    const finish = `  ${span}.finish();`;
    switch (shape) {
      case 'plain':
        return ['{', ...indented(declared), ...inside, finish, '}'];
      case 'finally':
        return [...declared, 'try {', ...inside, '} finally {', finish, '}'];
      case 'rescued':
        return [...declared, 'try {', ...inside, ...(yes ? ["  throw new Error('no');"] : []), ...rescue(span)];
      case 'early':
        return [...declared, `if (${yes}) {`, ...inside, finish, "  return 'early';", '}', finish.trim()];
      case 'loop':
        return [
          'for (const turn of [1, 2]) {',
          ...indented(declared),
          ...inside,
          `  ${span}.setTag('turn', turn);`,
          finish,
          '}',
        ];
      case 'timer':
        return [...declared, 'setTimeout(() => {', `  ${span}.log({ event: 'late' });`, finish, '}, 0);'];
      case 'maybe':
        return [
          ...before,
          `const ${span} = ${yes} ? ${start} : undefined;`,
          ...this.lines(body, open),
          `${span}?.finish();`,
        ];
      case 'closure':
        return [
          ...declared,
          `const end${span} = () => ${span}.finish();`,
          ...this.lines(body, [...open, span]),
          `end${span}();`,
        ];
      case 'awaited':
        return [
          'notes.push(await (async () => {',
          ...indented(declared),
          ...inside,
          '  await pause();',
          finish,
          '  return 1;',
          '})());',
        ];
    }
  }

  #start(parent: (typeof PARENTS)[number], open: readonly string[]): { before: string[]; start: string } {
    const name = `'op${this.#count}'`;
    const [span = 'root', other = 'root'] = [...open].reverse();
    const inVariable = `options${this.#count}`;
    switch (parent) {
      case 'none':
        return { before: [], start: `tracer.startSpan(${name}, { tags: { alone: true } })` };
      case 'span':
        return { before: [], start: `tracer.startSpan(${name}, { childOf: ${span} })` };
      case 'context':
        return { before: [], start: `tracer.startSpan(${name}, { childOf: ${span}.context(), tags: { n: 1 } })` };
      case 'chosen':
        return { before: [], start: `tracer.startSpan(${name}, { childOf: ${span} || ${other} })` };
      case 'wire':
      case 'doubted': {
        const headers = `headers${this.#count}`;
        const before = [`const ${headers} = {};`, `tracer.inject(${span}, FORMAT_HTTP_HEADERS, ${headers});`];
        const doubt = parent === 'doubted' ? ' || undefined' : '';
        const extracted = `tracer.extract(FORMAT_HTTP_HEADERS, ${headers})${doubt}`;
        return { before, start: `tracer.startSpan(${name}, { childOf: ${extracted} })` };
      }
      case 'computed':
        return { before: [], start: `tracer.startSpan(${name}, { childOf: helpers.openOf(${span}), tags: { n: 2 } })` };
      case 'variable':
        return {
          before: [`const ${inVariable} = { tags: { n: 1 } };`, `${inVariable}.childOf = ${span};`],
          start: `tracer.startSpan(${name}, ${inVariable})`,
        };
      case 'spread':
        return {
          before: [`const ${inVariable} = { childOf: ${span} };`],
          start: `tracer.startSpan(${name}, { ...${inVariable}, tags: { n: 1 } })`,
        };
      case 'copied':
        return {
          before: [
            `let ${inVariable} = { tags: { n: 1 } };`,
            `if (${this.#count % 2 === 0}) ${inVariable} = { ...${inVariable}, childOf: ${span}.context() };`,
          ],
          start: `tracer.startSpan(${name}, ${inVariable})`,
        };
      case 'rest': {
        const parentName = this.#count % 2 ? span : 'undefined';
        return { before: [], start: `helpers.beginWith({ name: ${name}, parent: ${parentName}, tags: { n: 3 } })` };
      }
      case 'built':
        return { before: [], start: `tracer.startSpan(${name}, helpers.optionsFor(${span}, ${this.#count}))` };
      case 'filled':
        return {
          before: [`const ${inVariable} = helpers.filledFor(${this.#count % 2 ? span : 'undefined'}, 'client');`],
          start: `tracer.startSpan(${name}, ${inVariable})`,
        };
    }
  }
}

function rescue(span: string): string[] {
  return [
    '} catch (error) {',
    `  ${span}.setTag(Tags.ERROR, true);`,
    `  ${span}.log({ event: 'error', 'error.object': error, message: error.message });`,
    '} finally {',
    `  ${span}.finish();`,
    '}',
  ];
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

const TRACING = `const { globalTracer } = require('opentracing');

module.exports = { tracer: globalTracer() };
`;

const HELPERS = `const { tracer } = require('./tracing');

function work(parent, size) {
  const span = tracer.startSpan('work', { childOf: parent, tags: { size } });
  tracer.startSpan('part', { childOf: span }).finish();
  span.finish();
}

async function traced(name, parent, run) {
  const span = tracer.startSpan(name, { childOf: parent });
  try {
    return await run(span);
  } finally {
    span.finish();
  }
}

function begin(name, parent) {
  return tracer.startSpan(name, { childOf: parent });
}

function beginWith({ name, parent, ...rest }) {
  return tracer.startSpan(name, { childOf: parent, ...rest });
}

function openOf(span) {
  return span.tracer() ? span : undefined;
}

function failing(name, parent) {
  return tracer.startSpan(name, { childOf: parent, tags: { error: true } });
}

function end(span, result) {
  span.log({ event: 'ended', result });
  span.finish();
}

function optionsFor(parent, n) {
  return { childOf: parent, tags: { n } };
}

function filledFor(parent, kind) {
  const options = { tags: { 'span.kind': kind } };
  options.tags.filled = true;
  if (parent) {
    options.childOf = parent.context();
  }
  return options;
}

class Job {
  constructor(name, parent) {
    this.span = tracer.startSpan(name, { childOf: parent.context() });
  }

  step(size) {
    this.span.setTag('size', size);
    return this;
  }

  end() {
    this.span.finish();
  }
}

module.exports = { Job, begin, beginWith, end, failing, filledFor, openOf, optionsFor, traced, work };
`;
