import { spanSuccessors } from '../../catalog/opentelemetry-api';
import type { Edit } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import type { StandIn } from '../../facts/types';
import { isTypeScript } from '../../parse/source-file';
import type { FileContext } from '../types';
import { untypedBehind } from './assigned-member';
import { contextsOfDouble } from './ids-of-double';
import {
  behind,
  blankBefore,
  type DoubleMember,
  functionOf,
  keyNameOf,
  type MockMember,
  membersOf,
  membersOfDouble,
} from './members';
import { inBody, startActiveSpan } from './second-member';
import { optionsReadEitherWay } from './start-of-double';
import { withTypeOfThis } from './type-of-this';

/** A member in the new words: what stands before its body, and what it does in the old ones. */
interface Answer {
  readonly name: string;
  readonly head: string;
  readonly statement: string;
}

/**
 * What makes a double, which goes on answering to OpenTracing's names, answer to OpenTelemetry's as well: each passes on to what the test
 * has written, and asks about.
 */
export function answeringBoth(context: FileContext, standIn: StandIn): readonly Edit[] {
  const { node, role, firstAssigned } = standIn;
  const members = membersOfDouble(standIn);
  const names = new Set(members.map(keyNameOf));
  const answers = (member: DoubleMember) =>
    (role === 'tracer' ? answersOfTracer : answersOfSpan)(context, member, names).filter(
      ({ name }) => !names.has(name),
    );
  return [
    ...membersOf(node).flatMap((member) => answers(member).map((answer) => written(context, member, answer))),
    ...firstAssigned.flatMap((member) => answers(member.node).map((answer) => untypedBehind(context, member, answer))),
    ...members.flatMap((member) =>
      role === 'tracer' && keyNameOf(member) === 'startSpan' ? optionsReadEitherWay(context, member) : [],
    ),
  ];
}

function written(context: FileContext, member: MockMember, { head, statement }: Answer): Edit {
  const blank = blankBefore(context.source, member);
  const typed = statement.includes('this') ? withTypeOfThis(context, member, head) : head;
  return behind(context.source, member, `${typed} {${inBody(context, statement, blank)}}`);
}

function answersOfSpan(context: FileContext, member: DoubleMember): Answer[] {
  const { any, string, quote } = wordsOf(context);
  const call = (...given: string[]) => `return ${callOf(context, member, given)}`;
  const passingOn = (name: string) => ({
    name,
    head: `${name}(...given${any && `${any}[]`})`,
    statement: call('...given'),
  });
  switch (keyNameOf(member)) {
    case 'setTag': {
      const isError = `code === ${context.api('SpanStatusCode')}.ERROR`;
      const status = call(`${quote}error${quote}`, isError);
      return [passingOn('setAttribute'), { name: 'setStatus', head: `setStatus({ code }${any})`, statement: status }];
    }
    case 'log': {
      // An event without a name of its own is called `log`.
      const event = call(`event === ${quote}log${quote} ? fields : { event, ...fields }`);
      const error = call(`{ event: ${quote}error${quote}, ${quote}error.object${quote}: error }`);
      return [
        { name: 'addEvent', head: `addEvent(event${string}, fields${any})`, statement: event },
        { name: 'recordException', head: `recordException(error${any})`, statement: error },
      ];
    }
    case 'context':
      return [idsOf(context, member)];
    default:
      return [spanSuccessors.get(keyNameOf(member) ?? '') ?? []].flat().map(passingOn);
  }
}

/** What is written with parameters of its own, or with types, is called so that a compiler does not count them. */
function callOf({ source }: FileContext, member: DoubleMember, given: readonly string[]): string {
  const name = `this.${keyNameOf(member)}`;
  if (!isTypeScript(source) && !functionOf(member)) return `${name}(${given.join(', ')})`;
  const [first] = given;
  return `Reflect.apply(${name}, this, ${first === '...given' ? 'given' : `[${given.join(', ')}]`})`;
}

/** The ids that its context is seen to give. */
function idsOf(context: FileContext, member: DoubleMember): Answer {
  const given = new Set(contextsOfDouble(member).flatMap((literal) => membersOf(literal).map(keyNameOf)));
  const ids = [
    ...(given.has('toTraceId') ? ['traceId: this.context().toTraceId()'] : []),
    ...(given.has('toSpanId') ? ['spanId: this.context().toSpanId()'] : []),
  ];
  const invalid = context.api('INVALID_SPAN_CONTEXT');
  const statement = `return ${ids.length === 0 ? invalid : `{ ...${invalid}, ${ids.join(', ')} }`}`;
  return { name: 'spanContext', head: 'spanContext()', statement };
}

/** By `inject` and `extract` the shim knows a tracer of OpenTracing, and leaves it as it is for the starts that stay. */
function answersOfTracer(
  context: FileContext,
  member: DoubleMember,
  names: ReadonlySet<string | undefined>,
): readonly Answer[] {
  if (keyNameOf(member) !== 'startSpan' || names.has('startActiveSpan')) return [];
  return [
    { name: 'startActiveSpan', ...startActiveSpan(context) },
    { name: 'inject', head: 'inject()', statement: '' },
    { name: 'extract', head: 'extract()', statement: 'return null' },
  ];
}

function wordsOf({ source }: FileContext) {
  const typed = isTypeScript(source);
  return { any: typed ? ': any' : '', string: typed ? ': string' : '', quote: detectStyle(source).quote };
}
