import type * as t from '@babel/types';
import { methods } from '../../catalog/opentracing-api';
import { isTestFile } from '../../catalog/test-files';
import type { PlainCall } from '../../parse/calls';
import { keyName, memberName } from '../../parse/key-name';
import { plainText } from '../../parse/plain-text';
import type { FileModel } from '../flow/graph';
import type { Slot } from '../flow/slot';
import { BEHAVIOUR, CONTENT, RESULT, Shape, type Token } from '../flow/tokens';
import { moduleBehind } from '../scopes/loaded-module';
import type { Context } from './context';
import { modelOfModule } from './module-value';

/** `jest.mock('./module', () => replacement)`, and the same of vitest. */
const BY_FACTORY: ReadonlySet<string> = new Set(['mock', 'doMock', 'unstable_mockModule', 'setMock']);
/** `mockery.registerMock('./module', replacement)`, `td.replace('./module', replacement)`. */
const BY_VALUE: ReadonlySet<string> = new Set(['setMock', 'registerMock', 'replace', 'replaceEsm']);
/** What rewire adds to a module: its variables by their names. */
const OF_VARIABLES: ReadonlySet<string> = new Set(['__set__', '__with__', '__get__']);

/**
 * What a test puts in the place of a module, of a member or of a variable of it: the code that it tries gets that where it asks for the module. Only
 * what stands for something of OpenTracing's goes that way.
 */
export function constrainReplacedModule(at: Context, node: PlainCall): void {
  if (!isTestFile(at.file.source.path)) return;
  const {
    callee,
    arguments: [first, second],
  } = node;
  const name = callee.type === 'MemberExpression' ? memberName(callee) : undefined;
  const specifier = plainText(first);
  const by = moduleBehind(at.file, callee);
  if (callee.type === 'MemberExpression' && name !== undefined && OF_VARIABLES.has(name))
    constrainVariables(at, node, at.slot(callee.object));
  else if (specifier === undefined) return;
  else if (by === 'rewire') at.solver.flow(modelOfModule(at, specifier), at.slot(node));
  else if (by === 'proxyquire') constrainProxy(at, node, specifier);
  else if (name !== undefined && second) replaceModule(at, name, specifier, second);
}

function replaceModule(at: Context, name: string, specifier: string, second: t.Node): void {
  const module = at.modules.resolve(specifier, at.file);
  if (module === undefined) return;
  if (BY_VALUE.has(name)) replaceBy(at, module, at.slot(second));
  if (BY_FACTORY.has(name))
    at.solver.on(at.slot(second), (token) => resultOf(at, token, (given) => replaceBy(at, module, given)));
}

/** `proxyquire('./ship', { './tracing': replacement })`: the names are those that the module itself uses. */
function constrainProxy(at: Context, node: PlainCall, specifier: string): void {
  at.solver.flow(modelOfModule(at, specifier), at.slot(node));
  const proxied = at.modules.resolve(specifier, at.file);
  const [, stubs] = node.arguments;
  if (proxied === undefined || !stubs) return;
  at.solver.on(at.slot(stubs), (token) => {
    for (const [name, given] of token instanceof Shape ? token.fields : []) {
      const module = at.modules.resolve(name, proxied);
      if (module) replaceBy(at, module, given);
    }
  });
}

/** `ship.__set__('tracer', replacement)`, `ship.__set__({ tracer: replacement })`, `ship.__get__('tracer')`. */
function constrainVariables(at: Context, node: PlainCall, receiver: Slot): void {
  const [named, given] = node.arguments;
  const name = plainText(named);
  const members = named?.type === 'ObjectExpression' ? named.properties : [];
  at.solver.on(receiver, (token) => {
    const module = token instanceof Shape ? at.modules.fileAt(token.file) : undefined;
    if (module === undefined || module === at.file) return;
    const variable = name === undefined ? undefined : variableOf(at, module, name);
    if (variable && given) at.solver.on(at.slot(given), (one) => speaks(at, one, () => at.solver.add(variable, one)));
    else if (variable) at.solver.flow(variable, at.slot(node));
    for (const member of members) {
      const own = member.type === 'ObjectProperty' ? keyName(member.key, member.computed) : undefined;
      const variable = own === undefined ? undefined : variableOf(at, module, own);
      if (variable && member.type === 'ObjectProperty')
        at.solver.on(at.slot(member.value), (one) => speaks(at, one, () => at.solver.add(variable, one)));
    }
  });
}

function variableOf(at: Context, module: FileModel, name: string): Slot | undefined {
  const binding = module.scopes.root.bindings.get(name);
  return binding && at.graph.slot(binding.identifier, module);
}

/** It is the module, or its members are the members of that. */
function replaceBy(at: Context, module: FileModel, replacement: Slot): void {
  at.solver.on(replacement, (token) => {
    speaks(at, token, () => at.solver.add(module.exports, token));
    for (const [name, given] of token instanceof Shape && token.kind === 'object' ? token.fields : [])
      at.solver.on(given, (one) => speaks(at, one, () => at.solver.add(module.namespace.field(name), one)));
  });
}

/** Runs where something has a method of OpenTracing's, or gives what has. */
function speaks(at: Context, token: Token, run: () => void, depth = 0): void {
  if (!(token instanceof Shape) || depth > DEEPEST) return;
  if (METHODS.some((name) => token.fields.has(name))) run();
  else resultOf(at, token, (given) => at.solver.on(given, (one) => speaks(at, one, run, depth + 1)));
}

const METHODS: readonly string[] = [...Object.keys(methods.tracer), ...Object.keys(methods.span)];
/** A promise of a function that a double calls. */
const DEEPEST = 3;

/** What a function, a double or a promise gives. */
function resultOf(at: Context, token: Token, use: (given: Slot) => void): void {
  if (!(token instanceof Shape)) return;
  if (token.kind === 'function' && token.node) {
    const model = at.graph.functions.get(token.node);
    if (model) use(model.result);
  } else if (token.kind === 'promise') use(token.field(CONTENT));
  else if (token.kind === 'double') {
    use(token.field(RESULT));
    at.solver.on(token.field(BEHAVIOUR), (one) => resultOf(at, one, use));
  }
}
