function isColoured(): boolean {
  return !process.env.NO_COLOR && (process.stdout.isTTY === true || Boolean(process.env.FORCE_COLOR));
}

const style = (code: number) => (text: string) => (isColoured() ? `\u001b[${code}m${text}\u001b[0m` : text);

/** Colours by meaning; they leave the text as it is where colours are not wanted. */
export const paint = {
  bold: style(1),
  dim: style(2),
  bad: style(31),
  good: style(32),
  warning: style(33),
  name: style(36),
};

/** Tells the programs that the demo starts whether to colour what they print. */
export function colourEnvironment(): Readonly<Record<string, string>> {
  return isColoured() ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' };
}

export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** A part of the demo. */
export function title(text: string, about: string): void {
  say(`\n${paint.bold(`━━ ${text} ${'━'.repeat(Math.max(0, 76 - text.length))}`)}\n${about}`);
}

/** A step of a part, with the command that a user would type, if it is one. */
export function step(number: number, text: string, command?: string): void {
  say(`\n${paint.bold(`${number}  ${text}`)}${command === undefined ? '' : `\n   ${paint.dim(`$ ${command}`)}`}\n`);
}

/** Text set off from the left edge. */
export function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '   ');
}
