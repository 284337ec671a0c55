import { kind } from './types';

/** OT8nn: what could not be proven. OT9nn: what the engine itself refused or failed to do. */
export const engineFindings = {
  OT801: kind<{ method: string; from?: string | undefined }>({
    severity: 'left',
    title: 'a call that looks like OpenTracing and is not proven',
    message: ({ method, from }) =>
      `nothing proves that the receiver of .${method}() is an OpenTracing object${from === undefined ? '' : `; it comes from ${from}, which leads to no file here`}`,
    next: ({ method, from }) => {
      if (from !== undefined) return WHERE_ALIASES_ARE_READ;
      const type =
        method === 'report'
          ? 'MockTracer'
          : OF_CONTEXTS.test(method)
            ? 'SpanContext'
            : OF_TRACERS.test(method)
              ? 'Tracer'
              : 'Span';
      return `annotate the variable (\`${type}\` in TypeScript, \`@type {import("opentracing").${type}}\` in JavaScript) and run again, or rewrite it by hand`;
    },
  }),
  OT802: kind<{ name: string; code: string; where: string }>({
    severity: 'left',
    title: 'kept with the rest of its variable',
    message: ({ name, code, where }) =>
      `${name} stays as it was as a whole, because one use of it cannot be translated (${code}, ${where})`,
    next: ({ code }) => `settle ${code} first, then run again`,
  }),
  OT803: kind<{ call: string }>({
    severity: 'left',
    title: 'an argument of a call that stays',
    message: ({ call }) => `this stays because it is an argument of ${call}(), which stays`,
    next: ({ call }) => `settle ${call}() first, then run again`,
  }),
  OT804: kind<{ method: string; where: string; of?: 'look-alike' | 'unknown' }>({
    severity: 'left',
    title: "a receiver that may be something of the project, or of another library's",
    message: ({ method, where, of }) =>
      of === 'unknown'
        ? `.${method}() may be called on an OpenTracing object here, or on what ${where} gives, of which nothing is known`
        : `.${method}() may be called on an OpenTracing object here, or on what comes from ${where} and has a method of that name`,
    next: ({ where, of }) => {
      if (of === undefined)
        return 'keep the two apart (a variable, a parameter, a field for each), or give the other the methods of OpenTelemetry first';
      return of === 'unknown'
        ? `start the OpenTelemetry SDK in the place of ${where}; or, if what it gives reports through @ot2otel/shim, declare the variable a Tracer, and run again`
        : `leave it as long as ${where} is there: its spans and tracers only look like OpenTracing's; take the types from ${where} as well`;
    },
  }),
  OT805: kind<{ owner: string; where: string; relation: 'implements' | 'uses' }>({
    severity: 'info',
    title: "a call of the project's own",
    message: ({ owner, where, relation }) =>
      relation === 'uses'
        ? `this calls ${owner} of the project (${where}) that uses OpenTracing inside: the name stays, and what is inside moves`
        : `this calls ${owner} of the project (${where}) that is made like one of OpenTracing's and stays`,
    next: () => 'nothing has to be done here; where something of it stays, a finding there says why',
  }),
  OT806: kind<{ method: string }>({
    severity: 'left',
    title: 'a call on what comes of a call that stays',
    message: ({ method }) =>
      `.${method}() is called on what comes of something that stays OpenTracing's, or of the project's own, so it stays too`,
    next: () => 'settle that first: the finding at the place that it comes from says why it stays',
  }),
  OT807: kind<{ reason: string }>({
    severity: 'info',
    title: 'a file that no person edits',
    message: ({ reason }) => `this file names OpenTracing, and was passed over because it is ${reason}`,
    next: () =>
      'make it anew when its source has moved; if it is a source, take out what says otherwise (`@generated`, a sourceMappingURL, lines without end) and run again',
  }),
  OT808: kind<{ code: string; reason: string }>({
    severity: 'left',
    title: 'a reason that an earlier run has left in the code',
    message: ({ code, reason }) => `an earlier run has left a reason here that still stands (${code}): ${reason}`,
    next: () => 'settle it, and take the comment out; or write ot2otel-ignore there if it may stay',
  }),
  OT809: kind<{ call: string; by: string }>({
    severity: 'left',
    title: 'a call in a text that is run as code',
    message: ({ call, by }) => `the text that ${by} runs calls ${call} of OpenTracing, and a text is not rewritten`,
    next: () => 'write it as code, in a function that is given what it works on, and run again',
  }),
  OT899: kind<{ member: string }>({
    severity: 'left',
    title: 'a member that no rule translates',
    message: ({ member }) => `no rule translates ${member} in this form`,
    next: () => 'rewrite it by hand; npx ot2otel explain migration lists the equivalents',
  }),
  OT901: kind<{ reason: string }>({
    severity: 'left',
    title: 'a file rolled back by verification',
    message: ({ reason }) => `the rewritten file did not pass verification, so its calls stay as they were: ${reason}`,
    next: () => 'please report the file, and rewrite it by hand',
  }),
  OT902: kind<{ first: string; second: string }>({
    severity: 'left',
    title: 'two rewrites of the same text',
    message: ({ first, second }) => `the rules ${first} and ${second} both rewrite this text, so it was left as it was`,
    next: () => 'please report the file, and rewrite it by hand',
  }),
} as const;

const WHERE_ALIASES_ARE_READ =
  'say what the name stands for under `paths` of tsconfig.json or jsconfig.json, or under `imports` or `_moduleAliases` of package.json, and run again';
const OF_CONTEXTS = /^to(?:Trace|Span)Id$/;
const OF_TRACERS = /^(?:startSpan|inject|extract|close|flush)$/;
