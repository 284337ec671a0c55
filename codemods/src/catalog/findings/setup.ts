import { kind } from './types';

/** OT5nn: tracers and how they are made. OT7nn: libraries and configuration. */
export const setupFindings = {
  OT501: kind<{ call: string }>({
    severity: 'left',
    title: 'a tracer of a package without an equivalent here',
    message: ({ call }) => `${call} makes a tracer in a way that has no equivalent in the OpenTelemetry SDK`,
    next: () => 'start the OpenTelemetry SDK by hand, as npx ot2otel explain OT501 shows, then run again',
  }),
  OT502: kind<{ module: string; lost: readonly string[]; codec: boolean }>({
    severity: 'review',
    title: 'jaeger-client becomes the OpenTelemetry SDK',
    message: ({ module, lost, codec }) => {
      const made = `the tracer is now made by ${module}, which exports OTLP and not Jaeger's own protocol`;
      const all = ['agent and collector addresses are not taken over', ...lost].join(', nor ');
      return `${made}${codec ? ' and goes on with the headers of the Zipkin codec' : ''}: ${all}`;
    },
    next: ({ codec }) => {
      const others = codec
        ? 'know other headers, set OTEL_PROPAGATORS'
        : 'still send uber-trace-id, use the propagators of @ot2otel/shim';
      return `set OTEL_EXPORTER_OTLP_ENDPOINT (Jaeger itself takes OTLP on port 4318); while other services ${others}`;
    },
  }),
  OT503: kind<{ names: string }>({
    severity: 'left',
    title: 'a part of jaeger-client without an equivalent',
    message: ({ names }) => `${names} of jaeger-client has no equivalent in the OpenTelemetry SDK`,
    next: () => 'delete it, or replace it by an OpenTelemetry meter provider, propagator or processor',
  }),
  OT504: kind<{ argument: string; tracer: 'without effect' | 'stays' | 'moves' | 'mock' | 'unproven' }>({
    severity: 'left',
    title: 'a global tracer that comes from elsewhere',
    message: ({ argument, tracer }) => {
      const is = {
        'without effect': 'that has no effect',
        stays: 'that stays what it is',
        moves: "of OpenTelemetry's now, for code that still asks OpenTracing for the global one",
        mock: 'of a test, which code that has moved is not given',
        unproven: 'that is not proven to be made by an OpenTelemetry SDK',
      };
      return `initGlobalTracer(${argument}) installs a tracer ${is[tracer]}`;
    },
    next: ({ tracer }) =>
      ({
        'without effect':
          'delete it: without an SDK OpenTelemetry does nothing; where it ends what was global before, call trace.disable()',
        stays: 'settle the tracer first: where the OpenTelemetry SDK is started, nothing has to be installed',
        moves:
          "settle that code first (OT507): where all take OpenTelemetry's global tracer, nothing has to be installed",
        mock: 'give it to them before the code is loaded that asks for the global tracer at once: trace.setGlobalTracerProvider({ getTracer: () => tracer })',
        unproven: 'register a tracer provider where the tracer is made: trace.setGlobalTracerProvider(provider)',
      })[tracer],
  }),
  OT505: kind<{ method: string }>({
    severity: 'review',
    title: 'closing a tracer',
    message: ({ method }) =>
      `an OpenTelemetry tracer has no ${method}(): the provider that made it is shut down instead, and this tracer's maker is not in sight`,
    next: () => 'call shutdown() of the SDK or the provider here',
  }),
  OT506: kind<Record<string, never>>({
    severity: 'review',
    title: 'a context that was read from the text of a Jaeger header',
    message: () => 'what jaeger-client read from a text, the propagator now reads from the header uber-trace-id',
    next: () => 'give the SDK a propagator that knows uber-trace-id, such as that of @ot2otel/shim/propagators',
  }),
  OT507: kind<{ name: string; where: string; own: 'all' | 'what it adds' | 'what it adds, without headers' }>({
    severity: 'left',
    title: "a global tracer of the project's own",
    message: ({ name, where, own }) => {
      const given = `globalTracer() may give ${name} (${where}), and OpenTelemetry's global tracer would not`;
      if (own === 'all') return `${given} do what that does`;
      const headers =
        own === 'what it adds' ? '' : '; its inject and extract had no effect, and those of OpenTelemetry have';
      return `${given} add what that adds${headers}`;
    },
    next: ({ name, own }) =>
      own === 'all'
        ? `let OpenTelemetry do what ${name} does (SpanProcessor, SpanExporter, a propagator), then take trace.getTracer() here`
        : `make a SpanProcessor of what ${name} adds, then take trace.getTracer() here`,
  }),
  OT508: kind<{ given: string; name: string }>({
    severity: 'review',
    title: 'a tracer that a package gives',
    message: ({ given, name }) =>
      `${given} of ${name} gives an OpenTracing tracer, which goes on sending its spans where it did: code that has moved reaches it through @ot2otel/shim`,
    next: () =>
      'start the OpenTelemetry SDK in its place and take trace.getTracer(name); if the package gives an OpenTelemetry tracer by now, take toOpenTracingTracer() out',
  }),
  OT509: kind<{ given: string; name: string }>({
    severity: 'review',
    title: 'a span that a package gives',
    message: ({ given, name }) =>
      `${given} of ${name} gives an OpenTracing span: what is called on it now is there only if the package has it from the global tracer by @ot2otel/shim, or has moved to OpenTelemetry`,
    next: () =>
      'see where the package has its spans from; if it makes its own tracer, keep the calls on its spans as they were',
  }),
  OT510: kind<{ listed: string; line: number }>({
    severity: 'review',
    title: 'another line of the OpenTelemetry SDK is listed',
    message: ({ listed, line }) =>
      `package.json lists ${listed}, and what was written here is for SDK ${line}.x: with the listed versions it does not run`,
    next: ({ line }) =>
      `upgrade all packages of OpenTelemetry in package.json to SDK ${line}.x together, or write this by hand for the SDK that is there`,
  }),
  OT511: kind<{ given: string }>({
    severity: 'review',
    title: 'a tracer from behind the official shim, without a context manager in sight',
    message: ({ given }) =>
      `${given} takes the place of the official shim around it, and nothing here registers a context manager: without one no span is active, so spans lose the parents that are given by startActiveSpan, and inject() writes no headers`,
    next: () =>
      'register the provider by new NodeTracerProvider(...).register(), or call context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable()) beside it',
  }),
  OT701: kind<{ name: string }>({
    severity: 'review',
    title: 'a package that speaks OpenTracing',
    message: ({ name }) =>
      `${name} calls a tracer by OpenTracing's names, and what it gives answers to those: it reports to OpenTelemetry through @ot2otel/shim only`,
    next: () =>
      'put the OpenTelemetry instrumentation of that library in its place; until then start the program with node --import @ot2otel/shim/register',
  }),
} as const;
