import type { Context } from '../constraints/context';
import { shapesFrom } from '../flow/ancestry';
import { contains } from '../implementations/implementations';
import type { BuiltOptions, CallSite } from '../types';
import type { Starts } from './option-flows';
import { optionArgument } from './values';

/** Where the options of calls are built that are not written in the call: also what is spread into them or copied to them. */
export function findBuiltOptions(starts: readonly Starts[]): BuiltOptions[] {
  return starts.flatMap(({ at, calls }) =>
    calls.flatMap((call) => {
      const literals = literalsBehind(at, call);
      if (literals.length === 0) return [];
      const id = `options at ${at.file.source.path}@${call.start}`;
      return [{ call, unit: { id, kind: 'expression', name: 'options' } as const, literals }];
    }),
  );
}

function literalsBehind(at: Context, call: CallSite['node']): BuiltOptions['literals'] {
  const given = optionArgument(call);
  if (given === undefined) return [];
  return [...shapesFrom(at.findSlot(given)?.tokens ?? [])].flatMap(({ file, node }) => {
    const isBuilt = node?.type === 'ObjectExpression' && node.properties.length > 0;
    return isBuilt && !contains(call, node) ? [{ path: file, node }] : [];
  });
}
