import test from 'ava';
import { migrate } from '../../../codemods/src/migrate';
import type { TypeVerdict } from '../../../codemods/src/types-oracle/type-oracle';

const LEGACY = `import { globalTracer } from 'opentracing';

export function pay(id: string) {
  const span = globalTracer().startSpan('pay');
  span.setTag('id', id);
  span.finish();
}
`;
const UNPROVEN = LEGACY.replace('id: string', 'id: Id');
const FILES = [
  { path: 'pay.ts', text: LEGACY },
  { path: 'other.ts', text: LEGACY },
];

function verdict(errors: readonly (readonly [string, string])[]): TypeVerdict {
  return { errors: new Map(errors), atBorder: new Set(), unchecked: new Map() };
}

test('a file with an error is made once more without callbacks, and the others keep theirs', (t) => {
  const asked: string[] = [];
  const result = migrate({
    files: FILES,
    checkTypes: (before, after) => {
      t.is(before.get('pay.ts'), LEGACY);
      const text = after.get('pay.ts') ?? '';
      asked.push(text);
      return verdict(text.includes('startActiveSpan') ? [['pay.ts', 'TS18048 in line 5']] : []);
    },
  });
  t.is(asked.length, 2);
  const [pay, other] = result.files;
  t.like(pay, { status: 'changed' });
  t.notRegex(pay?.text ?? '', /startActiveSpan/);
  t.regex(pay?.text ?? '', /span\.end\(\)/);
  t.regex(other?.text ?? '', /startActiveSpan/);
  t.is(result.types?.errors.size, 0);
});

test('a file with a value that is no attribute is made once more with its values guarded, and keeps its callbacks', (t) => {
  const noAttribute =
    "TS2345 in line 5 of the result: Argument of type 'Id' is not assignable to parameter of type 'AttributeValue'";
  const result = migrate({
    files: FILES.map(({ path }) => ({ path, text: UNPROVEN })),
    checkTypes: (_before, after) =>
      verdict(after.get('pay.ts')?.includes('attributeValue(id)') ? [] : [['pay.ts', noAttribute]]),
  });
  const [pay, other] = result.files;
  t.like(pay, { status: 'changed' });
  t.regex(pay?.text ?? '', /startActiveSpan/);
  t.notRegex(other?.text ?? '', /attributeValue/);
  t.is(result.created.length, 1, 'the helper');
});

const INJECTING = `import { FORMAT_HTTP_HEADERS, Span, Tracer, globalTracer } from 'opentracing';

export class Headers {
  private readonly own = globalTracer();

  constructor(
    @Inject(TRACER) private readonly tracer: Tracer,
    private readonly name: string,
  ) {}

  inject(span: Span): object {
    const carrier = { name: this.name };
    this.tracer.inject(span, FORMAT_HTTP_HEADERS, carrier);
    this.own.inject(span, FORMAT_HTTP_HEADERS, carrier);
    return carrier;
  }
}

export const extract = (given: Tracer, headers: object, _unread: string) => given.extract(FORMAT_HTTP_HEADERS, headers);

export const both = ({ told, span }: Both, headers: object) => told.inject(span, FORMAT_HTTP_HEADERS, headers);
`;

const INJECTED = `import { context, propagation, ROOT_CONTEXT, Span, trace, Tracer } from '@opentelemetry/api';

export class Headers {
  constructor(
    @Inject(TRACER) _tracer: Tracer,
    private readonly name: string,
  ) {}

  inject(span: Span): object {
    const carrier = { name: this.name };
    propagation.inject(trace.setSpan(context.active(), span), carrier);
    propagation.inject(trace.setSpan(context.active(), span), carrier);
    return carrier;
  }
}

export const extract = (_given: Tracer, headers: object, _unread: string) => propagation.extract(ROOT_CONTEXT, headers);

export const both = ({ span }: Both, headers: object) => propagation.inject(
  trace.setSpan(context.active(), span),
  headers,
);
`;

