import type * as t from '@babel/types';
import type { PlainCall } from '../../parse/calls';
import { memberName } from '../../parse/key-name';
import type { SourceFile } from '../../parse/source-file';
import { callOn, memberOn } from '../../parse/uses';
import { outermost } from './syntax';

/** `.resolves(1)` of `stub.resolves(1)`: a method that is called on an expression where it stands. */
export interface Link {
  /** Empty where the source does not say it. */
  readonly name: string;
  /** What it is called on, with the wrappers around it. */
  readonly object: t.Node;
  readonly call: PlainCall;
}

/** The next link of a chain of calls, if there is one. */
export function linkAfter(source: SourceFile, node: t.Node): Link | undefined {
  const { node: object } = outermost(source, node);
  const member = memberOn(source, object);
  const call = member && callOn(source, member);
  return call && { name: memberName(member) ?? '', object, call };
}
