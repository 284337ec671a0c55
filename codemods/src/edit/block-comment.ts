/** What a comment says as a block: the sign that would end it is broken up. */
export function blockOf(said: string): string {
  return `/*${said.replaceAll('*/', '* /')}*/`;
}

/** What a comment says, whether or not it has been made a block. */
export function unbroken(said: string): string {
  return said.replaceAll('* /', '*/');
}
