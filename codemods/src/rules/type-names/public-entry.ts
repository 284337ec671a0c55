import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import type { FileContext, Proposal } from '../types';

/** Once for each entry of a package: those who install it get OpenTelemetry's objects by it, and have to give such. */
export function* publicEntry({ source, project }: FileContext): Iterable<Proposal> {
  const entry = project.publicEntries().find(({ path }) => path === source.path);
  if (entry === undefined) return;
  const site = source.ast.program.body.find(exportsSomething) ?? source.ast.program;
  const { name, exports, by } = entry;
  const findings = [finding('OT413', source.path, site, { name, exports })];
  // Where that stays as it is, so do those who use the package.
  const facts = by && project.files.get(by.path);
  const needs = facts ? by.nodes.map((node) => facts.unitOf(node)) : [];
  yield { rule: 'types', site, units: [], needs, isQuiet: true, outcome: { kind: 'rewrite', edits: [], findings } };
}

function exportsSomething(statement: t.Statement): boolean {
  if (statement.type.startsWith('Export') || statement.type === 'TSExportAssignment') return true;
  const expression = statement.type === 'ExpressionStatement' ? statement.expression : statement;
  if (expression.type !== 'AssignmentExpression') return false;
  let target: t.Node = expression.left;
  while (target.type === 'MemberExpression' && target.object.type === 'MemberExpression') target = target.object;
  if (target.type !== 'MemberExpression' || target.object.type !== 'Identifier') return false;
  return target.object.name === 'exports' || target.object.name === 'module';
}
