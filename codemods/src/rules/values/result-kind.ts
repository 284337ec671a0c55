import type * as t from '@babel/types';
import type { FunctionSource } from '../../facts/types';
import { alwaysExits } from '../../parse/exits';
import { annotatedKind } from './annotated-kind';
import type { FlowContext } from './binding-kind';
import { join, type ValueKind } from './value-kinds';

type KindOf = (flow: FlowContext, node: t.Node) => ValueKind;

/** What calling functions of the project gives: what their declarations say, else all that they return. */
export function resultKind(flow: FlowContext, callee: t.Node, kindOf: KindOf): ValueKind {
  const functions = flow.facts.functionsOf(callee);
  return functions?.map((fn) => kindOfResult(flow, fn, kindOf)).reduce(join) ?? 'unknown';
}

function kindOfResult(flow: FlowContext, { file, node, returns }: FunctionSource, kindOf: KindOf): ValueKind {
  const declared = annotatedKind(node.returnType);
  const facts = flow.project.files.get(file);
  if (declared !== 'unknown' || node.returnType || node.async || node.generator) return declared;
  if (!facts || returns.length === 0 || mayFallThrough(node) || flow.visiting.has(node)) return 'unknown';
  const there = { ...flow, source: facts.source, scopes: facts.scopes, facts };
  return returns.map((value) => kindOf({ ...there, visiting: new Set([...flow.visiting, node]) }, value)).reduce(join);
}

/** Where the end of a function is reached, it gives undefined as well. */
function mayFallThrough({ body }: t.Function): boolean {
  return body.type === 'BlockStatement' && !alwaysExits(body.body);
}
