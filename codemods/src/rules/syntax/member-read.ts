import { isTypeScript } from '../../parse/source-file';
import type { FileContext } from '../types';
import { nodesOf } from './nodes';
import { oncePerProject } from './once-per-project';
import { quoted } from './text';

/**
 * `.event`, or `['event']` in a project whose authors write so what a type has by its index signature alone, as a setting of TypeScript's compiler
 * asks (`noPropertyAccessFromIndexSignature`).
 */
export function memberRead(context: FileContext, name: string): string {
  return isInBrackets(context) ? `[${quoted(context, name)}]` : `.${name}`;
}

/** `?.event`: the same, of what need not be there. */
export function memberReadIfThere(context: FileContext, name: string): string {
  return `?.${isInBrackets(context) ? memberRead(context, name) : name}`;
}

function isInBrackets({ project, source }: FileContext): boolean {
  return isTypeScript(source) && namesInBrackets(project);
}

const namesInBrackets = oncePerProject(({ files }) =>
  [...files.values()].some(({ source }) => hasNameInBrackets(source)),
);

/** A name in brackets, in which a linter would see a mistake otherwise; types are always read so. */
function hasNameInBrackets(source: FileContext['source']): boolean {
  if (!isTypeScript(source) || !IN_BRACKETS.test(source.text)) return false;
  return nodesOf(source, 'MemberExpression', 'OptionalMemberExpression').some(
    ({ computed, property }) => computed && property.type === 'StringLiteral' && IS_NAME.test(property.value),
  );
}

const IN_BRACKETS = /\[(['"])[A-Za-z_$][\w$]*\1\]/;
const IS_NAME = /^[A-Za-z_$][\w$]*$/;
