import type * as t from '@babel/types';

/** What a string says that is written out: in quotes, or in a template without a hole. */
export function plainText(node: t.Node | null | undefined): string | undefined {
  if (node?.type === 'StringLiteral') return node.value;
  return node?.type === 'TemplateLiteral' && node.quasis.length === 1
    ? (node.quasis[0]?.value.cooked ?? undefined)
    : undefined;
}
