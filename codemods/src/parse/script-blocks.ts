/** The JavaScript of a `.vue` or `.svelte` file. */
export interface ScriptText {
  /** The file's text with everything but its scripts replaced by spaces: offsets and lines are the file's own. */
  readonly text: string;
  /** The `lang` attribute; empty where there is none. */
  readonly lang: string;
}

const COMPONENT = /\.(?:vue|svelte)$/;
const SCRIPT = /(<script\b((?:"[^"]*"|'[^']*'|[^'">])*)>)([\s\S]*?)<\/script\s*>/gi;
const HTML_COMMENT = /<!--[\s\S]*?-->/g;
const OTHER_TYPE = /\btype\s*=\s*["']?(?!module|text\/javascript|application\/javascript)[\w/+.-]+/i;

/** Whether a path is a component whose scripts stand between tags. */
export function isComponent(path: string): boolean {
  return COMPONENT.test(path);
}

/**
 * The scripts of a component as one text. The two scripts of a component share one module scope, in Vue and in Svelte, so
 * they are read together.
 */
export function scriptsOf(component: string): ScriptText {
  const markup = component.replace(HTML_COMMENT, blank);
  let text = '';
  let lang = '';
  for (const match of markup.matchAll(SCRIPT)) {
    const [, tag = '', attributes = '', script = ''] = match;
    if (OTHER_TYPE.test(attributes)) continue;
    const start = match.index + tag.length;
    text += blank(component.slice(text.length, start)) + component.slice(start, start + script.length);
    lang = /\blang\s*=\s*["']?(\w+)/i.exec(attributes)?.[1] ?? lang;
  }
  return { text: text + blank(component.slice(text.length)), lang };
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}
