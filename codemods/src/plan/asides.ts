import { type Finding, finding } from '../catalog/findings';
import type { FileFacts, OwnCall } from '../facts/types';
import { isAccepted } from './remarks';

/** What is told of calls that are the project's own, so that nobody wonders why they stay. Nothing is written into the code. */
export function asidesOf({ source, ownCalls }: FileFacts): readonly Finding[] {
  return ownCalls()
    .filter(({ node }) => !isAccepted(source, node))
    .map((call) => asideOf(source.path, call));
}

function asideOf(path: string, { node, owner }: OwnCall): Finding {
  const { relation, path: home, line } = owner;
  return finding('OT805', path, node, { owner: nameOf(owner), where: `${home}:${line}`, relation });
}

function nameOf({ kind, name }: OwnCall['owner']): string {
  if (kind === 'function') return 'a function';
  const of = kind === 'class' ? 'a class' : 'an object';
  return `a method of ${name === undefined ? of : `\`${name}\`, ${of}`}`;
}
