import { kind } from './types';

const byHand = () => 'rewrite the call by hand as startSpan(name, { attributes, kind, links }, context)';

/** A span that is started in place, and why it is not active around its code. */
function inPlace(title: string) {
  return kind<{ name: string; why: string }>({
    severity: 'note',
    title,
    message: ({ name, why }) => `${name} is started in place, not active around its code: ${why}`,
    next: () => 'nothing has to be done: the trace is the same',
  });
}

/** OT1nn: spans, their lifetime and their parents. */
export const lifecycleFindings = {
  OT101: kind<{ name: string; why?: string | undefined }>({
    severity: 'left',
    title: 'options of startSpan that are not known',
    message: ({ name, why }) =>
      `the options that reach ${name}.startSpan() are built where the codemod cannot see them${why ? `: ${why}` : ''}`,
    next: () => 'pass an object literal, or rewrite the call by hand as startSpan(name, { attributes }, context)',
  }),
  OT102: kind<{ call: string; third?: string | undefined }>({
    severity: 'left',
    title: 'a startSpan without readable arguments',
    message: ({ call, third }) =>
      third === undefined
        ? `the arguments of ${call} are spread or missing, so its name and options cannot be told apart`
        : `startSpan() of OpenTracing does not look at a third argument, ${third}; OpenTelemetry's takes it for the context of the parent`,
    next: ({ third }) =>
      third === undefined ? byHand() : 'take the argument away, or move what it says into the options, and run again',
  }),
  OT103: kind<{ parent: string; isDoubtful?: boolean }>({
    severity: 'left',
    title: 'a parent that is neither proven a span nor a context',
    message: ({ parent, isDoubtful }) =>
      isDoubtful
        ? `the parent ${parent} may be something that stays OpenTracing's, or that is none of it`
        : `the parent ${parent} may be a span, a span context or missing, and is no plain variable`,
    next: ({ isDoubtful }) =>
      isDoubtful
        ? 'settle that first: the finding at the place that it comes from says what it is'
        : 'put the parent in a variable (with a type), and run again',
  }),
  OT104: kind<{ name: string }>({
    severity: 'review',
    title: 'a parent that may be a span or a context',
    message: ({ name }) =>
      `${name} may hold a span or the context of one, so the rewritten call tells them apart where the program runs`,
    next: ({ name }) => `if you know which of them ${name} is, keep that half of the expression`,
  }),
  OT105: kind<{ reference: string }>({
    severity: 'left',
    title: 'a reference that is not made in place',
    message: ({ reference }) =>
      `the reference ${reference} is not written in the options of a startSpan() or in a variable for them alone, so it cannot become its parent or a link`,
    next: byHand,
  }),
  OT106: kind<{ tags: string }>({
    severity: 'review',
    title: 'start tags that are built elsewhere',
    message: ({ tags }) =>
      `${tags} becomes the attributes as it is: a \`span.kind\` or \`error\` in it would stay an attribute, not become the kind or the status`,
    next: () => 'if it holds one of the two, give startSpan `kind`, or call setStatus after it',
  }),
  OT107: kind({
    severity: 'left',
    title: 'an empty span context that is written to',
    message: () =>
      'an empty SpanContext is given members of its own; the root context, which would take its place, belongs to all',
    next: () =>
      'make a context with the members by `trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags })`',
  }),
  OT108: kind<{ why: string }>({
    severity: 'left',
    title: 'options for a startSpan elsewhere that cannot be translated',
    message: ({ why }) => `these options are given to a startSpan() elsewhere, and cannot be translated here: ${why}`,
    next: () => 'write what stands in the way in another form (an error by setTag after the start), and run again',
  }),
  OT109: kind<{ call: string; where: string }>({
    severity: 'left',
    title: "a call of the project's own method with the arguments of OpenTracing",
    message: ({ call, where }) =>
      `${call}() is a method of the project (${where}) that is called with the arguments of OpenTracing, so its calls stay`,
    next: ({ where }) =>
      `settle the method (${where}) first: its type, and what it does with the arguments; then give it those of OpenTelemetry here`,
  }),
  OT110: inPlace('a span that is not kept in a constant of its own'),
  OT111: inPlace('a span under which nothing happens'),
  OT112: inPlace('a span that outlives the block that starts it'),
  OT113: inPlace('a span whose code jumps, yields or returns'),
  OT114: inPlace('a span whose code makes names for the code after it'),
  OT115: inPlace('a span whose code relies on narrowed types'),
  OT116: inPlace('a span whose code cannot move into a function'),
  OT117: kind<{ why: string }>({
    severity: 'review',
    title: 'options that callers outside of the project give as well',
    message: ({ why }) =>
      `${why}, and takes the options of a span in OpenTelemetry's words now: callers outside of the project have to follow`,
    next: () =>
      'tell them in the release notes: attributes instead of tags, and the parent as a Context; until then @ot2otel/shim takes either',
  }),
  OT118: kind<{ call: string }>({
    severity: 'review',
    title: 'the tracer of a span that may be one without effect',
    message: ({ call }) =>
      `${call} gave a tracer that records nothing where the span is a new Span(); the tracer that is asked now starts a root there`,
    next: () =>
      'where nothing was meant to be recorded without a parent, start no span: test trace.isSpanContextValid(span.spanContext())',
  }),
  OT119: kind<{ name: string; role: 'span' | 'tracer' }>({
    severity: 'review',
    title: 'a span or a tracer that only its use proves',
    message: ({ name, role }) =>
      `nothing shows who passes ${name}; it is taken for a ${role}, because ${
        role === 'span'
          ? 'it, or what its context() gives, is handed to OpenTracing where that takes spans'
          : "it is given one of OpenTracing's formats"
      }`,
    next: ({ name, role }) =>
      `see to it that callers pass a ${role}; an annotation of ${name} says so to the next reader as well`,
  }),
  OT120: kind<{ option: string; name: string }>({
    severity: 'review',
    title: 'a tag that stands beside the tags',
    message: ({ option, name }) =>
      `${option} stands among the options of ${name} and not among its tags, where no tracer looked for it: it is gone`,
    next: ({ option, name }) => `if it was meant as a tag, set ${option} on ${name}, or its kind`,
  }),
  OT121: kind<{ keys: readonly string[]; where: string }>({
    severity: 'left',
    title: 'options in the words of OpenTracing for a start that has moved',
    message: ({ keys, where }) =>
      `these options say ${keys.join(' and ')} to a start of OpenTelemetry's (${where}), which hears of that only with the shim`,
    next: () =>
      'write attributes for tags; give the parent as a Context, trace.setSpan(context.active(), span), where that start reads childOf, and else let it take the Context as its third argument',
  }),
  OT122: kind<{ type: string; value: string }>({
    severity: 'left',
    title: 'a cast that says OpenTracing of something else',
    message: ({ type, value }) =>
      `${value} is cast to ${type}, and is seen to be something else: OpenTelemetry cannot take it for what it is not`,
    next: () =>
      'give what the cast says: headers go through tracer.extract(format, headers), ids into trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags })',
  }),
  OT123: inPlace('a span whose code asks for the active one'),
  OT124: kind<{ value: string; isProven: boolean }>({
    severity: 'note',
    title: 'an end whose time may be none',
    message: ({ value, isProven }) =>
      isProven
        ? `${value}, which a span is finished with as the time of its end, is no time; OpenTelemetry ends the span now`
        : `nothing proves that ${value}, which a span is finished with, is the time of its end; what is no number ends it now`,
    next: ({ isProven }) =>
      isProven
        ? 'take it away; if it was meant to be recorded, call recordException(error) before end()'
        : 'nothing, if it is a time in milliseconds; else take it away, and call recordException(error) before end() for an error',
  }),
} as const;
