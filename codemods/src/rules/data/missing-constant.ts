import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import { nearest } from '../../catalog/nearest';
import { tags } from '../../catalog/opentracing-api';
import { type Edit, replace } from '../../edit/edit';
import { memberName } from '../../parse/key-name';
import { textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { isMember } from '../syntax/syntax';
import { quoted } from '../syntax/text';
import type { FileContext } from '../types';

/** What JavaScript reads where OpenTracing has no such constant: a tag was called that, and the SDK throws where a key is missing. */
const MISSING = 'undefined';

/** The name in `Tags.HTTP_ROUTE`, which OpenTracing does not have. */
export function missingConstant({ facts }: Pick<FileContext, 'facts'>, node: t.Node): string | undefined {
  const inner = unwrap(node);
  const name = isMember(inner) ? memberName(inner) : undefined;
  if (!isMember(inner) || name === undefined || !facts.factOf(inner.object)?.roles.has('tags')) return undefined;
  return name === 'default' || Object.hasOwn(tags, name) || name in Object.prototype ? undefined : name;
}

/** The key of a tag as it was, and what is said of it. */
export function namedAsItWas(context: FileContext, key: t.Node, name: string): { edit: Edit; told: Finding } {
  const meant = meantBy(name);
  const args = { expression: textOf(context.source, key), meant: meant && { name: meant, text: tags[meant] } };
  return {
    edit: replace(key, quoted(context, MISSING)),
    told: finding('OT217', context.source.path, key, args),
  };
}

function meantBy(name: string): keyof typeof tags | undefined {
  const names = Object.keys(tags) as (keyof typeof tags)[];
  const close = nearest(name, names);
  return names.find((one) => one.startsWith(name) || one === close);
}
