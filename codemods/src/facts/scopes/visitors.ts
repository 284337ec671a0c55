import type * as t from '@babel/types';
import { childrenOf } from '../../parse/parents';
import { type BuilderState, hoistingScope, type Mode, OpenScope } from './builder-state';
import { boundIdentifiers } from './patterns';

/** Says what a node declares, and where the walk goes from it. Nodes without a visitor are plain: all children, read, same scope. */
type VisitorOf<Node extends t.Node> = (node: Node, scope: OpenScope, state: BuilderState, mode: Mode) => void;
type Visitor = VisitorOf<t.Node>;
type Visitors = { readonly [Type in t.Node['type']]?: Visitor };

/** Ties a visitor to its node type, so that each reads its own fields. */
function on<Type extends t.Node['type']>(type: Type, visit: VisitorOf<Extract<t.Node, { type: Type }>>): Visitors {
  return { [type]: visit as Visitor }; // the table is keyed by `type`, so the node that arrives is of that type
}

function onEach(types: readonly t.Node['type'][], visitor: Visitor): Visitors {
  return Object.fromEntries(types.map((type) => [type, visitor]));
}

const nothing: Visitor = () => {};

/** Identifiers that are references, and those that only look like one. */
const names: Visitors = {
  ...on('Identifier', (node, scope, state, mode) => {
    if (mode !== 'declare') state.mention(node, scope, mode);
    state.go(scope, 'read', node.typeAnnotation, node.decorators);
  }),
  ...on('JSXIdentifier', (node, scope, state) => {
    state.mention(node, scope, 'read');
  }),
  ...on('JSXOpeningElement', (node, scope, state) => {
    jsxName(node.name, scope, state);
    state.go(scope, 'read', node.typeParameters, node.attributes);
  }),
  ...on('JSXClosingElement', (node, scope, state) => jsxName(node.name, scope, state)),
  ...on('JSXAttribute', (node, scope, state) => state.go(scope, 'read', node.value)),
  ...on('JSXMemberExpression', (node, scope, state) => state.go(scope, 'read', node.object)),
  ...onEach(['MemberExpression', 'OptionalMemberExpression'], (node, scope, state) =>
    member(node as t.MemberExpression, scope, state),
  ),
  ...on('LabeledStatement', (node, scope, state) => {
    const name = reactiveName(node);
    if (name && scope.kind === 'module') state.declare(scope, name, 'let', node);
    state.go(scope, 'read', node.body);
  }),
  ...onEach(['BreakStatement', 'ContinueStatement', 'MetaProperty', 'PrivateName', 'ImportAttribute'], nothing),
};

/** `$: span = start()` at the top of a Svelte component declares `span`, if nothing else does. */
function reactiveName({ label, body }: t.LabeledStatement): t.Identifier | undefined {
  if (label.name !== '$' || body.type !== 'ExpressionStatement') return undefined;
  const { expression } = body;
  return expression.type === 'AssignmentExpression' && expression.left.type === 'Identifier'
    ? expression.left
    : undefined;
}

function member(node: t.MemberExpression, scope: OpenScope, state: BuilderState): void {
  state.go(scope, 'read', node.object, node.computed ? node.property : null);
}

/** `<div>` is no variable, `<Div>` and `<a.b>` are. */
function jsxName(name: t.JSXOpeningElement['name'], scope: OpenScope, state: BuilderState): void {
  const intrinsic = name.type === 'JSXNamespacedName' || (name.type === 'JSXIdentifier' && /^[a-z]/.test(name.name));
  if (!intrinsic) state.go(scope, 'read', name);
}

