// A program in other words: small changes of its text after which it does what it did. Where one of them does not fit, the program does not
// parse or does something else; who uses them asks the program first.
import type * as t from '@babel/types';
import { type Edit, insert, keep, type Part, replace } from '../../codemods/src/edit/edit';
import { nodesOf } from '../../codemods/src/parse/nodes-of';
import { rangeOf, type SourceFile, textOf } from '../../codemods/src/parse/source-file';

/** A way to say something else, wherever it can be said in a file: a list of edits for each place. */
export interface Rewording {
  readonly name: string;
  places(file: SourceFile): readonly (readonly Edit[])[];
}

/** What surrounds an expression without changing what comes of it. */
const AROUND: Readonly<Record<string, readonly [before: string, after: string]>> = {
  'in parentheses': ['(', ')'],
  'behind another expression': ['(0, ', ')'],
  'given back by a function': ['((value) => value)(', ')'],
  'read from a list': ['[', '][0]'],
  'read from an object': ['({ value: ', ' }).value'],
  'read from a map': ['new Map([[1, ', ']]).get(1)'],
  'given by a generator': ['(function* () { yield ', '; })().next().value'],
  'where it is always chosen': ['(1 < 2 ? ', ' : undefined)'],
  'with a default that is never taken': ['(', ' ?? undefined)'],
};

const STATEMENTS: Readonly<Record<string, (statement: Part) => readonly Part[]>> = {
  'in a block': (statement) => ['{\n', statement, '\n}'],
  'under a test': (statement) => ['if (1 < 2) {\n', statement, '\n}'],
  'in a loop': (statement) => ['for (const once of [1]) {\n', statement, '\n}'],
  'in a switch': (statement) => ['switch (1) {\n  case 1:\n', statement, '\n    break;\n  default:\n}'],
  'in a finally': (statement) => ['try {\n} finally {\n', statement, '\n}'],
  'in a callback': (statement) => ['[1].forEach(() => {\n', statement, '\n});'],
  'in a listener': (statement) => [
    "new (require('node:events'))().on('now', () => {\n",
    statement,
    "\n}).emit('now');",
  ],
};

function isBlock(node: t.Node | undefined): node is t.BlockStatement | t.Program {
  return node?.type === 'BlockStatement' || node?.type === 'Program';
}

