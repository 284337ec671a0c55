import { kind } from './types';

/** What to do instead of replacing methods of a class. */
const PROTOTYPES: Readonly<Record<string, string>> = {
  Span: "make an object of its own, with OpenTelemetry's members: setAttribute, setStatus, addEvent, recordException, spanContext, end",
  SpanContext:
    'choose the ids where they come from: start the span in trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags }), or let startSpan of the tracer give trace.wrapSpanContext({ traceId, spanId, traceFlags })',
  Tracer: 'replace the method of the very tracer that the code is given',
};

/** OT3nn: baggage, inject, extract, ids. OT4nn: types and imports. OT6nn: mocks and tests. */
export const contextFindings = {
  OT301: kind<{ method: string }>({
    severity: 'left',
    title: 'the binary format',
    message: ({ method }) => `OpenTelemetry has no binary carrier, so this ${method}() stays`,
    next: () =>
      'put the headers of the text map format into your message, and call propagation.inject or extract on them',
  }),
  OT302: kind<{ method: string }>({
    severity: 'left',
    title: 'inject or extract in a form that cannot be taken apart',
    message: ({ method }) =>
      `the arguments of ${method}() cannot be told apart, or what it is given is not proven to be a span or a span context`,
    next: () => 'pass the span, the format and the carrier one by one; annotate the span where it comes from elsewhere',
  }),
  OT303: kind<{ carrier: string }>({
    severity: 'review',
    title: 'carrier that is no plain object',
    message: ({ carrier }) =>
      `${carrier} is no plain object of headers; OpenTelemetry reads and writes it through the getter or setter given here`,
    next: () => 'check that the functions fit the carrier',
  }),
  OT304: kind<{ format: string }>({
    severity: 'note',
    title: 'format that is known at run time only',
    message: ({ format }) =>
      `the format ${format} has no meaning in OpenTelemetry: one propagator writes to every text carrier`,
    next: () => 'nothing, unless the format can be the binary one',
  }),
  OT305: kind<{ name: string }>({
    severity: 'review',
    title: 'a test of an extracted context that always passed with jaeger-client',
    message: ({ name }) =>
      `jaeger-client's extract() gave a context even where nothing came in, so a test of ${name} always passed; now it passes only where a span came in`,
    next: () => 'nothing, if that is what the code means; else take the test away: an empty context makes a root span',
  }),
  OT306: kind<{ name: string; propagator: string }>({
    severity: 'review',
    title: 'a header of a trace that is named in the code',
    message: ({ name, propagator }) =>
      `the header ${name} was written and read by the tracer; now that is the propagator's to choose, which is W3C's traceparent unless it is told to speak ${propagator}`,
    next: ({ propagator }) =>
      `set OTEL_PROPAGATORS=tracecontext,baggage,${propagator} under @ot2otel/shim/register (npx ot2otel explain propagation), or name the header traceparent here`,
  }),
  OT307: kind<{ format: string }>({
    severity: 'review',
    title: 'a format that the tracer was taught',
    message: ({ format }) =>
      `${format} is none of OpenTracing's formats, so the tracer was taught it; now the propagator of the process reads and writes here, and the headers of that format only if it knows them`,
    next: () =>
      'give the process a propagator for these headers, such as OTEL_PROPAGATORS=tracecontext,baggage,b3multi for those of Zipkin, and take out what reads the same headers twice',
  }),
  OT308: kind<{ name: string; other: string }>({
    severity: 'review',
    title: 'a comparison of an extracted context with one kind of nothing, which may be the other',
    message: ({ name, other }) =>
      `${name} may be ${other}, which is something else to this comparison; now it asks whether a span came in, and ${other} is none`,
    next: () => 'nothing, if that is what the code means; else compare with what it may be',
  }),
  OT309: kind<{ format: string; method: string }>({
    severity: 'review',
    title: 'baggage in a text map, which jaeger-client does not encode',
    message: ({ format, method }) =>
      `jaeger-client leaves baggage as it is in ${format}, and percent-encodes it in HTTP headers alone; ${method} knows no format, so it is encoded here as well, for a service that still runs it too`,
    next: ({ method }) =>
      `while such services are there, call ${method} of fleetPropagator({ inject: ['jaeger'], extract: ['jaeger'], encoding: 'text-map' }) of @ot2otel/shim/propagators here, with the context (npx ot2otel explain propagation)`,
  }),
  OT311: kind<{ name: string; key: string }>({
    severity: 'left',
    title: 'baggage set on a span',
    message: ({ name, key }) =>
      `baggage is part of an OpenTelemetry context and not of a span: ${name}.setBaggageItem(${key}) has to become a context in which the rest runs`,
    next: () =>
      'run what follows in context.with(propagation.setBaggage(context.active(), baggage.setEntry(key, { value })), ...)',
  }),
  OT312: kind<{ name: string; key: string }>({
    severity: 'left',
    title: 'baggage of a span that need not be active',
    message: ({ name, key }) =>
      `OpenTelemetry keeps baggage in a context, and the one that ${name} was started in is not in sight: ${name}.getBaggageItem(${key}) stays`,
    next: () =>
      'where the span is surely active, read propagation.getActiveBaggage()?.getEntry(key)?.value; else hand the context on with the span',
  }),
  OT313: kind<{ key: string; jaegers: string }>({
    severity: 'review',
    title: 'a baggage key that jaeger-client spells in its own way',
    message: ({ key, jaegers }) =>
      `jaeger-client makes ${jaegers} of the baggage key ${key}, when it sets an item and when it looks for one: a service that still runs it sends and finds no other, and OpenTelemetry takes a key as it is written`,
    next: ({ jaegers }) =>
      `while such services are there, read their baggage by the propagator of @ot2otel/shim, which knows every spelling (OTEL_PROPAGATORS=tracecontext,baggage,jaeger under @ot2otel/shim/register; npx ot2otel explain propagation), or write ${jaegers} here`,
  }),
  OT321: kind<{ name: string; method: string }>({
    severity: 'note',
    title: 'ids in another form',
    message: ({ name, method }) =>
      `${method}() of ${name} gives 32 or 16 lower-case hexadecimal digits in OpenTelemetry; other tracers drop leading zeros or give decimals`,
    next: () => 'check what compares, stores or parses the id',
  }),
  OT322: kind<{ names: readonly string[] }>({
    severity: 'left',
    title: 'a member that OpenTracing does not define',
    message: ({ names }) => {
      const isOne = names.length === 1;
      const other = names.filter((name) => OTHERWISE_IN_SDK.test(name));
      const missing = names.filter((name) => !other.includes(name));
      const them = other.length > 0 ? missing.join(', ') : isOne ? 'it' : 'them';
      return [
        `${names.join(', ')} ${isOne ? 'belongs' : 'belong'} to one tracer's implementation`,
        ...(missing.length > 0 ? [`OpenTelemetry does not have ${them}`] : []),
        ...(other.length > 0
          ? [`what the SDK keeps for itself as ${other.map(lastName).join(', ')} is something else`]
          : []),
      ].join('; ');
    },
    next: ({ names }) => {
      const ofBytes = names.filter((name) => OF_BYTES.test(name));
      const byContext = names.filter((name) => !OF_BYTES.test(name) && TOLD_BY_CONTEXT.test(name));
      return [
        ...(ofBytes.length > 0 ? [ASK_BYTES] : []),
        ...(byContext.length > 0 ? [ASK_CONTEXT] : []),
        ...(names.some((name) => TELLS_END.test(name)) ? [ASK_RECORDING] : []),
        ...(byContext.length + ofBytes.length < names.length ? [ASK_EXPORTER] : []),
      ].join('; ');
    },
  }),
  OT323: kind<{ name: string; use: string }>({
    severity: 'left',
    title: 'a method that is replaced or taken as a value',
    message: ({ name, use }) => {
      if (use === 'computed')
        return `which method ${name}() is shows at run time only: its successor in OpenTelemetry has another name and other arguments`;
      if (use === 'asked for')
        return `which method ${name} asks for shows at run time only: its successor in OpenTelemetry has another name`;
      if (use === 'named') return `${name} names a method that a span of OpenTelemetry does not have`;
      return `${name} is ${use} here, not called: its successor in OpenTelemetry is called with other arguments`;
    },
    next: ({ use }) => {
      if (use === 'computed') return 'call each method by its name, and run again';
      if (use === 'asked for') return 'ask for each method by its name, and run again';
      if (use === 'named') return 'name the successors: npx ot2otel explain migration says what each member is called';
      return 'replace or pass on the successor instead: npx ot2otel explain migration says what each member is called, and with what';
    },
  }),
  OT401: kind<{ name: string; role: string; inTest: boolean }>({
    severity: 'left',
    title: 'an implementation of OpenTracing',
    message: ({ name, role, inTest }) =>
      inTest
        ? `${name} stands in for an OpenTracing ${role} in a test, and code that has moved does not call it any more`
        : `${name} implements an OpenTracing ${role}: this is a tracer, not a program that uses one`,
    next: ({ inTest }) =>
      inTest
        ? 'give the test a provider with an InMemorySpanExporter in its place, and assert on exporter.getFinishedSpans()'
        : 'OpenTelemetry has SpanProcessor, Sampler and SpanExporter for what such classes did',
  }),
  OT402: kind<{ value: string; type: string }>({
    severity: 'review',
    title: 'instanceof an OpenTracing class',
    message: ({ value, type }) => `OpenTelemetry has no class ${type}; ${value} is recognised by its members now`,
    next: () => 'check that nothing else with these members can come here',
  }),
  OT403: kind<{ name: string; prototypeOf?: string | undefined }>({
    severity: 'left',
    title: 'a class or function of OpenTracing used as a value',
    message: ({ name, prototypeOf }) =>
      prototypeOf === undefined
        ? `${name} is passed on or stored as a value; OpenTelemetry has nothing of that kind`
        : `methods of ${name}.prototype are replaced or borrowed; OpenTelemetry makes its objects of classes that nobody can reach`,
    next: ({ prototypeOf = '' }) =>
      PROTOTYPES[prototypeOf] ??
      "where something is known by it (dependency injection), make a token of your own, such as a symbol; where a value is asked for its class, ask for a method; where only the type is meant, take OpenTelemetry's",
  }),
  OT404: kind<{ name: string; isTracer?: boolean }>({
    severity: 'left',
    title: 'a type without a counterpart',
    message: ({ name }) => `the type ${name} has no counterpart in OpenTelemetry`,
    next: ({ isTracer }) =>
      isTracer
        ? 'take Tracer of @opentelemetry/api in its place once what makes the tracer gives one of that, and run again'
        : 'replace it by hand: a reference is a Link, a carrier an object of headers',
  }),
  OT405: kind<{ name: string }>({
    severity: 'note',
    title: 'SpanContext has become Context',
    message: ({ name }) =>
      `the type ${name} became Context, which carries the span and the baggage as an OpenTracing SpanContext did`,
    next: () => 'where only the ids are read, SpanContext of @opentelemetry/api is the better type',
  }),
  OT406: kind<{ name: string }>({
    severity: 'left',
    title: 'a re-export of OpenTracing',
    message: ({ name }) => `${name} is exported from this module, and who imports it is not known`,
    next: () => 'export the same names from @opentelemetry/api, or remove the export',
  }),
  OT407: kind<{ name: string }>({
    severity: 'left',
    title: 'the type of options that are passed on',
    message: ({ name }) =>
      `${name} says what options are that are built in one place and given to startSpan() in another; their shape differs in OpenTelemetry, so the type stays`,
    next: () => 'settle the startSpan() calls first (OT101), then use SpanOptions of @opentelemetry/api',
  }),
  OT408: kind<{ name: string; tracer: string; where: string }>({
    severity: 'left',
    title: 'a file of a package that implements OpenTracing',
    message: ({ name, tracer, where }) =>
      `${name} is a tracer itself (${tracer}, ${where}), so this file stays as it is: it makes, tries or shows that tracer`,
    next: () =>
      'keep the package as it is for programs that still use OpenTracing; OpenTelemetry has an SDK of its own in its place',
  }),
  OT409: kind<{ load: string }>({
    severity: 'left',
    title: 'a load of the package that stays',
    message: ({ load }) =>
      `${load} loads OpenTracing where no import can be taken away with its last use, so the program still needs the package here`,
    next: () => 'take the load out by hand where nothing reads it any more, before you uninstall the package',
  }),
  OT410: kind<{ name: string }>({
    severity: 'review',
    title: 'a type of the project that describes a span',
    message: ({ name }) =>
      `spans go by ${name}, which said in OpenTracing's words what they can do; it is OpenTelemetry's Span now`,
    next: () => 'check what else is declared with it: a double in a test has to be a whole Span, or be cast to one',
  }),
  OT411: kind<{ name: string }>({
    severity: 'review',
    title: 'a class that dependency injection knows something by',
    message: ({ name }) =>
      `${name} is what dependency injection knows something by: OpenTelemetry's types are not there at run time, so OpenTracing's class goes on being that`,
    next: () =>
      'nothing for now; before opentracing is uninstalled, put a token of your own in its place, such as a symbol',
  }),
  OT412: kind<{ name: string }>({
    severity: 'left',
    title: 'a type that dependency injection may ask for',
    message: ({ name }) =>
      `decorators of this class may take the type ${name} for what its constructor asks for, and OpenTelemetry's types are not there at run time`,
    next: () => 'let a decorator of the parameter say what it asks for, such as a symbol, and run again',
  }),
  OT413: kind<{ name: string; exports: readonly string[] }>({
    severity: 'review',
    title: 'a package whose users give it spans, or get them',
    message: ({ name, exports }) =>
      `those who install ${name} give or get spans, contexts or tracers by ${listed(exports)}: what has moved speaks OpenTelemetry there`,
    next: () =>
      'release it as a major version that says so; users whose code still speaks OpenTracing can use it with tracers and spans of @ot2otel/shim, which answer to both',
  }),
  OT414: kind<{ call: string; name: string; where?: string }>({
    severity: 'left',
    title: "a tracer or span beside one of the project's own, or of an unknown package",
    message: ({ call, name, where }) =>
      where === undefined
        ? `${call} stays, because what ${name} gives may be in its place, and nothing shows that it speaks OpenTelemetry`
        : `${call} stays, because ${name} (${where}) may be in its place, which implements OpenTracing and stays what it is`,
    next: ({ name }) => `settle ${name} first; once OpenTelemetry does its work, take OpenTelemetry's in both places`,
  }),
  OT415: kind<{ where: string }>({
    severity: 'review',
    title: 'a root that code outside of this run starts on a tracer that moves',
    message: ({ where }) =>
      `the tracer moves to OpenTelemetry, and ${where}, which stays out of this run, starts a span on it and names no parent: a root so far, it becomes a child of the span that is active there`,
    next: () => 'run over that file as well, or let it say that there is no parent: startSpan(name, { tags: {} })',
  }),
  OT601: kind<{ member: string }>({
    severity: 'left',
    title: 'MockTracer used beyond what the SDK can answer',
    message: ({ member }) => `${member} has no counterpart in the OpenTelemetry SDK`,
    next: () =>
      "ask an InMemorySpanExporter for its spans instead; until then load @ot2otel/shim/register in the test, with which a MockTracer that is handed to code that has moved answers it (what that code gets by trace.getTracer() is the SDK's)",
  }),
  OT602: kind<{ role: string }>({
    severity: 'note',
    title: 'a mock renamed with the code it mocks',
    message: ({ role }) =>
      `this object stands in for an OpenTracing ${role} in a test; its members were renamed with the code that calls them`,
    next: () => 'run the tests: an assertion on the arguments of a renamed member may have to change as well',
  }),
  OT608: kind<{ role: string }>({
    severity: 'note',
    title: 'a mock that answers to both APIs',
    message: ({ role }) =>
      `this object stands in for an OpenTracing ${role} in a test; some of the code that calls it stays or is outside of this run, so it answers to both`,
    next: () => 'run the tests; when all of that has moved, rename its members and take the second half out',
  }),
  OT609: kind<{ call: string }>({
    severity: 'review',
    title: 'a mock in the place of what is not in sight',
    message: ({ call }) =>
      `${call}() puts something in the place of a span or a tracer by OpenTracing's names, and the code that gets it is not in sight`,
    next: () =>
      'run the tests; where that code has moved, rename the members: setAttribute for setTag, addEvent for log, end for finish, and startActiveSpan beside startSpan',
  }),
  OT610: kind<{ method: 'inject' | 'extract' }>({
    severity: 'review',
    title: "a mock's own inject or extract",
    message: ({ method }) =>
      `the test gives its tracer an ${method}() of its own, and code that has moved calls propagation.${method}() instead`,
    next: () =>
      'give the test a propagator: propagation.setGlobalPropagator({ inject(context, carrier) {}, extract: (context, carrier) => context, fields: () => [] }), and propagation.disable() behind it',
  }),
  OT611: kind<{ name: string }>({
    severity: 'left',
    title: 'a double that a test makes of a class',
    message: ({ name }) =>
      `the test makes a double of ${name}, which has the methods of OpenTracing alone, so that and all that is said of it stays`,
    next: () =>
      'give the code a tracer of a provider with an InMemorySpanExporter, and ask that for the finished spans; or make a double with the methods that the code calls now',
  }),
  OT612: kind<{ text: string }>({
    severity: 'note',
    title: 'an assertion that compares a name with itself',
    message: ({ text }) =>
      `the assertion asks what OpenTracing calls '${text}', which the code says itself now: it cannot fail any more`,
    next: () => 'take it out, or ask a finished span for that attribute instead',
  }),
  OT613: kind<{ where: string }>({
    severity: 'review',
    title: 'a mock outside of this run in the place of what moves',
    message: ({ where }) =>
      `what is called here may be the double at ${where}, which stays out of this run and answers to OpenTracing's names alone`,
    next: () => 'run over that file as well: the members of the double are renamed with the code that calls them',
  }),
  OT614: kind<{ name: string }>({
    severity: 'review',
    title: "a list of OpenTracing's methods in a test",
    message: ({ name }) =>
      `the test lists '${name}' among the names of methods, and what it makes of them does not show: code that has moved calls others`,
    next: () =>
      'run the tests; where the list makes a double, list what the code calls now: setAttribute and setStatus for setTag, addEvent and recordException for log, end for finish',
  }),
  OT606: kind<{ name: string }>({
    severity: 'review',
    title: 'an assertion on what a mock was called with',
    message: ({ name }) =>
      `the test asks what ${name} was called with; what the code calls in its place, and with what, does not show here`,
    next: () =>
      'ask for the new call: setStatus({ code }) for an error, recordException(error), addEvent(name, attributes), or startSpan(name, { attributes }, context)',
  }),
  OT605: kind<{ module: string }>({
    severity: 'left',
    title: 'a test that replaces the module',
    message: ({ module }) =>
      `the test puts something in the place of ${module}, which migrated code does not load any more; so the test stays as it is`,
    next: () =>
      'register a provider with an InMemorySpanExporter before the test instead, and ask it for the finished spans',
  }),
  OT607: kind<{ method: keyof typeof REPLACED_WITH }>({
    severity: 'review',
    title: 'what a test puts in the place of inject, extract or startSpan',
    message: ({ method }) => {
      const { owner, called } = REPLACED_WITH[method];
      return `the test replaces ${method}() of ${owner} now, and what it puts there may not fit: it is called as ${called}`;
    },
    next: ({ method }) => REPLACED_WITH[method].next,
  }),
  OT603: kind<{ name: string; role: string; method: string; isWatched: boolean }>({
    severity: 'left',
    title: 'a method that a test names by a string',
    message: ({ name, role, isWatched }) =>
      isWatched
        ? `the test watches ${name} of an OpenTracing ${role}; what has moved may call something else in its place, with other arguments`
        : `the test replaces ${name} of an OpenTracing ${role}, which the code does not call any more in that form`,
    next: ({ method, isWatched }) =>
      (isWatched ? WATCHED_NOW : REPLACED_NOW)[method] ??
      `${isWatched ? 'watch' : 'replace'} what the code calls now; the arguments differ as well`,
  }),
  OT604: kind<{ of: 'tags' | 'logs' }>({
    severity: 'review',
    title: 'tags and logs of a mock span that are something else now',
    message: ({ of }) =>
      of === 'logs'
        ? 'the logs of a mock span are the events of a finished span now: an error among them is an event named exception, and a value that is no attribute is written as JSON, or is not there'
        : 'the tags of a mock span are the attributes of a finished span now, those of its start among them, of which MockTracer knew nothing; `error` and `span.kind` are not among them where they became the status and the kind',
    next: ({ of }) =>
      of === 'logs'
        ? 'run the test, and assert on exception.message and exception.stacktrace where an error was logged'
        : 'assert on span.status.code and on span.kind',
  }),
} as const;

