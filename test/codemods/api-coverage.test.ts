// The mapping is complete where every member of OpenTracing stands in the input of some case: calls, constants, tags and types.
import test from 'ava';
import {
  classes,
  constants,
  functions,
  interfaces,
  methods,
  tags,
  tracerPackages,
} from '../../codemods/src/catalog/opentracing-api';
import { collectFacts } from '../../codemods/src/facts/index';
import { parseSource } from '../../codemods/src/parse/parse-source';
import { type Fixture, findFixtures } from '../support/fixtures';
import { isSource } from '../support/migrate-fixture';

/** Names by which the facts of a case mention OpenTracing. */
function mentioned({ input }: Fixture): string[] {
  const parsed = input.filter(isSource).flatMap(({ path, text }) => {
    const result = parseSource(path, text);
    return result.ok ? [result.file] : [];
  });
  return [...collectFacts(parsed).files.values()].flatMap(({ calls, values, types }) => [
    ...calls.map(({ member }) => member),
    ...values.map(({ name }) => name),
    ...types.map(({ name }) => `type ${name}`),
  ]);
}

/** What a mock inherits is called by the name of the class that has it. */
function membersOf(role: keyof typeof methods): string[] {
  const inherited = role === 'mockTracer' ? methods.tracer : role === 'mockSpan' ? methods.span : {};
  return Object.keys(methods[role])
    .filter((name) => !Object.hasOwn(inherited, name))
    .map((name) => `${role}.${name}`);
}

const roles = Object.keys(methods) as (keyof typeof methods)[];
const everything = [
  ...roles.flatMap(membersOf),
  ...Object.keys(functions),
  ...Object.keys(classes).map((name) => `new ${name}`),
  ...Object.keys(interfaces).map((name) => `type ${name}`),
  ...['Span', 'SpanContext', 'Tracer', 'Reference'].map((name) => `type ${name}`),
  ...Object.keys(constants),
  ...Object.keys(tags).map((name) => `Tags.${name}`),
  ...Object.values(tracerPackages).flatMap((members) =>
    Object.values(members).filter((made) => made !== 'opentracing'),
  ),
];

test('every member of OpenTracing stands in the input of some case', (t) => {
  const known = new Set(findFixtures().flatMap(mentioned));
  t.deepEqual(
    everything.filter((name) => !known.has(name)),
    [],
  );
});
