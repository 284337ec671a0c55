import type * as t from '@babel/types';
import { textOf } from '../../parse/source-file';
import { isTracers } from '../verdicts/borrowed-calls';
import { typeOfCarrier } from './carrier-type';
import type { Declaration } from './implementers';

/** What an interface says of the options that a method of it is given, if it is not that they are OpenTracing's, or anything. */
export function strangenessOf({ at, type, member }: Declaration, place: number): string | undefined {
  if (isTracers(type.fields.get('startSpan'))) return undefined;
  const parameter = parametersOf(member)[place];
  const other = parameter?.type === 'Identifier' ? typeOfCarrier(at, parameter).other : undefined;
  return other && `an interface declares them as ${textOf(at.file.source, other)}`;
}

/** The parameters of a member that is a method: `begin(options): Span` or `begin: (options) => Span`. */
function parametersOf(member: t.Node): readonly t.Node[] {
  if (member.type === 'TSMethodSignature') return member.parameters;
  const type = member.type === 'TSPropertySignature' ? member.typeAnnotation?.typeAnnotation : undefined;
  return type?.type === 'TSFunctionType' ? type.parameters : [];
}
