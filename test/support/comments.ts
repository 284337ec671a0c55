import { isOfSpanMember } from '../../codemods/src/facts/lookups/member-comments';
import { parseSource } from '../../codemods/src/parse/parse-source';

/** The words of every comment of a source, in the order of the text; a type that moves is not told from what it becomes, nor what imports it. */
export function commentsOf(path: string, text: string): string[] {
  const parsed = parseSource(path, text);
  if (!parsed.ok) throw new Error(`${path}: ${parsed.failure.message}`);
  const { file } = parsed;
  // What is said of a method that a type no longer declares goes with it.
  const comments = (file.ast.comments ?? []).filter((comment) => !isOfSpanMember(file, comment));
  return comments.map(({ value }) =>
    value
      .replace(IMPORTS, '@import ')
      .replace(TYPE, 'type')
      .replaceAll('type & { childOf?: type }', 'type')
      .replace(/[\s*]+/g, ' ')
      .trim(),
  );
}

const IMPORTS = /(?:@import\s[^'"@]*\bfrom\s*['"](?:opentracing|@opentelemetry\/api)['"][\s*]*)+/g;
const TYPE = /(?:import\(['"][^'"]*['"]\)\.|[\w$]+\.)?\b(?:Span|SpanContext|Context|Tracer|SpanOptions)\b/g;

/** The comments of one list that another does not have, as often as they are missing. */
export function missingComments(before: readonly string[], after: readonly string[]): string[] {
  const left = [...after];
  return before.filter((comment) => {
    const at = left.indexOf(comment);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