const patterns: Visitors = {
  ...on('ObjectPattern', (node, scope, state, mode) => {
    state.go(scope, mode, node.properties);
    state.go(scope, 'read', node.typeAnnotation, node.decorators);
  }),
  ...on('ArrayPattern', (node, scope, state, mode) => {
    state.go(scope, mode, node.elements);
    state.go(scope, 'read', node.typeAnnotation, node.decorators);
  }),
  ...on('ObjectProperty', (node, scope, state, mode) => {
    state.go(scope, 'read', node.computed ? node.key : null, node.decorators);
    state.go(scope, mode, node.value);
  }),
  ...on('AssignmentPattern', (node, scope, state, mode) => {
    state.go(scope, mode, node.left);
    state.go(scope, 'read', node.right, node.typeAnnotation, node.decorators);
  }),
  ...on('RestElement', (node, scope, state, mode) => {
    state.go(scope, mode, node.argument);
    state.go(scope, 'read', node.typeAnnotation, node.decorators);
  }),
  ...on('TSParameterProperty', (node, scope, state) => {
    state.go(scope, 'declare', node.parameter);
    state.go(scope, 'read', node.decorators);
  }),
  ...on('AssignmentExpression', (node, scope, state) => {
    state.go(scope, node.operator === '=' ? 'write' : 'read-write', node.left);
    state.go(scope, 'read', node.right);
  }),
  ...on('UpdateExpression', (node, scope, state) => state.go(scope, 'read-write', node.argument)),
  ...onEach(
    ['TSAsExpression', 'TSSatisfiesExpression', 'TSTypeAssertion', 'TSNonNullExpression'],
    (node, scope, state, mode) => {
      const cast = node as t.TSAsExpression;
      state.go(scope, mode, cast.expression);
      state.go(scope, 'read', cast.typeAnnotation);
    },
  ),
};

/** An assignment target in `for (x of y)`; a declaration there is visited as one. */
function loopTarget(node: t.Node): Mode {
  return node.type === 'VariableDeclaration' ? 'declare' : 'write';
}

const blocks: Visitors = {
  ...on('BlockStatement', (node, scope, state) =>
    state.go(state.open(node, 'block', scope), 'read', node.directives, node.body),
  ),
  ...on('StaticBlock', (node, scope, state) => state.go(state.open(node, 'function', scope), 'read', node.body)),
  ...on('SwitchStatement', (node, scope, state) => {
    state.go(scope, 'read', node.discriminant);
    state.go(state.open(node, 'block', scope), 'read', node.cases);
  }),
  ...on('ForStatement', (node, scope, state) =>
    state.go(state.open(node, 'block', scope), 'read', node.init, node.test, node.update, node.body),
  ),
  ...onEach(['ForInStatement', 'ForOfStatement'], (node, scope, state) => {
    const loop = node as t.ForOfStatement;
    const inner = state.open(loop, 'block', scope);
    state.go(inner, loopTarget(loop.left), loop.left);
    state.go(inner, 'read', loop.right, loop.body);
  }),
  ...on('CatchClause', (node, scope, state) => {
    const inner = state.open(node, 'catch', scope);
    if (node.param) declareAll(node.param, 'catch', node, inner, state);
    state.go(inner, 'declare', node.param);
    state.go(inner, 'read', node.body);
  }),
};

function declareAll(
  pattern: t.Node,
  kind: 'const' | 'let' | 'var' | 'param' | 'catch',
  declaration: t.Node,
  scope: OpenScope,
  state: BuilderState,
): void {
  for (const identifier of boundIdentifiers(pattern)) state.declare(scope, identifier, kind, declaration);
}

const declarations: Visitors = {
  ...on('VariableDeclaration', (node, scope, state) => {
    const hoisted = node.kind === 'var' ? hoistingScope(scope) : scope;
    const kind = node.kind === 'var' || node.kind === 'let' ? node.kind : 'const';
    for (const declarator of node.declarations) declareAll(declarator.id, kind, declarator, hoisted, state);
    state.go(scope, 'read', node.declarations);
  }),
  ...on('VariableDeclarator', (node, scope, state) => {
    state.go(scope, 'declare', node.id);
    state.go(scope, 'read', node.init);
  }),
  ...on('ImportDeclaration', (node, scope, state) => state.go(scope, 'read', node.specifiers)),
  ...onEach(['ImportSpecifier', 'ImportDefaultSpecifier', 'ImportNamespaceSpecifier'], (node, scope, state) => {
    state.declare(scope, (node as t.ImportSpecifier).local, 'import', node);
  }),
  ...on('TSImportEqualsDeclaration', (node, scope, state) => {
    state.declare(scope, node.id, 'import', node);
    if (node.moduleReference.type !== 'TSExternalModuleReference') state.go(scope, 'type', node.moduleReference);
  }),
  ...on('ExportNamedDeclaration', (node, scope, state) =>
    state.go(scope, 'read', node.declaration, node.source ? null : node.specifiers),
  ),
  ...on('ExportSpecifier', (node, scope, state) => state.go(scope, 'read', node.local)),
  ...onEach(
    ['ExportAllDeclaration', 'ExportNamespaceSpecifier', 'ExportDefaultSpecifier', 'TSNamespaceExportDeclaration'],
    nothing,
  ),
};

