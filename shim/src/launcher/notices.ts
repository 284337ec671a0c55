/** One line for the user: `warn` asks for something, `info` tells what was done. */
export interface Notice {
  readonly level: 'warn' | 'info';
  readonly text: string;
}

export function warn(text: string): Notice {
  return { level: 'warn', text };
}

export function info(text: string): Notice {
  return { level: 'info', text };
}
