import type { ProjectFacts } from '../../facts/types';
import { isTypeScript } from '../../parse/source-file';
import type { FileContext } from '../types';
import { quoted } from './text';

/**
 * `.event`, or `['event']` in a project whose authors write so what a type has by its index signature alone, as a setting of TypeScript's compiler
 * asks (`noPropertyAccessFromIndexSignature`).
 */
export function memberRead(context: FileContext, name: string): string {
  return isTypeScript(context.source) && namesInBrackets(context.project) ? `[${quoted(context, name)}]` : `.${name}`;
}

const known = new WeakMap<ProjectFacts, boolean>();

function namesInBrackets(project: ProjectFacts): boolean {
  const answer = known.get(project) ?? [...project.files.values()].some(({ source }) => hasNameInBrackets(source));
  known.set(project, answer);
  return answer;
}

/** A name in brackets, in which a linter would see a mistake otherwise. */
function hasNameInBrackets(source: FileContext['source']): boolean {
  return isTypeScript(source) && /[\w)\]]\[(['"])[A-Za-z_$][\w$]*\1\]/.test(source.text);
}