const functions: Visitors = {
  ...onEach(['FunctionDeclaration', 'TSDeclareFunction'], (node, scope, state) => {
    const fn = node as t.FunctionDeclaration;
    if (fn.id) state.declare(scope, fn.id, 'function', fn);
    functionParts(fn, scope, state);
  }),
  ...on('FunctionExpression', (node, scope, state) => {
    const own = node.id ? new OpenScope(node, 'block', scope) : scope;
    if (node.id) state.declare(own, node.id, 'function', node);
    functionParts(node, own, state);
  }),
  ...on('ArrowFunctionExpression', (node, scope, state) => functionParts(node, scope, state)),
  ...onEach(['ObjectMethod', 'ClassMethod', 'ClassPrivateMethod', 'TSDeclareMethod'], (node, scope, state) => {
    const method = node as t.ClassMethod;
    state.go(scope, 'read', method.decorators, method.computed ? method.key : null);
    functionParts(method, scope, state);
  }),
};

type FunctionLike =
  | t.FunctionDeclaration
  | t.FunctionExpression
  | t.ArrowFunctionExpression
  | t.ObjectMethod
  | t.ClassMethod;

/** Parameters and body share a scope: a name of the body that a default value cannot see is rarer than `var` of a parameter's name. */
function functionParts(node: FunctionLike, scope: OpenScope, state: BuilderState): void {
  const inner = state.open(node, 'function', scope);
  for (const param of node.params) declareAll(param, 'param', param, inner, state);
  state.go(inner, 'read', node.typeParameters);
  state.go(inner, 'declare', node.params);
  state.go(inner, 'read', node.returnType, node.type === 'ArrowFunctionExpression' ? node.predicate : null);
  const body = node.body as t.Node | null | undefined; // overloads have none
  if (body?.type === 'BlockStatement') state.go(inner, 'read', body.directives, body.body);
  else state.go(inner, 'read', body);
}

const classes: Visitors = onEach(['ClassDeclaration', 'ClassExpression'], (node, scope, state) => {
  const cls = node as t.ClassDeclaration;
  if (cls.id && cls.type === 'ClassDeclaration') state.declare(scope, cls.id, 'class', cls);
  const inner = state.open(cls, 'class', scope);
  if (cls.id && (cls.type as string) === 'ClassExpression') state.declare(inner, cls.id, 'class', cls);
  state.go(scope, 'read', cls.decorators);
  state.go(inner, 'read', cls.typeParameters, cls.superClass, cls.superTypeParameters, cls.implements, cls.body);
});

const members: Visitors = onEach(
  ['ClassProperty', 'ClassAccessorProperty', 'ClassPrivateProperty', 'TSPropertySignature'],
  (node, scope, state) => {
    const property = node as t.ClassProperty;
    state.go(
      scope,
      'read',
      property.decorators,
      property.computed ? property.key : null,
      property.typeAnnotation,
      property.value,
    );
  },
);

/** Type syntax with names that are declared only for itself: parameters of signatures, type parameters. */
function signature(node: t.Node, scope: OpenScope, state: BuilderState): void {
  const inner = state.open(node, 'type', scope);
  for (const child of childrenOf(node)) {
    if (child.type === 'Identifier' && isLabel(node, child)) state.go(inner, 'read', child.typeAnnotation);
    else state.go(inner, isPattern(child) ? 'declare' : 'read', child);
  }
}

/** The key of a method signature and the parameters of a signature declare nothing that code can see. */
function isLabel(node: t.Node, child: t.Identifier): boolean {
  return !(node.type === 'TSMethodSignature' && node.computed && node.key === child);
}

function isPattern(node: t.Node): boolean {
  return node.type === 'RestElement' || node.type === 'ObjectPattern' || node.type === 'ArrayPattern';
}

function declaredType(node: t.Node, scope: OpenScope, state: BuilderState): void {
  const declaration = node as t.TSInterfaceDeclaration;
  state.declare(scope, declaration.id, 'type', declaration);
  const inner = state.open(declaration, 'type', scope);
  state.go(
    inner,
    'read',
    childrenOf(declaration).filter((child) => child !== declaration.id),
  );
}

/** Declares the names of type parameters, whose names are plain strings in this tree. */
function typeParameters(node: t.Node, scope: OpenScope, state: BuilderState): void {
  const list = node as t.TSTypeParameterDeclaration;
  for (const param of list.params) {
    const name: t.Identifier = {
      type: 'Identifier',
      name: param.name ?? '',
      start: param.start,
      end: param.end,
    } as t.Identifier; // only its name and place are used
    state.declare(scope, name, 'type', param);
  }
  state.go(scope, 'read', list.params);
}

