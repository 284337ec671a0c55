import { kind } from './types';

/** OT2nn: tags, logs, values, errors and kinds. */
export const dataFindings = {
  OT201: kind<{ name: string; value: string }>({
    severity: 'note',
    title: 'values that are not proven to be primitive',
    message: ({ name, value }) =>
      `nothing proves that ${value}, which ${name} gets as an attribute, is a string, number or boolean; OpenTelemetry drops objects and errors`,
    next: () =>
      'check the values, annotate them, or run with --guard-values, which converts at run time as OpenTracing did',
  }),
  OT202: kind<{ name: string; value: string }>({
    severity: 'review',
    title: 'span.kind set after the start',
    message: ({ name, value }) =>
      `the kind of an OpenTelemetry span is fixed at its start, so ${name} keeps ${value} as the attribute span.kind only`,
    next: () => 'pass `kind: SpanKind...` where the span is started',
  }),
  OT203: kind<{ name: string }>({
    severity: 'review',
    title: 'sampling.priority',
    message: ({ name }) =>
      `OpenTelemetry decides sampling when a span starts: sampling.priority on ${name} has become an attribute without effect`,
    next: () => 'remove it, or let a Sampler of your setup read it from the attributes given at the start',
  }),
  OT204: kind<{ name: string; event: string }>({
    severity: 'review',
    title: 'log whose event is known at run time only',
    message: ({ name, event }) =>
      `the event name ${event} of ${name}.log() is not known: an event called "error" would have become an exception, and one that is no string is none`,
    next: () =>
      'where it can be "error", call recordException(error) instead of addEvent; where it may be no string, give String(...) of it',
  }),
  OT205: kind<{ name: string; key: string }>({
    severity: 'note',
    title: 'tag with a computed key',
    message: ({ name, key }) =>
      `the key ${key} of ${name} is known at run time only; "error" and "span.kind" would have set status and kind`,
    next: () => 'nothing, if the key is neither of them; else call setStatus, or pass the kind at the start',
  }),
  OT206: kind<{ name: string; value: string }>({
    severity: 'review',
    title: 'tags that are built elsewhere',
    message: ({ name, value }) =>
      `the tags ${value} of ${name} are built where the codemod cannot see them all: "error" and "span.kind" among them set neither status nor kind any more`,
    next: () => 'pass an object literal, or call setStatus for `error` and give the kind at the start',
  }),
  OT207: kind<{ name: string; value: string }>({
    severity: 'review',
    title: 'log of fields that are built elsewhere',
    message: ({ name, value }) =>
      `the fields ${value} of ${name}.log() are not known: a field event = "error" would have become an exception, and errors and objects among them are dropped`,
    next: () => 'call recordException(error) where these fields describe an error',
  }),
  OT208: kind<{ name: string; value: string; isTested: boolean }>({
    severity: 'review',
    title: 'error tag whose value is not proven boolean',
    message: ({ name, value, isTested }) =>
      isTested
        ? `${value} is not proven to be a boolean: as the error tag of ${name} it sets the status also where it is a text, which was a tag`
        : `${value} is not proven to be a boolean: as the error tag of ${name} it no longer tells false, which meant OK, from nothing, nor a text, which was a tag`,
    next: ({ isTested }) =>
      isTested
        ? 'nothing, unless it is a text and something reads the tag'
        : 'nothing, unless something reads the status OK',
  }),
  OT209: kind<{ name: string }>({
    severity: 'review',
    title: 'error tag taken back',
    message: ({ name }) =>
      `the error tag of ${name} is set to false and may be set to something else too; the status OK is final in OpenTelemetry, so false leaves it as it is`,
    next: () => 'set the status once, when the outcome is known',
  }),
  OT210: kind<{ name: string; value: string }>({
    severity: 'review',
    title: 'spread among tags or fields',
    message: ({ name, value }) =>
      `what ...${value} brings into ${name} is not known: keys such as error, span.kind or event would have had a meaning of their own`,
    next: () => 'name the keys, or check that none of these is among them',
  }),
  OT211: kind<{ key: string; mapped: string }>({
    severity: 'review',
    title: 'tag whose stable name depends on its meaning',
    message: ({ key, mapped }) =>
      `${key} has no single successor in the semantic conventions; it was written as ${mapped}`,
    next: () => 'choose the attribute that fits: see the semantic conventions for HTTP, databases and messaging',
  }),
  OT212: kind<{ name: string; method: string }>({
    severity: 'left',
    title: 'arguments that cannot be taken apart',
    message: ({ name, method }) => `the arguments of ${name}.${method}() cannot be translated in this form`,
    next: () => 'pass a key and a value, or an object literal',
  }),
  OT214: kind<{ name: string; value: string; asJson?: boolean }>({
    severity: 'review',
    title: 'error.object that is not proven to be an error',
    message: ({ name, value, asJson }) =>
      asJson
        ? `${value}, which ${name} logs as error.object, is no Error: it is written as JSON, where one with a message was an exception of that message`
        : `nothing proves that ${value}, which ${name} logs as error.object, is an Error; its name, message and stack are read`,
    next: () => 'where it can be a string or nothing, write what shall stand in the event',
  }),
  OT215: kind<{ name: string; value: string }>({
    severity: 'review',
    title: 'an error logged as if it were fields',
    message: ({ name, value }) =>
      `${name}.log(${value}) logged an error as if it were fields, of which it has none; it has become an exception with name, message and stack`,
    next: () => 'nothing, if that is what was meant',
  }),
  OT216: kind<{ first: string; second: string | undefined }>({
    severity: 'review',
    title: 'arguments that are evaluated in another order',
    message: ({ first, second }) =>
      second === undefined
        ? `${first} is evaluated more than once now`
        : `${second} is evaluated before ${first} now, and was after it`,
    next: () => 'where that matters, put the value in a variable before the call',
  }),
  OT217: kind<{ expression: string; meant: { name: string; text: string } | undefined }>({
    severity: 'review',
    title: 'a constant that OpenTracing does not have',
    message: ({ expression }) =>
      `OpenTracing has no ${expression}, so the tag was called "undefined", and so is the attribute`,
    next: ({ meant }) =>
      meant === undefined
        ? 'write the name that was meant'
        : `write the name that was meant, such as ${meant.text} (Tags.${meant.name})`,
  }),
  OT218: kind<{ name: string; value: string }>({
    severity: 'review',
    title: 'an object that JSON may not be able to write',
    message: ({ name, value }) =>
      `nothing proves that JSON can write ${value}, which is part of what ${name} gets as an attribute: JSON.stringify() throws of what leads back to itself, and of a bigint`,
    next: () =>
      'give it those members alone that shall be seen, annotate it, or run with --guard-values, which converts at run time as OpenTracing did',
  }),
  OT219: kind<{ name: string; key: string }>({
    severity: 'note',
    title: 'tag whose stable name is not known',
    message: ({ name, key }) =>
      `the key ${key} of ${name} is known at run time only, so --semconv leaves it the name that it is given`,
    next: () =>
      "write the names of the semantic conventions where the key is chosen, if it can be one of OpenTracing's tags",
  }),
  OT213: kind<{ expression: string }>({
    severity: 'left',
    title: 'OpenTracing constants used as a whole',
    message: ({ expression }) => `${expression} is used other than by reading one of its constants`,
    next: () => 'read the constants by name (Tags.HTTP_URL), or keep a table of your own',
  }),
} as const;
