// Writes small random projects of OpenTracing code: the ways in which people make, keep, hand on, mark and finish spans, over three
// files. The choices come from a tape of numbers, so that a failing project shrinks with its tape.
import type { InputFile } from '../../../codemods/src/migrate';

/** A project as source text: `main.js` exports `main`. */
export function writeProject(tape: readonly number[]): InputFile[] {
  return new Writer(tape).project();
}

/** A span that is open, and the expressions that it can be reached by. */
interface Open {
  readonly name: string;
  readonly ways: string[];
  /** It may be missing where it is read, so it is asked for first. */
  isGuarded: boolean;
}

/** Helpers of another file; only those that are used are written. */
const LIB: Readonly<Record<string, string>> = {
  start: `(name, parent) => opentracing.globalTracer().startSpan(name, parent ? { childOf: parent } : undefined)`,
  startWith: `(name, { parent, tags = {} } = {}) =>
  opentracing.globalTracer().startSpan(name, { childOf: parent, tags: { size: 1, ...tags } })`,
  startLater: `async function (name, parent) {
  await null;
  const context = parent && parent.context();
  return opentracing.globalTracer().startSpan(name, { childOf: context, tags: { [opentracing.Tags.COMPONENT]: 'lib' } });
}`,
  fail: `function fail(span, error) {
  span.setTag(opentracing.Tags.ERROR, true);
  span.log({ event: 'error', 'error.object': error, message: error.message, stack: error.stack });
}`,
  close: `(span) => span && span.finish()`,
};

const JOB = `const { globalTracer, Tags } = require('opentracing');

class Base {
  constructor(name, parent) {
    this.span = globalTracer().startSpan(name, { childOf: parent });
  }

  get current() {
    return this.span;
  }

  mark(key, value) {
    this.span.setTag(key, value);
    return this;
  }
}

class Job extends Base {
  #open = new Map();

  step(name) {
    const step = globalTracer().startSpan(name, { childOf: this.span });
    this.#open.set(name, step);
    step.log({ event: 'step', name });
    return name;
  }

  done() {
    for (const [name, step] of this.#open) {
      step.setTag('step', name);
      step.finish();
    }
    this.#open.clear();
  }

  end() {
    this.done();
    this.span.setTag(Tags.SAMPLING_PRIORITY, 1);
    this.span.finish();
  }
}

exports.Job = Job;
`;

class Writer {
  #at = 0;
  #count = 0;
  readonly #lines: string[] = [];
  #open: Open[] = [];
  /** Spans that are finished may still be parents. */
  readonly #parents: string[] = [];

  constructor(private readonly tape: readonly number[]) {}

