// Writes random programs that start, nest and finish spans amid every kind of control flow. The choices come from a tape of
// numbers, so that a failing program shrinks with its tape.

/** A program as source text: exports `main`. */
export function writeProgram(tape: readonly number[]): string {
  return new Writer(tape).program();
}

interface Place {
  readonly depth: number;
  readonly isAsync: boolean;
  readonly inLoop: boolean;
  /** The code runs when its spans may have ended: nothing is told of them any more, though they still are parents. */
  readonly isLate: boolean;
  /** Spans that may be used here. */
  readonly spans: readonly Span[];
  readonly names: readonly string[];
}

interface Span {
  readonly name: string;
  /** How many loops and callbacks are around its start: it is finished no deeper, lest it is finished twice. */
  readonly level: number;
}

const MAX_DEPTH = 3;

class Writer {
  #at = 0;
  #count = 0;
  readonly #finished = new Set<string>();

  constructor(private readonly tape: readonly number[]) {}

  program(): string {
    const isAsync = this.#pick(2) === 1;
    const body = this.#block({ depth: 0, isAsync, inLoop: false, isLate: false, spans: [], names: [] }, 0);
    return [
      "const { globalTracer } = require('opentracing');",
      '',
      'const tracer = globalTracer();',
      'const out = [];',
      'const later = [];',
      'const tick = () => new Promise((resolve) => setImmediate(resolve));',
      '',
      'function helper(parent, name) {',
      '  const span = tracer.startSpan(name, { childOf: parent });',
      "  span.setTag('helped', true);",
      '  span.finish();',
      '}',
      '',
      `${isAsync ? 'async ' : ''}function run() {`,
      ...body,
      '}',
      '',
      'async function main() {',
      '  let result;',
      '  try {',
      '    result = await run();',
      '  } catch (error) {',
      '    out.push(error.message);',
      '  }',
      '  for (const callback of later) callback();',
      '  return [result, out];',
      '}',
      '',
      'module.exports = { main };',
      '',
    ].join('\n');
  }

  #pick(choices: number): number {
    const value = this.tape[this.#at] ?? 0;
    this.#at += 1;
    return value % choices;
  }

  #next(): number {
    this.#count += 1;
    return this.#count;
  }

  #block(place: Place, level: number): string[] {
    const lines: string[] = [];
    let here = place;
    const length = 1 + this.#pick(5);
    for (let nth = 0; nth < length && this.#at < this.tape.length; nth += 1) {
      const [written, after] = this.#statement(here, level);
      lines.push(...written.map((line) => `  ${line}`));
      here = after;
    }
    for (const span of here.spans) {
      if (place.spans.includes(span) || this.#finished.has(span.name) || this.#pick(5) === 4) continue;
      this.#finished.add(span.name);
      lines.push(`  ${span.name}.finish();`);
      if (this.#pick(3) === 2 && here.names.length > 0) lines.push(`  out.push(${here.names.at(-1)});`);
    }
    return lines;
  }

  #statement(place: Place, level: number): readonly [string[], Place] {
    const n = this.#next();
    switch (this.#pick(place.depth < MAX_DEPTH ? 15 : 8)) {
      case 0:
      case 1:
      case 2:
        return this.#start(place, level, n);
      case 3:
        return [[`out.push(${n});`], place];
      case 4:
        return [[`const v${n} = out.length + ${n};`], { ...place, names: [...place.names, `v${n}`] }];
      case 5:
        return [[this.#use(place, n)], place];
      case 6:
        return [[this.#leave(place, n)], place];
      case 7:
        return [[place.isAsync ? 'await tick();' : `out.push('tick');`], place];
      default:
        return [this.#compound(place, level, n), place];
    }
  }

  #start(place: Place, level: number, n: number): readonly [string[], Place] {
    const parent = this.#spanOf(place);
    const options = [
      ...(parent ? [`childOf: ${parent.name}${this.#pick(2) === 1 ? '.context()' : ''}`] : []),
      ...(this.#pick(3) === 2 ? [`tags: { n: ${n} }`] : []),
    ];
    const argument = options.length > 0 ? `, { ${options.join(', ')} }` : '';
    const span = { name: `s${n}`, level };
    return [[`const s${n} = tracer.startSpan('span ${n}'${argument});`], { ...place, spans: [...place.spans, span] }];
  }

  #spanOf({ spans }: Place): Span | undefined {
    return spans[this.#pick(spans.length + 1)];
  }

  #use(place: Place, n: number): string {
    const span = this.#spanOf(place);
    if (!span || place.isLate || this.#finished.has(span.name)) return `out.push('none ${n}');`;
    return [
      `${span.name}.setTag('t${n}', ${n});`,
      `helper(${span.name}, 'help ${n}');`,
      `out.push(typeof ${span.name});`,
    ][this.#pick(3)] as string;
  }

  #leave({ inLoop, names }: Place, n: number): string {
    const value = names.at(-1) ?? String(n);
    const ways = [`return ${value};`, `throw new Error('thrown ${n}');`, 'return;'];
    if (inLoop) ways.push('continue;', 'break;');
    return `if (out.length % ${2 + this.#pick(3)} === ${this.#pick(2)}) ${ways[this.#pick(ways.length)]}`;
  }

  #compound(place: Place, level: number, n: number): string[] {
    const inner = { ...place, depth: place.depth + 1 };
    switch (this.#pick(6)) {
      case 0:
        return [
          `if (out.length % 2 === ${n % 2}) {`,
          ...this.#block(inner, level),
          '} else {',
          ...this.#block(inner, level),
          '}',
        ];
      case 1:
        return ['try {', ...this.#block(inner, level), '} catch (error) {', '  out.push(error.message);', '}'];
      case 2:
        return ['try {', ...this.#block(inner, level), '} finally {', ...this.#finally(inner), '}'];
      case 3: {
        const body = this.#block({ ...inner, inLoop: true }, level + 1);
        return [`for (let i${n} = 0; i${n} < 2; i${n} += 1) {`, ...body, '}'];
      }
      case 4:
        return [`later.push(() => {`, ...this.#callback({ ...inner, isLate: true }, level, n), '});'];
      default:
        return [`['a', 'b'].forEach((name${n}) => {`, ...this.#callback(inner, level, n), '});'];
    }
  }

  #finally(place: Place): string[] {
    const span = place.spans.find(({ name }) => !this.#finished.has(name));
    if (!span || this.#pick(2) === 0) return [`  out.push('finally');`];
    this.#finished.add(span.name);
    return [`  ${span.name}.finish();`];
  }

  #callback(place: Place, level: number, n: number): string[] {
    const inside = { ...place, isAsync: false, inLoop: false };
    return [...this.#block(inside, level + 1), `  out.push('called ${n}');`];
  }
}
