import type * as t from '@babel/types';
import { initOf } from '../../facts/scopes/declared-with';
import type { CallSite, FileFacts, ProjectFacts, Unit } from '../../facts/types';
import { memberOn } from '../../parse/uses';
import { unwrap } from '../../parse/wrappers';
import { isStart, isStartCall, siteOf } from '../calls/sites';
import { entriesOf } from '../syntax/object-entries';
import { oncePerProject } from '../syntax/once-per-project';
import { outermost, plainArguments } from '../syntax/syntax';
import type { FileContext } from '../types';
import { movedErrorsIn } from './moved-errors';
import { isPassedOn } from './reached-later';
import { saidError } from './status';
import { ERROR, tagKey } from './tag-key';

/** A call that may set the error tag of a span, or the status that this has become. */
export interface ErrorTag {
  readonly path: string;
  readonly node: t.Node;
  /** What the row of calls that it is in begins with. */
  readonly root: t.Node;
}

/** The calls of a project that may set an error tag. */
export interface ErrorTags {
  /** By the unit whose span they speak of. */
  readonly byUnit: ReadonlyMap<string, readonly ErrorTag[]>;
  /** Those of spans that come from elsewhere: a parameter, a field, what a function gives. */
  readonly ofGiven: readonly ErrorTag[];
  /** Those of spans that are started beside them and go to other code too. */
  readonly ofPassed: readonly ErrorTag[];
}

/** Looked up, because each of them asks. */
export function errorTagsOf({ project }: Pick<FileContext, 'project'>): ErrorTags {
  return tagsIn(project);
}

const tagsIn = oncePerProject(findErrorTags);

type Asked = Pick<FileContext, 'facts' | 'source'>;

function findErrorTags(project: ProjectFacts): ErrorTags {
  const byUnit = new Map<string, ErrorTag[]>();
  const ofGiven: ErrorTag[] = [];
  const ofPassed: ErrorTag[] = [];
  for (const [path, facts] of project.files) {
    const asked = { facts, source: facts.source };
    const add = (id: string, node: t.Node, isOwn: boolean, root: t.Node) => {
      const tag = { path, node, root };
      byUnit.set(id, [...(byUnit.get(id) ?? []), tag]);
      if (!isOwn) ofGiven.push(tag);
      else if (isPassed(asked, root)) ofPassed.push(tag);
    };
    for (const site of facts.calls.filter((call) => setsError(asked, call)))
      add(unitOfTag(asked, site).id, site.node, isStartedHere(asked, site), rootOf(facts, site.node));
    for (const { node, root, isStartedHere: isOwn } of movedErrorsIn(facts))
      add(facts.unitOf(root).id, node, isOwn, root);
  }
  return { byUnit, ofGiven, ofPassed };
}

function setsError(context: Asked, site: CallSite): boolean {
  const [first, second] = plainArguments(site.node) ?? [];
  if (first === undefined) return false;
  if (site.member === 'span.setTag')
    return second !== undefined && isErrorKey(context, first) && saidError(unwrap(second)) !== false;
  const literal = unwrap(first);
  if (site.member !== 'span.addTags' || literal.type !== 'ObjectExpression') return false;
  return entriesOf(context, literal).some(({ key, value }) => key === ERROR && saidError(unwrap(value)) !== false);
}

function isErrorKey(context: Asked, key: t.Expression): boolean {
  return tagKey(context, key) === ERROR;
}

/** The unit of the span that a tag is set on: `const span = tracer.startSpan('work').setTag('error', false)` sets that of the variable. */
export function unitOfTag(context: Asked, site: CallSite): Unit {
  return site.unit.kind === 'expression' ? unitOfSpan(context, site.node) : site.unit;
}

/** The unit that keeps the span which a call, or a row of calls on it, gives. */
export function unitOfSpan(context: Asked, call: t.Node): Unit {
  const { parent, node } = outermost(context.source, call);
  const member = memberOn(context.source, node);
  if (member) {
    const next = outermost(context.source, member).parent;
    if (next !== undefined && siteOf(context, next)?.member.startsWith('span.')) return unitOfSpan(context, next);
  }
  const isKept = parent?.type === 'VariableDeclarator' || parent?.type === 'AssignmentExpression';
  return context.facts.unitOf(isKept ? parent : call);
}

/** Whether other code is given the span that a name holds. */
function isPassed(context: Asked, name: t.Node): boolean {
  const references = context.facts.scopes.bindingOf(name)?.references ?? [];
  return references.some(({ node }) => isPassedOn(context, node));
}

/** Whether the span of a row of calls is one that is started there, or where its constant or variable is declared. */
export function isStartedHere({ facts }: Asked, { receiver }: CallSite): boolean {
  if (receiver === null) return false;
  const root = rootOf(facts, receiver);
  const init = initOf(facts.scopes.bindingOf(root));
  return isStartCall({ facts }, root) || (init !== undefined && isStartCall({ facts }, rootOf(facts, init)));
}

/** What the first call of a row is made on, or the call that starts the span. */
function rootOf(facts: FileFacts, node: t.Node): t.Node {
  for (let at = unwrap(node); ; ) {
    const site = siteOf({ facts }, at);
    if (site === undefined || isStart(site) || site.receiver === null) return at;
    at = unwrap(site.receiver);
  }
}
