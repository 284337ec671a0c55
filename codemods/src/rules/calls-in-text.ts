import type * as t from '@babel/types';
import { finding } from '../catalog/findings';
import { hasMethod } from '../catalog/opentracing-api';
import { moduleBehind } from '../facts/scopes/loaded-module';
import type { Binding, Scope } from '../facts/scopes/scope';
import { memberName } from '../parse/key-name';
import { textOf } from '../parse/source-file';
import { unwrap } from '../parse/wrappers';
import { factOf } from './calls/fact-of';
import { nodesOf } from './syntax/nodes';
import { isMember } from './syntax/syntax';
import type { FileContext, Proposal, Rule } from './types';

/** `eval('span.finish()')`: a call that is made in a text is none that can be rewritten. */
export const callsInText: Rule = {
  name: 'method-values',
  *propose(context) {
    for (const node of nodesOf(context.source, 'CallExpression', 'NewExpression')) {
      const by = runnerOf(context, node.callee);
      const text = by && textGiven(node, by);
      if (by === undefined || text === undefined) continue;
      const known = callsIn(text).flatMap((call) =>
        receivers(context, node, by, call).map((binding) => ({ call, binding })),
      );
      const [first] = known;
      if (first === undefined) continue;
      const told = finding('OT809', context.source.path, node, {
        call: `${first.call.name}.${first.call.method}()`,
        by,
      });
      // What a text sees of its own scope stays whole; elsewhere it is handed in under that name, or is global.
      const units = by === 'eval' ? known.map(({ binding }) => context.facts.unitOf(binding.identifier)) : [];
      yield { rule: 'method-values', site: node, units, outcome: { kind: 'leave', finding: told } } satisfies Proposal;
    }
  },
};

/** What runs a text, by its name; undefined for everything else. */
function runnerOf({ facts, source }: FileContext, callee: t.Node): string | undefined {
  if (callee.type === 'Identifier' && facts.scopes.bindingOf(callee) === undefined)
    return RUNNERS.has(callee.name) ? callee.name : undefined;
  const isOfVm = isMember(callee) ? OF_VM.has(memberName(callee)) : callee.type === 'Identifier';
  return isOfVm && VM.has(moduleBehind({ scopes: facts.scopes, source }, callee)) ? textOf(source, callee) : undefined;
}

const RUNNERS: ReadonlySet<string> = new Set(['eval', 'Function']);
const VM: ReadonlySet<string | undefined> = new Set(['vm', 'node:vm']);
/** What of it takes a text first. */
const OF_VM: ReadonlySet<string | undefined> = new Set([
  'runInThisContext',
  'runInNewContext',
  'runInContext',
  'Script',
]);

/** Of a function's the last argument is its body. */
function textGiven({ arguments: given }: t.CallExpression | t.NewExpression, by: string): string | undefined {
  const last = by === 'Function' ? given.at(-1) : given[0];
  const text = last && unwrap(last);
  if (text?.type === 'StringLiteral') return text.value;
  return text?.type === 'TemplateLiteral' ? text.quasis.map(({ value }) => value.raw).join(' ') : undefined;
}

interface CallInText {
  readonly name: string;
  readonly method: string;
}

function callsIn(text: string): CallInText[] {
  return [...text.matchAll(CALL)].map(([, name = '', method = '']) => ({ name, method }));
}

const CALL = /(?<![\w$.])([A-Za-z_$][\w$]*)\s*\??\.\s*(\w+)\s*\(/g;

/** The variables that the receiver may be: for `eval` the one in sight, else those of its name in the file. */
function receivers(context: FileContext, node: t.Node, by: string, { name, method }: CallInText): Binding[] {
  const { scopes } = context.facts;
  const inSight = by === 'eval' ? [inScope(scopes.scopeOf(node), name)] : scopes.all.filter((one) => one.name === name);
  return inSight.flatMap((binding) => (binding && answers(context, binding, method) ? [binding] : []));
}

function inScope(scope: Scope | null, name: string): Binding | undefined {
  return scope === null ? undefined : (scope.bindings.get(name) ?? inScope(scope.parent, name));
}

function answers(context: FileContext, { identifier }: Binding, method: string): boolean {
  const roles = factOf(context, identifier)?.roles ?? new Set();
  return [...roles].some((role) => hasMethod(role, method));
}
