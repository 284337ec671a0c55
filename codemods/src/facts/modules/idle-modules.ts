import type * as t from '@babel/types';
import { API, SHIM } from '../../catalog/opentelemetry-api';
import { packageNameOf } from '../../catalog/package-name';
import { isFunction } from '../../parse/functions';
import { parseSource } from '../../parse/parse-source';
import { unwrap } from '../../parse/wrappers';
import { oncePerKey } from '../flow/once';
import type { LoadGraph } from './load-graph';

/** Packages that do nothing where they are loaded. */
const IDLE: ReadonlySet<string> = new Set(['opentracing', API, SHIM]);

/** The modules of which nothing is missed where they are loaded no more: they, and all that they load, only declare. */
export class IdleModules {
  readonly #loads: LoadGraph;

  constructor(loads: LoadGraph) {
    this.#loads = loads;
  }

  /** Whether nothing happens where a file loads what a specifier means. */
  has(specifier: string, from: string): boolean {
    return this.#isIdle(specifier, from, new Set());
  }

  #isIdle(specifier: string, from: string, seen: Set<string>): boolean {
    if (IDLE.has(packageNameOf(specifier))) return true;
    const path = this.#loads.fileOf(specifier, from);
    if (path === undefined || seen.has(path)) return path !== undefined;
    seen.add(path);
    return this.#loadedBy(path)?.every((next) => this.#isIdle(next, path, seen)) ?? false;
  }

  /** What a module loads that only declares; undefined for all others. The tree is not kept. */
  readonly #loadedBy = oncePerKey((path: string): readonly string[] | undefined => {
    const read = parseSource(path, this.#loads.textOf(path));
    if (!read.ok) return undefined;
    const { body } = read.file.ast.program;
    return body.every(declares) ? body.flatMap(loadedIn) : undefined;
  });
}

function loadedIn(statement: t.Statement): string[] {
  const isFrom =
    (statement.type === 'ImportDeclaration' && statement.importKind !== 'type') ||
    (/^Export(?:Named|All)Declaration$/.test(statement.type) &&
      'exportKind' in statement &&
      statement.exportKind !== 'type');
  return isFrom && 'source' in statement && statement.source ? [statement.source.value] : [];
}

function declares(node: t.Node): boolean {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
    case 'EmptyStatement':
      return true;
    case 'ExportNamedDeclaration':
      return !node.declaration || declares(node.declaration);
    case 'ExportDefaultDeclaration':
      return declares(node.declaration) || isPlain(node.declaration);
    case 'TSEnumDeclaration':
      return node.members.every(({ initializer }) => isPlain(initializer));
    case 'TSModuleDeclaration':
      return node.declare === true;
    case 'ClassDeclaration':
      return node.declare === true || isPlainClass(node);
    case 'VariableDeclaration':
      return (
        node.declare === true || node.declarations.every(({ id, init }) => id.type === 'Identifier' && isPlain(init))
      );
    default:
      return false;
  }
}

/** Whether a value is made without anything being done. */
function isPlain(value: t.Node | null | undefined): boolean {
  if (!value) return true;
  const node = unwrap(value);
  switch (node.type) {
    case 'Identifier':
      return true;
    case 'MemberExpression':
      return !node.computed && isPlain(node.object);
    case 'UnaryExpression':
      return node.operator !== 'delete' && isPlain(node.argument);
    case 'BinaryExpression':
      return isPlain(node.left) && isPlain(node.right);
    case 'TemplateLiteral':
      return node.expressions.every(isPlain);
    case 'ArrayExpression':
      return node.elements.every(isPlain);
    case 'ObjectExpression':
      return node.properties.every(isPlainProperty);
    case 'ClassExpression':
      return isPlainClass(node);
    default:
      return isFunction(node) || /^(?:String|Numeric|Boolean|Null|BigInt|RegExp)Literal$/.test(node.type);
  }
}

function isPlainProperty(property: t.ObjectExpression['properties'][number]): boolean {
  if (property.type === 'SpreadElement') return false;
  return (!property.computed || isPlain(property.key)) && (property.type === 'ObjectMethod' || isPlain(property.value));
}

function isPlainClass({ superClass, decorators, body }: t.ClassDeclaration | t.ClassExpression): boolean {
  return !decorators?.length && isPlain(superClass) && body.body.every(isPlainMember);
}

function isPlainMember(member: t.ClassBody['body'][number]): boolean {
  switch (member.type) {
    case 'TSDeclareMethod':
    case 'TSIndexSignature':
    case 'ClassPrivateMethod':
      return true;
    case 'ClassMethod':
      return !member.decorators?.length && !member.computed;
    case 'ClassProperty':
      return !member.decorators?.length && !member.computed && (!member.static || isPlain(member.value));
    case 'ClassPrivateProperty':
      return !member.static || isPlain(member.value);
    default:
      return false;
  }
}