/** The first few of a list. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 4).join(', ');
  return names.length > 4 ? `${shown} and ${names.length - 4} more` : shown;
}

/** How what a test puts in the place of a method is called now. */
const REPLACED_WITH = {
  inject: {
    owner: '`propagation`',
    called: 'inject(context, carrier)',
    next: 'take the carrier from the second argument, and the span from trace.getSpan(context)',
  },
  extract: {
    owner: '`propagation`',
    called: 'extract(context, carrier) and has to give a Context',
    next: 'take the carrier from the second argument, and give ROOT_CONTEXT where nothing comes in',
  },
  startSpan: {
    owner: 'a tracer of OpenTelemetry',
    called: 'startSpan(name, options, context)',
    next: 'look for the tags in options.attributes, and for the parent in trace.getSpan(context)',
  },
} as const;

/** What a test replaces now, by what it replaced. */
const REPLACED_NOW: Readonly<Record<string, string | undefined>> = {
  extract:
    'replace it on `propagation` instead: extract(context, carrier) gives a Context, `ROOT_CONTEXT` where nothing comes in',
  inject: 'replace it on `propagation` instead: inject(context, carrier) writes into the carrier',
  globalTracer: 'replace getTracer of `trace` instead',
  startSpan:
    'replace startActiveSpan as well: its last argument is the function that gets the span; for the global tracer, replace getTracer of `trace`, which gives another object each time',
  setTag: 'replace setAttribute; an error sets the status by setStatus({ code })',
  log: 'replace addEvent(name, attributes); an error goes to recordException(error)',
};