const types: Visitors = {
  ...onEach(
    [
      'TSInterfaceDeclaration',
      'TSTypeAliasDeclaration',
      'InterfaceDeclaration',
      'TypeAlias',
      'OpaqueType',
      'DeclareClass',
      'DeclareInterface',
      'DeclareTypeAlias',
      'DeclareOpaqueType',
    ],
    declaredType,
  ),
  ...onEach(['TSTypeParameterDeclaration', 'TypeParameterDeclaration'], typeParameters),
  ...onEach(
    [
      'TSFunctionType',
      'TSConstructorType',
      'TSCallSignatureDeclaration',
      'TSConstructSignatureDeclaration',
      'TSMethodSignature',
      'TSIndexSignature',
      'TSConditionalType',
      'TSMappedType',
      'FunctionTypeAnnotation',
    ],
    signature,
  ),
  ...on('TSTypeReference', (node, scope, state) => {
    state.go(scope, 'type', node.typeName);
    state.go(scope, 'read', node.typeParameters);
  }),
  ...onEach(
    ['TSExpressionWithTypeArguments', 'TSClassImplements', 'TSInterfaceHeritage'] as t.Node['type'][],
    (node, scope, state) => {
      const heritage = node as t.TSExpressionWithTypeArguments;
      state.go(scope, 'type', heritage.expression);
      state.go(scope, 'read', heritage.typeParameters);
    },
  ),
  ...on('TSQualifiedName', (node, scope, state, mode) => state.go(scope, mode, node.left)),
  ...on('TSTypeQuery', (node, scope, state) => {
    state.go(scope, 'type-of-value', node.exprName);
    state.go(scope, 'read', node.typeParameters);
  }),
  ...on('TSImportType', (node, scope, state) => state.go(scope, 'read', node.typeParameters)),
  ...on('TSTypePredicate', (node, scope, state) => {
    if (node.parameterName.type === 'Identifier') state.go(scope, 'type', node.parameterName);
    state.go(scope, 'read', node.typeAnnotation);
  }),
  ...on('TSNamedTupleMember', (node, scope, state) => state.go(scope, 'read', node.elementType)),
  ...on('TSEnumDeclaration', (node, scope, state) => {
    state.declare(scope, node.id, 'enum', node);
    state.go(scope, 'read', node.body ?? node.members);
  }),
  ...on('TSEnumMember', (node, scope, state) => state.go(scope, 'read', node.initializer)),
  ...on('TSModuleDeclaration', (node, scope, state) => {
    if (node.id.type === 'Identifier') state.declare(scope, node.id, 'namespace', node);
    // `namespace A.B { }` declares a B that only A knows.
    const isPath = node.body?.type === 'TSModuleDeclaration';
    state.go(isPath ? state.open(node, 'function', scope) : scope, 'read', node.body);
  }),
  ...on('TSModuleBlock', (node, scope, state) => state.go(state.open(node, 'function', scope), 'read', node.body)),
  ...on('GenericTypeAnnotation', (node, scope, state) => {
    state.go(scope, 'type', node.id);
    state.go(scope, 'read', node.typeParameters);
  }),
  ...onEach(['InterfaceExtends', 'ClassImplements'], (node, scope, state) => {
    const heritage = node as t.InterfaceExtends;
    state.go(scope, 'type', heritage.id);
    state.go(scope, 'read', heritage.typeParameters);
  }),
  ...on('QualifiedTypeIdentifier', (node, scope, state) => state.go(scope, 'type', node.qualification)),
  ...onEach(['ObjectTypeProperty', 'ObjectTypeIndexer'], (node, scope, state) =>
    state.go(
      scope,
      'read',
      childrenOf(node).filter((child) => child.type !== 'Identifier'),
    ),
  ),
  ...on('FunctionTypeParam', (node, scope, state) => state.go(scope, 'read', node.typeAnnotation)),
  ...onEach(['DeclareVariable', 'DeclareFunction'], (node, scope, state) => {
    const { id } = node as t.DeclareVariable;
    state.declare(scope, id, 'var', node);
    state.go(scope, 'declare', id);
  }),
  ...onEach(['EnumDeclaration', 'DeclareModule', 'DeclareExportAllDeclaration'], nothing),
};

/** How each kind of node is visited. */
export const visitors: Visitors = {
  ...names,
  ...patterns,
  ...blocks,
  ...declarations,
  ...functions,
  ...classes,
  ...members,
  ...types,
};
