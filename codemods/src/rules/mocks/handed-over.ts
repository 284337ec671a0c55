import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import { isTestFile } from '../../catalog/test-files';
import { contains } from '../../facts/implementations/implementations';
import { memberName } from '../../parse/key-name';
import { textOf } from '../../parse/source-file';
import { nodesOf } from '../syntax/nodes';
import { isMember } from '../syntax/syntax';
import type { FileContext, Proposal } from '../types';
import { keyNameOf, membersOf } from './members';
import { replacesTracing } from './module-mocks';

/** Functions by which a test puts something in the place of a module, or of a variable of one. */
const REPLACING = /^(?:mock|doMock|unstable_mockModule|setMock|registerMock|__set__|__with__)$/;

/** Doubles that a test puts in the place of what is not in sight: they keep their names, and the code that gets them may have moved. */
export function* handedOver(context: FileContext): Iterable<Proposal> {
  const { facts, project, source } = context;
  if (!isTestFile(source.path) || replacesTracing(context)) return;
  if ([...project.files.values()].every(({ calls }) => calls.length === 0)) return;
  const known = new Set<t.Node>(facts.standIns.map(({ node }) => node));
  for (const node of nodesOf(source, 'CallExpression')) {
    if (!isReplacing(context, node) || !doublesIn(context, node).some((double) => !known.has(double))) continue;
    const told = finding('OT609', source.path, node, { call: textOf(source, node.callee) });
    yield { rule: 'mocks', site: node, units: [], outcome: { kind: 'rewrite', edits: [], findings: [told] } };
  }
}

function isReplacing({ source }: FileContext, { callee }: t.CallExpression): boolean {
  return (
    (isMember(callee) && REPLACING.test(memberName(callee) ?? '')) || /\bproxyquire\b/.test(textOf(source, callee))
  );
}

/** What a call is given that has methods of a span or a tracer, by OpenTracing's names alone. */
function doublesIn({ source, facts }: FileContext, call: t.CallExpression): readonly t.ObjectExpression[] {
  const written = nodesOf(source, 'ObjectExpression').filter((literal) =>
    call.arguments.some((one) => contains(one, literal)),
  );
  const named = call.arguments.flatMap((one) => (one.type === 'Identifier' ? facts.objectsOf(one).literals : []));
  return [...written, ...named.map(({ node }) => node)].filter(isDouble);
}

function isDouble(literal: t.ObjectExpression): boolean {
  const names = new Set(membersOf(literal).map(keyNameOf));
  const has = (name: string, successor: string) => names.has(name) && !names.has(successor);
  return has('setTag', 'setAttribute') || has('addTags', 'setAttributes') || has('startSpan', 'startActiveSpan');
}
