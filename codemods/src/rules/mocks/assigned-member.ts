import { type Edit, insert, keep, type Part } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import type { AssignedMember } from '../../facts/types';
import { isTypeScript, rangeOf } from '../../parse/source-file';
import { ownerText } from '../syntax/expressions';
import type { FileContext } from '../types';
import { annotatedType } from '../values/written-type';
import { blankBefore } from './members';
import { inBody, passingOn, readsArguments } from './second-member';

/** A member as it is written in a literal. */
interface Method {
  readonly name: string;
  /** `end(...given)` */
  readonly head: string;
  readonly statement: string;
}

/** The second member that a double needs beside one that is written to it by a statement. */
export function secondAssigned(context: FileContext, member: AssignedMember, name: string): Edit {
  const passing = passingOn(context, name, readsArguments(member.node));
  if (passing) return assignedBehind(context, member, { name, ...passing });
  return behindStatement(context, member, `${receiverOf(context, member)}.${name} = `, keep(member.node.right));
}

/** `span.end = function (...given) { … };` behind `span.finish = …;`: it asks whatever it is called on. */
export function assignedBehind(context: FileContext, member: AssignedMember, method: Method): Edit {
  const receiver = receiverOf(context, member);
  return behindStatement(
    context,
    member,
    `${receiver}.${method.name} = function ${functionFor(context, member, method)}`,
  );
}

/** The same of a double whose type may not have such a member. */
export function untypedBehind(context: FileContext, member: AssignedMember, method: Method): Edit {
  if (takesAnyMember(context, member)) return assignedBehind(context, member, method);
  const written = `{ ${method.name}${functionFor(context, member, method)} }`;
  return behindStatement(context, member, `Object.assign(${receiverOf(context, member)}, ${written})`);
}

function takesAnyMember(context: FileContext, { left: { object } }: AssignedMember): boolean {
  if (!isTypeScript(context.source)) return true;
  return object.type === 'Identifier' && annotatedType(context, object)?.type === 'TSAnyKeyword';
}

/** The parameters and the body. */
function functionFor(context: FileContext, { statement }: AssignedMember, method: Method): string {
  const { source } = context;
  const given = method.head.slice(method.name.length + 1);
  const typed = isTypeScript(source) ? `this: any${given === ')' ? '' : ', '}` : '';
  return `(${typed}${given} {${inBody(context, method.statement, blankBefore(source, statement))}}`;
}

function receiverOf({ source }: FileContext, { left }: AssignedMember): string {
  return ownerText(source, left.object);
}

/** A statement behind that by which the member is written, and behind what is said of that on its line. */
function behindStatement({ source }: FileContext, { statement }: AssignedMember, ...text: readonly Part[]): Edit {
  const { end } = rangeOf(statement);
  const blank = blankBefore(source, statement);
  const said = blank.includes('\n') ? (/^[ \t]*\/\/[^\r\n]*/.exec(source.text.slice(end))?.[0] ?? '') : '';
  const semicolon = detectStyle(source).semicolons ? ';' : '';
  return { ...insert(end + said.length, ''), parts: [lineOf(blank), ...text, semicolon] };
}

/** Without the empty lines above. */
function lineOf(blank: string): string {
  return /\r?\n[ \t]*$/.exec(blank)?.[0] ?? blank;
}