  project(): InputFile[] {
    const header = this.#oneOf([
      "const { globalTracer, Tags, FORMAT_TEXT_MAP, childOf, followsFrom } = require('opentracing');\nconst tracer = globalTracer();",
      "const opentracing = require('opentracing');\nconst { Tags, FORMAT_TEXT_MAP, childOf, followsFrom } = opentracing;\nconst tracer = opentracing.globalTracer();",
      'const ot = require(`opentracing`);\nconst Tags = ot.Tags, FORMAT_TEXT_MAP = ot.FORMAT_TEXT_MAP;\nconst { childOf, followsFrom } = ot;\nlet tracer = ot.globalTracer();',
    ]);
    while (this.#at < this.tape.length) this.#step();
    for (const span of [...this.#open]) this.#finish(span);
    const body = this.#lines.join('\n');
    const used = Object.entries(LIB).filter(([name]) => body.includes(`lib.${name}(`));
    const text = [
      header,
      ...(used.length > 0 ? ["const lib = require('./lib');"] : []),
      ...(body.includes('new Job(') ? ["const { Job } = require('./job');"] : []),
      '',
      ...(body.includes('make(') ? ['const make = (name, options) => tracer.startSpan(name, options);'] : []),
      'const out = [];',
      '',
      'async function main() {',
      ...this.#lines.map((line) => `  ${line}`),
      '  return out;',
      '}',
      '',
      'module.exports = { main };',
      '',
    ].join('\n');
    const lib = [
      `const opentracing = require('opentracing');`,
      ...used.map(([name, fn]) => `exports.${name} = ${fn};`),
    ];
    return [
      { path: 'main.js', text },
      ...(used.length > 0 ? [{ path: 'lib.js', text: `${lib.join('\n\n')}\n` }] : []),
      ...(body.includes('new Job(') ? [{ path: 'job.js', text: JOB }] : []),
    ];
  }

  #pick(choices: number): number {
    const value = this.tape[this.#at] ?? 0;
    this.#at += 1;
    return value % choices;
  }

  #oneOf<T>(choices: readonly T[]): T {
    return choices[this.#pick(choices.length)] as T; // a pick is below the length
  }

  #write(...lines: string[]): void {
    this.#lines.push(...lines);
  }

  #name(): string {
    this.#count += 1;
    return `s${this.#count}`;
  }

  #step(): void {
    const span = this.#open.length > 0 ? this.#oneOf(this.#open) : undefined;
    const kind = this.#pick(10);
    if (span === undefined || kind < 3) this.#start();
    else if (kind < 7) this.#use(span);
    else if (kind === 7) this.#keep(span);
    else if (kind === 8) this.#carry(span);
    else this.#finish(span);
  }

  /** An expression for a parent: an open span, one that has ended, a context, or nothing. */
  #parent(): string {
    const open = this.#open.map((span) => this.#way(span));
    const all = [...open, ...open.map((way) => `${way}.context()`), ...this.#parents, 'undefined', 'null'];
    return this.#oneOf(all);
  }

  #way(span: Open): string {
    return this.#oneOf(span.ways);
  }

  #start(): void {
    const name = this.#name();
    const parent = this.#parent();
    const span: Open = { name, ways: [name], isGuarded: false };
    const way = this.#pick(17);
    if (way === 11)
      this.#write(`const ${name} = tracer.startSpan('${name}', ${parent} ? { childOf: ${parent} } : {});`);
    else if (way === 12) {
      const more = this.#oneOf(['{ tags: { more: 1 } }', '{}']);
      this.#write(`const ${name} = tracer.startSpan('${name}', { ...${more}, childOf: ${parent} });`);
    } else if (way === 13) {
      this.#write(
        `const ${name} = tracer.startSpan('${name}', { childOf: ${parent} });`,
        `${name}.setTag(${this.#oneOf(['Tags.SPAN_KIND', "'span.kind'"])}, ${this.#oneOf(["'server'", 'Tags.SPAN_KIND_RPC_CLIENT'])});`,
      );
    } else if (way === 14) {
      const other = this.#parentSpan();
      if (other === 'undefined') this.#write(`const ${name} = tracer.startSpan('${name}').setTag('fluent', 1);`);
      else this.#write(`const ${name} = ${other}.tracer().startSpan('${name}', { childOf: ${other} });`);
    } else if (way === 15) {
      this.#write(
        `function* spans${name}() { const made = tracer.startSpan('${name}', { childOf: ${parent} }); yield made; }`,
        `const [${name}] = spans${name}();`,
      );
    } else if (way === 16) {
      this.#write(
        `let ${name};`,
        `switch (out.length) {`,
        `  case -1: ${name} = null; break;`,
        `  default: ${name} = tracer.startSpan('${name}', { startTime: Date.now(), childOf: ${parent} });`,
        `}`,
      );
    } else if (way === 0) this.#write(`const ${name} = lib.start('${name}', ${parent});`);
    else if (way === 1) this.#write(`const ${name} = lib.startWith('${name}', { parent: ${parent}, tags: { n: 1 } });`);
    else if (way === 2) this.#write(`const ${name} = await lib.startLater('${name}', ${this.#parentSpan()});`);
    else if (way === 3) {
      this.#write(`const job${name} = new Job('${name}', ${parent});`, `job${name}.step('step of ${name}');`);
      span.ways.splice(0, 1, `job${name}.span`, `job${name}.current`);
      this.#write(`job${name}.mark('marked', ${this.#oneOf(["'text'", '7', 'out.length'])}).done();`);
    } else if (way === 4) this.#write(`const ${name} = make('${name}', { childOf: ${parent} });`);
    else if (way === 5) this.#startWithVariable(name, parent);
    else if (way === 6)
      this.#write(`const [${name}] = await Promise.all([lib.startLater('${name}', ${this.#parentSpan()})]);`);
    else if (way === 7) {
      this.#write(
        `let ${name};`,
        `if (out.length >= 0) ${name} = tracer.startSpan('${name}', ${this.#options(parent)});`,
      );
      span.isGuarded = true;
    } else this.#write(`const ${name} = tracer.startSpan('${name}', ${this.#options(parent)});`);
    this.#open = [...this.#open, span];
  }

  /** What has a \`context()\`. */
  #parentSpan(): string {
    return this.#oneOf([...this.#open.map((span) => this.#way(span)), 'undefined']);
  }

  #startWithVariable(name: string, parent: string): void {
    this.#write(
      `const options${name} = { tags: { [Tags.COMPONENT]: 'main' } };`,
      `if (${parent}) options${name}.childOf = ${parent};`,
      `const ${name} = tracer.startSpan('${name}', options${name});`,
    );
  }

  #options(parent: string): string {
    const spans = this.#open.map((span) => this.#way(span));
    const parts = [
      ...(this.#pick(3) > 0 ? [`childOf: ${parent}`] : this.#references(spans)),
      ...(this.#pick(2) === 0 ? [`tags: ${this.#tags()}`] : []),
    ];
    return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
  }

  #references(spans: readonly string[]): string[] {
    const [first, second] = [this.#oneOf(['', ...spans]), this.#oneOf(['', ...spans])];
    const made = [first && `childOf(${first}.context())`, second && `followsFrom(${second}.context())`].filter(Boolean);
    return made.length > 0 ? [`references: [${made.join(', ')}]`] : [];
  }

  #tags(): string {
    const special = this.#oneOf([
      '',
      '[Tags.ERROR]: true',
      "'span.kind': 'client'",
      '[Tags.SPAN_KIND]: Tags.SPAN_KIND_RPC_SERVER',
    ]);
    const plain = `'${this.#key()}': ${this.#value()}`;
    return `{ ${[special, plain].filter(Boolean).join(', ')} }`;
  }

  #key(): string {
    return this.#oneOf(['user', 'http.url', 'a.b', 'x']);
  }

  #value(): string {
    return this.#oneOf([
      "'text'",
      '7',
      'true',
      'out.length',
      'out.length > 0',
      "'n ' + out.length",
      "['a', 'b']",
      '{ a: { b: 1 } }',
      'undefined',
      "String(new RangeError('far'))",
      'new Date(0)',
      "process.env.NOT_THERE || 'fallback'",
    ]);
  }

  #use(span: Open): void {
    const way = this.#way(span);
    const statement = this.#statement(way);
    const form = this.#pick(6);
    if (form === 0) this.#write(`if (${way}) {`, `  ${statement.replaceAll('\n', '\n  ')}`, '}');
    else if (form === 1 && statement.startsWith(`${way}.`)) this.#write(statement.replace(`${way}.`, `${way}?.`));
    else if (form === 2 && !/^(?:const|let|try|for)\b/.test(statement)) this.#write(`${way} && ${statement}`);
    else if (form === 3 && !/^(?:const|await)\b/.test(statement))
      this.#write(`[1].forEach(() => {`, `  ${statement}`, '});');
    else this.#write(...statement.split('\n'));
  }

  #statement(way: string): string {
    const n = this.#name();
    switch (this.#pick(20)) {
      case 14:
        return `for (const [key, value] of Object.entries({ one: 1, two: 'b' })) ${way}.setTag(key, value);`;
      case 15:
        return `(function () { arguments[0].setTag('argument', arguments.length); })(${way}, 1);`;
      case 16:
        return `out.push(${way}.context().toTraceId() === ${way}.context().toTraceId());`;
      case 17:
        return `const fields${n} = { event: '${n}' };\nfields${n}.more = ${this.#value()};\n${way}.log(fields${n});`;
      case 18:
        return `await new Promise((resolve, reject) => { setTimeout(reject, 0, new Error('${n}')); }).catch((error) => lib.fail(${way}, error));`;
      case 19:
        return `const emitter${n} = new (require('events').EventEmitter)();\nemitter${n}.on('end', () => ${way}.log({ event: 'ended' }));\nemitter${n}.emit('end');`;
      case 0:
        return `${way}.setTag('${this.#key()}', ${this.#value()});`;
      case 1:
        return `${way}.setTag(Tags.HTTP_STATUS_CODE, ${this.#oneOf(['200', 'out.length'])});`;
      case 2:
        return `${way}.setTag(Tags.ERROR, ${this.#oneOf(['true', "'true'"])});`;
      case 3:
        return `${way}.addTags(${this.#tags().replace(/(?:'span.kind'|\[Tags.SPAN_KIND\]): [^,]+, /, '')});`;
      case 4:
        return `${way}.log({ event: '${n}', ${this.#key() === 'x' ? 'x' : "'k'"}: ${this.#value()} });`.replace(
          'x: ',
          "'x': ",
        );
      case 5:
        return `${way}.log({ k: ${this.#value()}, m: ${this.#value()} });`;
      case 6:
        return `${way}.logEvent('${n}', ${this.#oneOf(["'payload'", '{ a: 1 }', '3'])});`;
      case 7:
        return `${way}.setOperationName('renamed ${n}');`;
      case 8:
        return `lib.fail(${way}, new TypeError('${n}'));`;
      case 9:
        return `try { throw new Error('${n}'); } catch (error) { ${way}.setTag(Tags.ERROR, true); ${way}.log({ event: 'error', 'error.object': error }); }`;
      case 10:
        return `${way}.setTag('${this.#key()}', ${this.#value()}).log({ event: '${n}' }).setTag('z', 1);`;
      case 11:
        return `out.push(typeof ${way}, ${way}.context().toSpanId() !== '');`;
      case 12:
        return `lib.start('inner ${n}', ${way}).finish();`;
      default:
        return `tracer.startSpan('short ${n}', { childOf: ${way} }).setTag('short', ${this.#value()}).finish();`;
    }
  }

  /** Another way to the same span. */
  #keep(span: Open): void {
    const way = this.#way(span);
    const n = this.#name();
    switch (this.#pick(7)) {
      case 0:
        this.#write(`const ${n} = { span: ${way}, n: 1 };`);
        span.ways.push(`${n}.span`);
        return;
      case 1:
        this.#write(`const ${n} = new Map([['key', ${way}]]);`);
        span.ways.push(`${n}.get('key')`);
        return;
      case 2:
        this.#write(`const ${n} = [${way}];`, `for (const one of ${n}) one.setTag('listed', true);`);
        span.ways.push(`${n}[0]`);
        return;
      case 3:
        this.#write(`const { span: ${n} } = { span: ${way} };`);
        span.ways.push(n);
        return;
      case 4:
        this.#write(`const ${n} = () => ${way};`);
        span.ways.push(`${n}()`);
        return;
      case 5:
        this.#write(`const ${n} = await Promise.resolve(${way}).then((kept) => kept.setTag('kept', 1));`);
        span.ways.push(n);
        return;
      default:
        this.#write(`const ${n} = new WeakMap();`, `${n}.set(out, ${way});`);
        span.ways.push(`${n}.get(out)`);
    }
  }

  /** To another process and back. */
  #carry(span: Open): void {
    const way = this.#way(span);
    const n = this.#name();
    this.#write(
      `const carrier${n} = {};`,
      `tracer.inject(${this.#oneOf([way, `${way}.context()`])}, FORMAT_TEXT_MAP, carrier${n});`,
      `const ${n} = tracer.extract(FORMAT_TEXT_MAP, carrier${n})${this.#oneOf(['', ' || undefined'])};`,
    );
    if (this.#pick(2) === 0) this.#write(`out.push(${n} ? 'there' : 'missing');`);
    this.#parents.push(n);
  }

  #finish(span: Open): void {
    const way = this.#way(span);
    const form = this.#pick(8);
    if (form === 6) this.#write(`await (async () => { await null; ${way}.finish(); })();`);
    else if (form === 7) this.#write(`${way}.finish(Date.now());`);
    else if (form === 0) this.#write(`lib.close(${way});`);
    else if (form === 1) this.#write(`try {`, `  out.push('${span.name}');`, '} finally {', `  ${way}.finish();`, '}');
    else if (form === 2)
      this.#write(`await new Promise((resolve) => setImmediate(() => { ${way}.finish(); resolve(); }));`);
    else if (form === 3)
      this.#write(
        `await Promise.resolve(${this.#count}).then((n) => { ${way}.setTag('n', n); }).finally(() => ${way}.finish());`,
      );
    else if (form === 4) this.#write(`${way}.log({ event: 'last' }).finish();`);
    else this.#write(`${way}.finish();`);
    this.#open = this.#open.filter((other) => other !== span);
    this.#parents.push(...span.ways.slice(0, 1));
  }
}