test('where the compiler refuses what nobody reads, a tracer that only injected and extracted is no more than taken', (t) => {
  const unread = "TS6138 in line 4 of the result: Property 'own' is declared but its value is never read.";
  const result = migrate({
    files: [{ path: 'headers.ts', text: INJECTING.replace('Both', '{ told: Tracer; span: Span }') }],
    checkTypes: (_before, after) =>
      verdict(after.get('headers.ts')?.includes('_given') ? [] : [['headers.ts', unread]]),
  });
  t.is(result.files[0]?.text, INJECTED.replace('Both', '{ told: Tracer; span: Span }'));
});

const KEEPING = `const { globalTracer } = require('opentracing');

export class Server {
  private api;
  private name;

  constructor(api, name) {
    this.api = api;
    this.name = name;
    this.tracer = this.api.globalTracer();
  }

  start() {
    this.tracer.startSpan(this.name).finish();
  }
}

new Server(require('opentracing'), 'shop').start();
`;

test('where the compiler refuses what nobody reads, a private field that only kept the namespace goes', (t) => {
  const unread = "TS6133 in line 4 of the result: 'api' is declared but its value is never read.";
  const result = migrate({
    files: [{ path: 'server.ts', text: KEEPING }],
    checkTypes: (_before, after) =>
      verdict(after.get('server.ts')?.includes('private api;') ? [['server.ts', unread]] : []),
  });
  const text = result.files[0]?.text ?? '';
  t.true(
    text.includes(
      '  private name;\n\n  constructor(_api, name) {\n    this.name = name;\n    this.tracer = trace.getTracer',
    ),
  );
  t.notRegex(text, /this\.api/);
});

const TAKEN_OUT = `import { globalTracer, FORMAT_HTTP_HEADERS, Span } from 'opentracing';

export class Headers {
  private readonly tracer = globalTracer();
  private readonly starting = globalTracer();
  private name: string;

  constructor(name: string) {
    this.name = name;
  }

  inject(span: Span): object {
    const { tracer } = this;
    const { name } = this;
    const carrier = { name };
    tracer.inject(span, FORMAT_HTTP_HEADERS, carrier);
    return carrier;
  }

  again(span: Span, carrier: object): string {
    const { tracer, name } = this;
    tracer.inject(span, FORMAT_HTTP_HEADERS, carrier);
    return name;
  }

  start(): Span {
    const { starting } = this;
    return starting.startSpan('headers');
  }
}
`;

test('where the compiler refuses what nobody reads, what is taken out of this is read', (t) => {
  const unread = "TS6133 in line 12 of the result: 'tracer' is declared but its value is never read.";
  const result = migrate({
    files: [{ path: 'headers.ts', text: TAKEN_OUT }],
    checkTypes: (_before, after) =>
      verdict(after.get('headers.ts')?.includes('{ tracer') ? [['headers.ts', unread]] : []),
  });
  t.is(
    result.files[0]?.text,
    `import { context, propagation, Span, trace } from '@opentelemetry/api';

export class Headers {
  private readonly starting = trace.getTracer('app');
  private name: string;

  constructor(name: string) {
    this.name = name;
  }

  inject(span: Span): object {
    const { name } = this;
    const carrier = { name };
    propagation.inject(trace.setSpan(context.active(), span), carrier);
    return carrier;
  }

  again(span: Span, carrier: object): string {
    const { name } = this;
    propagation.inject(trace.setSpan(context.active(), span), carrier);
    return name;
  }

  start(): Span {
    const { starting } = this;
    return starting.startSpan('headers', { root: true });
  }
}
`,
  );
});

