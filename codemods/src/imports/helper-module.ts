/** How the helper's own file is written. */
export interface HelperForm {
  readonly typescript: boolean;
  readonly modules: 'esm' | 'commonjs';
}

/**
 * The file that `--guard-values` writes into a project: what the shim does to a value, for the values of which nothing proves that
 * the API takes them.
 */
export function helperModule({ typescript, modules }: HelperForm): string {
  const type = (annotation: string) => (typescript ? annotation : '');
  const head = typescript
    ? "import type { AttributeValue } from '@opentelemetry/api';\n\n"
    : modules === 'commonjs'
      ? "'use strict';\n\n"
      : '';
  const exported = modules === 'esm' || typescript ? 'export ' : '';
  const tail = exported === '' ? '\nmodule.exports = { attributeValue };\n' : '';
  return `${head}// Written by ot2otel; yours to edit. OpenTelemetry drops attribute values that it does not know; OpenTracing's tracers wrote them out.

/** A value as an attribute: what the API takes as it is, all else as text. */
${exported}function attributeValue(value${type(': unknown')})${type(': AttributeValue')} {
  // What is not there is no attribute.
  if (value === null || value === undefined) return undefined${type(' as unknown as AttributeValue')};
  if (isPrimitive(value)) return value${type(' as AttributeValue')};
  try {
    return isList(value) ? ${typescript ? '(value as AttributeValue)' : 'value'} : describe(value);
  } catch {
    return describeOpaque(value);
  }
}

function isPrimitive(value${type(': unknown')})${type(': boolean')} {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function isList(value${type(': unknown')})${type(': boolean')} {
  if (!Array.isArray(value)) return false;
  const items = value.filter((item) => item !== null && item !== undefined);
  return items.every((item) => isPrimitive(item) && typeof item === typeof items[0]);
}

function describe(value${type(': unknown')})${type(': string')} {
  if (typeof value === 'function') return \`[Function: \${value.name || 'anonymous'}]\`;
  if (typeof value !== 'object' || isError(value)) return String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  const plain = value instanceof Map || value instanceof Set ? [...value] : value;
  return JSON.stringify(plain, withoutCircles()) ?? String(value);
}

/** An error, of this realm or another. */
function isError(value${type(': unknown')})${type(': boolean')} {
  return value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';
}

function describeOpaque(value${type(': unknown')})${type(': string')} {
  try {
    return Object.prototype.toString.call(value);
  } catch {
    return '[object]';
  }
}

function withoutCircles()${type(': (this: unknown, key: string, member: unknown) => unknown')} {
  const ancestors${type(': unknown[]')} = [];
  return function (${type('this: unknown, ')}_key${type(': string')}, member${type(': unknown')}) {
    if (typeof member === 'bigint') return String(member);
    if (typeof member !== 'object' || member === null) return member;
    // \`this\` is the object that holds the member: what was pushed after it is no ancestor.
    while (ancestors.length > 0 && ancestors[ancestors.length - 1] !== this) ancestors.pop();
    if (ancestors.includes(member)) return '[Circular]';
    ancestors.push(member);
    return member;
  };
}
${tail}`;
}