/** `const x = value`, where it has no annotation and stands as a statement. */
function constantsIn(file: SourceFile) {
  return nodesOf(file, 'VariableDeclaration').flatMap((declaration) => {
    const [only, more] = declaration.declarations;
    const block = file.parents.get(declaration);
    if (more || only?.id.type !== 'Identifier' || only.id.typeAnnotation || !only.init || !isBlock(block)) return [];
    if (/\b(?:require|import)\(/.test(textOf(file, only.init))) return [];
    return [{ declaration, name: only.id.name, id: only.id, value: only.init, block }];
  });
}

function argumentsIn(file: SourceFile): t.Node[] {
  return nodesOf(file, 'CallExpression', 'NewExpression')
    .filter(({ callee }) => callee.type !== 'Import' && !/require/.test(textOf(file, callee)))
    .flatMap((call) => call.arguments)
    .filter(({ type }) => type !== 'SpreadElement' && !type.includes('Function'));
}

function plainCallsIn(file: SourceFile) {
  return nodesOf(file, 'CallExpression').flatMap((call) => {
    const { callee } = call;
    if (callee.type !== 'MemberExpression' || callee.computed || callee.object.type === 'Super') return [];
    return [{ call, object: callee.object, member: callee.property }];
  });
}

function literalsIn(file: SourceFile): t.ObjectExpression[] {
  return nodesOf(file, 'ObjectExpression').filter((literal) => {
    const parent = file.parents.get(literal);
    const isExported = parent?.type === 'AssignmentExpression' && textOf(file, parent.left) === 'module.exports';
    return literal.properties.length > 0 && !isExported;
  });
}

/** The statement that an expression is evaluated in, where that is nothing but a constant, a call or a return. */
function statementOf(file: SourceFile, node: t.Node): t.Statement | undefined {
  for (let at: t.Node | undefined = node; at; at = file.parents.get(at)) {
    if (at !== node && at.type.includes('Function')) return undefined;
    if (!isBlock(file.parents.get(at))) continue;
    const isPlain = ['ExpressionStatement', 'VariableDeclaration', 'ReturnStatement'].includes(at.type);
    return isPlain ? (at as t.Statement) : undefined; // a part of a block is a statement
  }
  return undefined;
}

function around(what: string, nodes: (file: SourceFile) => readonly t.Node[]): Rewording[] {
  return Object.entries(AROUND).map(([how, [before, after]]) => ({
    name: `${what} ${how}`,
    places: (file) => nodes(file).map((node) => [replace(node, before, keep(node), after)]),
  }));
}

const expressions: readonly Rewording[] = [
  ...around('an argument', argumentsIn),
  ...around('the value of a constant', (file) => constantsIn(file).map(({ value }) => value)),
  ...around('a value in an object', (file) =>
    literalsIn(file).flatMap(({ properties }) =>
      properties.flatMap((one) => (one.type === 'ObjectProperty' && !one.shorthand ? [one.value] : [])),
    ),
  ),
];

const statements: readonly Rewording[] = Object.entries(STATEMENTS).map(([how, write]) => ({
  name: `a statement ${how}`,
  places: (file) =>
    nodesOf(file, 'ExpressionStatement')
      .filter((statement) => isBlock(file.parents.get(statement)))
      .map((statement) => [replace(statement, ...write(keep(statement)))]),
}));

const constants: readonly Rewording[] = [
  {
    name: 'a variable that is assigned below its declaration',
    places: (file) =>
      constantsIn(file).map(({ declaration, name, value }) => [
        replace({ start: declaration.start ?? null, end: value.start ?? null }, `let ${name};\n${name} = `),
      ]),
  },
  {
    name: 'a constant that is taken out of an object',
    places: (file) =>
      constantsIn(file).map(({ id, name, value }) => [
        replace(id, `{ ${name} }`),
        replace(value, `{ ${name}: `, keep(value), ' }'),
      ]),
  },
  {
    name: 'the rest of a block behind a constant in a try',
    places: (file) =>
      constantsIn(file)
        .filter(({ block }) => block.type === 'BlockStatement')
        .map(({ declaration, block }) => [
          insert(rangeOf(declaration).end, '\ntry {'),
          insert(rangeOf(block).end - 1, '} finally {\n}\n'),
        ]),
  },
];

const calls: readonly Rewording[] = [
  {
    name: 'a method by its name in brackets',
    places: (file) =>
      plainCallsIn(file).map(({ object, member }) => [
        replace({ start: object.end ?? null, end: member.end ?? null }, `['${textOf(file, member)}']`),
      ]),
  },
  {
    name: 'a method that may be missing',
    places: (file) =>
      plainCallsIn(file).map(({ object, member }) => [
        replace({ start: object.end ?? null, end: member.start ?? null }, '?.'),
      ]),
  },
  {
    name: 'the last argument in a constant above',
    places: (file) =>
      nodesOf(file, 'CallExpression').flatMap((call) => {
        const last = call.arguments.at(-1);
        const statement = last && statementOf(file, last);
        if (!last || !statement || last.type === 'SpreadElement' || last.type.includes('Function')) return [];
        return [[insert(rangeOf(statement).start, `const given = ${textOf(file, last)};\n`), replace(last, 'given')]];
      }),
  },
  {
    name: 'a call in a function of its own',
    places: (file) =>
      plainCallsIn(file)
        .filter(({ call, object }) => object.type === 'Identifier' && call.arguments.every(isExpression))
        .map(({ call, object, member }) => {
          const names = call.arguments.map((_, index) => `value${index}`).join(', ');
          const given = [object, ...call.arguments].map((node) => textOf(file, node)).join(', ');
          const end = file.text.length;
          return [
            replace(call, `ask(${given})`),
            insert(end, `\nfunction ask(target, ${names}) {\n  return target.${textOf(file, member)}(${names});\n}\n`),
          ];
        }),
  },
];

function isExpression({ type }: t.Node): boolean {
  return type !== 'SpreadElement';
}

const objects: readonly Rewording[] = [
  {
    name: 'an object that is spread',
    places: (file) => literalsIn(file).map((literal) => [replace(literal, '{ ...', keep(literal), ' }')]),
  },
  {
    name: 'an object that is copied',
    places: (file) => literalsIn(file).map((literal) => [replace(literal, 'Object.assign({}, ', keep(literal), ')')]),
  },
  {
    name: 'keys in brackets',
    places: (file) =>
      literalsIn(file).map(({ properties }) =>
        properties.flatMap((one) =>
          one.type === 'ObjectProperty' && !one.shorthand && !one.computed && one.key.type === 'Identifier'
            ? [replace(one.key, `['${one.key.name}']`)]
            : [],
        ),
      ),
  },
];

const functions: readonly Rewording[] = [
  {
    name: 'the body of a function in a try',
    places: (file) =>
      nodesOf(file, 'FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression', 'ClassMethod').flatMap(
        (fn) => {
          if (fn.body.type !== 'BlockStatement' || ('kind' in fn && fn.kind === 'constructor')) return [];
          const { start, end } = rangeOf(fn.body);
          return [[insert(start + 1, '\ntry {'), insert(end - 1, '} finally {\n}\n')]];
        },
      ),
  },
  {
    name: 'what is given back in a constant',
    places: (file) =>
      nodesOf(file, 'ReturnStatement').flatMap((statement) => {
        const { argument } = statement;
        if (!argument || !isBlock(file.parents.get(statement))) return [];
        return [[replace(statement, 'const result = ', keep(argument), ';\nreturn result;')]];
      }),
  },
];

export const rewordings: readonly Rewording[] = [
  ...expressions,
  ...statements,
  ...constants,
  ...calls,
  ...objects,
  ...functions,
];