test('elsewhere what takes it stays as the author wrote it', (t) => {
  const result = migrate({ files: [{ path: 'headers.ts', text: INJECTING }] });
  t.regex(result.files[0]?.text ?? '', /@Inject\(TRACER\) private readonly tracer: Tracer,/);
  t.regex(result.files[0]?.text ?? '', /extract = \(given: Tracer/);
});

test('a file may need both', (t) => {
  const result = migrate({
    files: [{ path: 'pay.ts', text: UNPROVEN }],
    checkTypes: (_before, after) => {
      const text = after.get('pay.ts') ?? '';
      if (text.includes('startActiveSpan')) return verdict([['pay.ts', 'TS18048 in line 5']]);
      return verdict(text.includes('attributeValue(id)') ? [] : [['pay.ts', "TS2322 'AttributeValue'"]]);
    },
  });
  const [pay] = result.files;
  t.like(pay, { status: 'changed' });
  t.regex(pay?.text ?? '', /attributeValue\(id\)/);
  t.notRegex(pay?.text ?? '', /startActiveSpan/);
});

test('a file that has an error even then stays as it was, and every call says the error', (t) => {
  const result = migrate({
    files: FILES,
    checkTypes: (_before, after) =>
      verdict(after.get('pay.ts') === LEGACY ? [] : [['pay.ts', 'TS2345 in line 5 of the result: no']]),
  });
  const [pay, other] = result.files;
  t.deepEqual(pay, {
    path: 'pay.ts',
    status: 'failed',
    text: LEGACY,
    failure: 'it would not compile any more (TS2345 in line 5 of the result: no)',
    cause: 'verification',
  });
  t.like(other, { status: 'changed' });
  const own = result.findings.filter(({ path }) => path === 'pay.ts');
  t.true(own.length > 0 && own.every(({ code, message }) => code === 'OT901' && message.includes('TS2345')));
});

test('what a file that stays shares with others stays there too, and a tracer that has moved is asked as before', (t) => {
  const tracing = `import { globalTracer, Tracer } from 'opentracing';

export const tracer: Tracer = globalTracer();
`;
  const begin = `import type { Span } from 'opentracing';
import { tracer } from './tracing';

export const last: { span?: Span } = {};

export function begin(name: string): void {
  last.span = tracer.startSpan(name);
}
`;
  const use = `import { begin, last } from './begin';
import { tracer } from './tracing';

export function handle() {
  begin('handle');
  last.span?.finish();
  tracer.startSpan('later').finish();
}
`;
  const { files, findings } = migrate({
    files: [
      { path: 'begin.ts', text: begin },
      { path: 'tracing.ts', text: tracing },
      { path: 'use.ts', text: use },
    ],
    checkTypes: (_before, after) =>
      verdict(
        after.get('begin.ts')?.includes('root: true') ? [['begin.ts', 'TS2345 in line 5 of the result: no']] : [],
      ),
  });
  const [kept, moved, user] = files.map(({ text }) => text);
  t.regex(kept ?? '', /export const last: \{ span\?: Span \} = /);
  t.regex(kept ?? '', /last\.span = toOpenTracingTracer\(tracer\)\.startSpan\(name\);/);
  t.regex(kept ?? '', /import type \{ Span \} from 'opentracing';/);
  t.regex(moved ?? '', /tracer: Tracer = trace\.getTracer/);
  t.regex(user ?? '', /last\.span\?\.finish\(\);\n.*'later'.*\.end\(\)/);
  t.deepEqual(
    findings.map(({ path, code }) => `${path} ${code}`),
    ['begin.ts OT901', 'use.ts OT802', 'use.ts OT110'],
  );
});

test('where no compiler can be asked, all is written', (t) => {
  const result = migrate({ files: FILES, checkTypes: () => undefined });
  t.true(result.files.every(({ status }) => status === 'changed'));
  t.is(result.types, undefined);
});

test('a module that another file takes types of is created, also where the file that makes the tracer stays', (t) => {
  const maker = `import { initTracer } from 'jaeger-client';

export const tracer = initTracer({ serviceName: 'shop' }, {});
`;
  const types = `import type { JaegerTracer } from 'jaeger-client';

export interface Parts {
  readonly tracer: JaegerTracer;
}
`;
  const { files, created } = migrate({
    files: [
      { path: 'maker.ts', text: maker },
      { path: 'types.ts', text: types },
    ],
    checkTypes: (_before, after) =>
      verdict(after.get('maker.ts') === maker ? [] : [['maker.ts', 'TS2345 in line 3 of the result: no']]),
  });
  t.deepEqual(
    files.map(({ status }) => status),
    ['failed', 'changed'],
  );
  t.regex(files[1]?.text ?? '', /from '\.\/opentelemetry'/);
  t.deepEqual(
    created.map(({ path }) => path),
    ['opentelemetry.ts'],
  );
});