/** What a test watches now, by what it watched. */
const WATCHED_NOW: Readonly<Record<string, string | undefined>> = {
  startSpan:
    'where the code calls startActiveSpan now, watch that; better, register a provider with an InMemorySpanExporter and ask it for the finished spans, their names, attributes and parents',
};

/** Members by the ends of their names that say something of the ids, or of whether a span is sampled. */
const TOLD_BY_CONTEXT =
  /(?:Id|IdStr|flags|isValid|isSampled|isDebug|samplingFinalized|finalizeSampling|toString|_spanContext)$/i;

/** Private members of the SDK's spans and tracers that others have too: a duration is [seconds, nanoseconds] there. */
const OTHERWISE_IN_SDK = /(?:^|\.)_(?:duration|spanContext|sampler|ended)$/;

const lastName = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** What is asked for to know whether a span is finished. */
const TELLS_END = /(?:^|\.)_(?:duration|finish\w*|is(?:Finished|Ended)|end\w*)$/i;

const ASK_RECORDING =
  'whether a span has ended is told by span.isRecording(), which is false from the start for one that is not sampled';

/** What is asked of the bytes of an id. */
const OF_BYTES = /^the Buffer |\b(?:trace|span)Id(?:!|\?)?\./;

const ASK_BYTES =
  "read the bytes from the text: Buffer.from(span.spanContext().traceId, 'hex') has 16 of a trace id, of which jaeger-client's 64-bit ids are the last 8";

const ASK_CONTEXT =
  'for the ids and the sampling decision use span.spanContext(): traceId, spanId, and traceFlags & TraceFlags.SAMPLED';

const ASK_EXPORTER =
  'ask what the SDK was given instead: an InMemorySpanExporter has the finished spans, with name, attributes, events and times';
