import type { FindingCode } from './findings';

/** How a comment begins that tells the reader of the code of a finding. */
export function remarkMarker(code: FindingCode): string {
  return `TODO(ot2otel ${code})`;
}

/** Whether a text holds such a comment. */
export function holdsRemark(text: string): boolean {
  return text.includes('TODO(ot2otel');
}

/** The code of the finding that a comment of an earlier run tells; undefined for a comment of anybody else. */
export function remarkedCode({ value }: { readonly value: string }): string | undefined {
  return /^ TODO\(ot2otel (OT\d+)\): /.exec(value)?.[1];
}
